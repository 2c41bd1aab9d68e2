import { randomBytes } from 'node:crypto'
import { hashOf } from '../web/credentials.ts'
import { ask } from './site.ts'
import { outputsOf } from './stack.ts'

/** Makes the token that opens a stack's pages and API. It is made here and shown once; AWS learns only its hash. */
export async function token({ stack }: { readonly stack: string }): Promise<void> {
  const token = randomBytes(32).toString('base64url')
  const { ApiUrl } = await outputsOf(stack, ['ApiUrl'])
  await ask({ stack }, 'PUT', '/api/token', { hash: hashOf(token) })
  console.log(token)
  console.error(`
This is the token of ${stack}, and it is shown only now: keep it where passwords are kept.
People sign in with it at ${ApiUrl}; programs send it: Authorization: Bearer TOKEN.
The token before it counts no more, and whoever was signed in has to sign in again.`)
}

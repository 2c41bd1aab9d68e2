import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda'
import { parse } from 'hono/utils/cookie'
import { documentClient } from '../../shared/lambda/clients.ts'
import { env } from '../../shared/lambda/env.ts'
import { once } from '../../shared/lambda/once.ts'
import { accessStore } from '../../shared/store/access.ts'
import { openDb } from '../../shared/store/db.ts'
import { COOKIE, isCookie, isToken } from '../../web/credentials.ts'
import { isPublic } from '../../web/public.ts'

const access = once(() => accessStore(openDb(documentClient(), env('TABLE'))))

type Asked = Pick<APIGatewayRequestAuthorizerEventV2, 'rawPath'> &
  Partial<Pick<APIGatewayRequestAuthorizerEventV2, 'headers' | 'cookies'>>

/**
 * Judges every request, and lets the site's gate answer: an HTTP API cannot word a denial itself. What is public passes
 * unjudged; the table is asked only about somebody who shows something.
 */
export async function handler(event: Asked): Promise<{ isAuthorized: true; context: { reader: 'yes' | 'no' } }> {
  const reader = !isPublic(event.rawPath) && (await isReader(event)) ? 'yes' : 'no'
  return { isAuthorized: true, context: { reader } }
}

async function isReader({ headers, cookies }: Asked): Promise<boolean> {
  const token = /^Bearer +(\S+)$/i.exec(headers?.['authorization'] ?? '')?.[1]
  const cookie = parse([...(cookies ?? []), headers?.['cookie'] ?? ''].join('; '), COOKIE)[COOKIE]
  if (token === undefined && cookie === undefined) return false
  const hash = await access().hash()
  if (hash === null) return false
  return (token !== undefined && isToken(token, hash)) || (cookie !== undefined && isCookie(cookie, hash, new Date()))
}

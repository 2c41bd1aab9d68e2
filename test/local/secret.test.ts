import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keptSecret } from '../../local/secret.ts'

test('what links are signed with is made once, and kept for the owner of the folder alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'secret-'))
  const secret = await keptSecret(folder)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await keptSecret(folder)).toBe(secret)
  expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600)
  await rm(folder, { recursive: true })
})

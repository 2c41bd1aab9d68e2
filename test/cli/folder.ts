import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, vi } from 'vitest'
import type { Failure } from '../../cli/failure.ts'

/** A folder for each test, and what was printed in it. */
export const scene = { folder: '', printed: [] as string[] }

beforeEach(() => {
  scene.folder = mkdtempSync(join(tmpdir(), 'news-alerts-'))
  scene.printed = []
  vi.spyOn(console, 'log').mockImplementation(line => void scene.printed.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(scene.folder, { recursive: true })
})

/** Writes a file into it. @returns its path */
export function write(name: string, text: string | Uint8Array): string {
  const path = join(scene.folder, name)
  writeFileSync(path, text)
  return path
}

/** How a command failed, in the words of whoever sees it. */
export async function failureOf(command: Promise<unknown>): Promise<string> {
  const error: Failure = await command.then(
    () => ({ exitCode: 0, message: 'it did not fail' }),
    reason => reason,
  )
  return `${error.exitCode} ${error.message.replaceAll(`${scene.folder}/`, '')}`
}

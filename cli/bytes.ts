import { readFileSync, statSync } from 'node:fs'
import { printable } from '../local/terminal.ts'
import { Failure } from './failure.ts'

/** Far more than is read of any. */
const MAX_BYTES = 64 * 1024 * 1024

/** A file that somebody named. @throws Failure if it cannot be read, is none, or is larger than 64 MiB */
export function bytesOf(file: string): Uint8Array {
  try {
    const stat = statSync(file)
    if (!stat.isFile() || stat.size > MAX_BYTES) throw new Error('it is no file of at most 64 MiB')
    return readFileSync(file)
  } catch (error) {
    const why = error instanceof Error ? error.message : error
    throw new Failure(2, printable(`The file ${file} cannot be read: ${why}`))
  }
}

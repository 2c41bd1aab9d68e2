import { readFileSync } from 'node:fs'
import { Failure } from './failure.ts'

/** A file that somebody named. @throws Failure if it cannot be read */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Failure(2, `The file ${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PROBE_BYTES = 256 * 1024

/**
 * Whether a folder can still be written. A table that fails says only that it failed; this says whether the disk is
 * why. At once, not in a moment: what the table writes behind a record that was cut short cannot be read again.
 * @returns what is wrong, in words, or null
 */
export function diskTrouble(folder: string): string | null {
  const probe = join(folder, '.probe')
  try {
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES))
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOSPC' || code === 'EDQUOT') return `the disk that holds ${folder} is full`
    if (code === 'EROFS' || code === 'EACCES') return `${folder} cannot be written (${code})`
    return null
  } finally {
    try {
      rmSync(probe, { force: true })
    } catch {} // what cannot be written cannot be cleaned
  }
}

import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const PROBE_BYTES = 256 * 1024

/**
 * Whether a folder can still be written. A table that fails says only that it failed; this says whether the disk is why.
 * @returns what is wrong, in words, or null
 */
export async function diskTrouble(folder: string): Promise<string | null> {
  const probe = join(folder, '.probe')
  try {
    await writeFile(probe, Buffer.alloc(PROBE_BYTES))
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOSPC' || code === 'EDQUOT') return `the disk that holds ${folder} is full`
    if (code === 'EROFS' || code === 'EACCES') return `${folder} cannot be written (${code})`
    return null
  } finally {
    await rm(probe, { force: true }).catch(() => undefined)
  }
}

import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { SECONDS_BETWEEN_ENTRIES } from './newsroom/listing.ts'
import { type Newsroom, openNewsroom } from './newsroom/newsroom.ts'
import { repeat } from './repeat.ts'

const Kept = z.object({ port: z.int(), position: z.int(), startedAt: z.iso.datetime() })

/** The sample newsroom at work: something is published every few seconds, and the next start goes on from there. */
export async function openNewsdesk(folder: string, now: () => Date, failed: (error: unknown) => void) {
  const file = join(folder, 'newsroom.json')
  const kept = await readKept(file)
  const startedAt = kept ? new Date(kept.startedAt) : now()
  const newsroom = await openNewsroom({ port: kept?.port ?? 0, position: kept?.position ?? 0, startedAt })
  await keep(file, newsroom)
  return {
    newsroom,
    open() {
      const presses = repeat(
        SECONDS_BETWEEN_ENTRIES * 1000,
        async () => {
          newsroom.publishNext(now())
          await keep(file, newsroom)
        },
        failed,
      )
      return async () => {
        await presses.stop()
        await newsroom.close()
      }
    },
  }
}

async function readKept(file: string) {
  try {
    return Kept.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null // first start, or a file cut short by a full disk: the newsroom begins anew
  }
}

async function keep(file: string, { port, standing }: Newsroom): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify({ port, ...standing })) // a Date becomes ISO 8601
  await rename(`${file}.new`, file)
}

/** Reads the files named on the command line, one after another, and prints a line of JSON for each. */
import { readFileSync } from 'node:fs'
import { FeedError } from '../../shared/feed/fault.ts'
import { readFeed } from '../../shared/feed/read.ts'

const outcomeOf = async (bytes: Uint8Array) => {
  try {
    const { items, mended } = await readFeed(bytes, {}, 'https://example.org/feed')
    return { first: items[0]?.title ?? null, said: `items: ${items.length}${mended === null ? '' : `; ${mended}`}` }
  } catch (error) {
    if (error instanceof FeedError) return { first: null, said: error.fault.message }
    throw error
  }
}

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file)
  const before = process.cpuUsage()
  const outcome = await outcomeOf(bytes)
  const { user, system } = process.cpuUsage(before)
  console.log(
    JSON.stringify({
      ...outcome,
      cpuSeconds: (user + system) / 1e6,
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
    }),
  )
}

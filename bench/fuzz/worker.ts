/** Reads one case after another. Tells its parent of each: `[n, null]`, and once it was read `[n, complaints]`. */

import type { FeedItem } from '../../shared/feed/document.ts'
import { FeedError } from '../../shared/feed/fault.ts'
import { readFeed } from '../../shared/feed/read.ts'
import { broken } from '../../test/feed/invariants.ts'
import { openCases } from './cases.ts'

/** What is read, how long it takes, and what is wrong with it. A refusal is a reading too, if we meant to refuse. */
async function reading(bytes: Uint8Array, headers: Record<string, string>) {
  const start = performance.now()
  let listed: readonly FeedItem[] = []
  try {
    const feed = await readFeed(bytes, headers, 'https://example.org/feed', items => (listed = items))
    const wrong = broken(feed)
    if (JSON.stringify(listed) !== JSON.stringify(feed.items)) wrong.push('what was listed is not what was read')
    return { said: JSON.stringify(feed), wrong, ms: performance.now() - start }
  } catch (error) {
    const said = error instanceof FeedError ? error.fault.message : `threw ${error}`
    return { said, wrong: /^threw|cannot be read/.test(said) ? [said] : [], ms: performance.now() - start }
  }
}

const [, , seed, from] = process.argv
const caseOf = openCases(Number(seed))
for (let n = Number(from); process.connected; n++) {
  process.send?.([n, null])
  const { bytes, headers } = caseOf(n)
  const [first, second] = [await reading(bytes, headers), await reading(bytes, headers)]
  if (Math.min(first.ms, second.ms) > 2000) first.wrong.push('more than two seconds')
  if (first.said !== second.said) first.wrong.push('read otherwise the second time')
  process.send?.([n, first.wrong])
}

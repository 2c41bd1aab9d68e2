import type { openCloud } from './cloud.ts'
import { mistold, storiesOf, undone, unfound } from './judge.ts'
import type { startPress } from './press.ts'
import { eventually } from './run.ts'

interface Deployed {
  readonly cloud: ReturnType<typeof openCloud>
  readonly press: Awaited<ReturnType<typeof startPress>>
  readonly table: string
  /** What the program subscribed to each channel has been sent so far. */
  readonly readers: ReadonlyMap<string, () => Promise<readonly string[]>>
}

/** Drives a stack faster than its schedule does, and looks at what came of it. */
export function openDrive({ cloud, press, table, readers }: Deployed) {
  const items = () => cloud.items(table)
  const receive = () => Promise.all([...readers.values()].map(read => read()))
  const dispatch = () => cloud.runNow('Dispatch', { time: new Date().toISOString() })
  /** A minute's work, now. Under faults it may fail. */
  const work = () => Promise.all([dispatch(), cloud.runNow('Alert', {})])
  return {
    ...{ items, dispatch, work },

    /** Whether every feed has had its first read. */
    async isRead(): Promise<boolean> {
      const feeds = (await items()).filter(({ pk, sk }) => pk !== 'REGISTRY' && String(sk).startsWith('FEED#'))
      return feeds.length === press.feeds.length && feeds.every(({ baselineAt }) => baselineAt !== null)
    },

    /** Whether nobody is at work on any slot. */
    areSlotsFree: async () =>
      (await items()).every(({ pk, owner }) => !String(pk).startsWith('SLOT#') || owner === undefined),

    /** How many articles there are under this title, and how many of them owe. */
    async recorded(title: string): Promise<{ articles: number; owing: number }> {
      const articles = (await items()).filter(item => item['sk'] === 'ARTICLE' && item['title'] === title)
      return { articles: articles.length, owing: articles.filter(({ todo }) => todo === 'OWED').length }
    },

    /** Until everything that was shown is found, and nothing is left to do. */
    async rest(): Promise<void> {
      let left: string[] = []
      await eventually('rest', 220, async () => {
        await work()
        await receive()
        const there = await items()
        left = [...undone(there), ...unfound(press.expected, there)]
        return left.length === 0
      }).catch(error => Promise.reject(new Error(`${error.message}: ${left.join('; ')}`)))
    },

    /** What breaks a promise. */
    async wrong(): Promise<string[]> {
      await receive()
      const stories = storiesOf(press.expected, await items())
      const wrong = [...readers].map(async ([channel, read]) => {
        const messages = await cloud.store(table).messages.ofRoute(channel, 'mail', 1000)
        return mistold(stories, await read(), messages).map(what => `${channel}: ${what}`)
      })
      return (await Promise.all(wrong)).flat()
    },
  }
}

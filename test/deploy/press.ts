import { feedId } from '../../shared/feed/identity.ts'
import { rss, startPublisher } from '../world.ts'

/** So many that no two publishers share a slot, which has room for forty: what stops one slot does not stop another. */
const FEEDS = 21
const PUBLISHERS = 4

/** Something that must be found and told: where it stood, and under which title. */
export interface Expected {
  readonly feed: string
  readonly title: string
}

interface Item {
  readonly id: string
  title: string
}

/** Publishers on loopback, each with a slot of its own. */
export async function startPress() {
  const publishers = await Promise.all(Array.from({ length: PUBLISHERS }, startPublisher))
  const hosts = publishers.map(({ host }) => host)
  const lists = new Map<string, Item[]>()
  const expected: Expected[] = []
  let told = 0

  /** @returns the item, to be edited later; what it is called now is served from now on */
  function report(at: number, path: string, id: string, title: string): () => void {
    const publisher = publishers[at % PUBLISHERS]
    const url = `http://${publisher?.host}${path}`
    const list = lists.get(url) ?? []
    const item = { id, title }
    lists.set(url, [item, ...list])
    const serve = () => publisher?.serve(path, rss(lists.get(url) ?? []))
    serve()
    return () => {
      item.title = `${title}, and it was cyber fraud`
      expected.push({ feed: feedId(url), title: item.title })
      serve()
    }
  }
  const fraud = (at: number, path: string, title: string) => {
    report(at, path, title, title)
    expected.push({ feed: feedId(`http://${hosts[at % PUBLISHERS]}${path}`), title })
  }

  for (const publisher of publishers)
    for (let n = 0; n < FEEDS; n++) publisher.serve(`/${n}.xml`, rss([{ title: 'An old cyber fraud ring' }]))

  return {
    ...{ hosts, expected },
    feeds: hosts.flatMap(host => Array.from({ length: FEEDS }, (_, n) => `http://${host}/${n}.xml`)),
    /** One event that several publishers report. */
    event(at: number, count: number): string {
      const title = `Police break cyber fraud ring, case ${++told}`
      for (let n = 0; n < count; n++) fraud(at + n, `/${n}.xml`, title)
      return title
    },
    /** Something dull. @returns makes it interesting */
    dull: (at: number) => report(at, '/2.xml', `dull-${++told}`, `Nothing happens at the harbour, day ${told}`),
    close: () => Promise.all(publishers.map(publisher => publisher.close())),
  }
}

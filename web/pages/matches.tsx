import type { Handler } from 'hono'
import type { Matched, Topic } from '../../shared/words.ts'
import { ByTopic, checked } from '../ask.ts'
import type { SiteDeps } from '../deps.ts'
import { page } from '../layout.tsx'
import { MatchCard } from '../match.tsx'
import { shown } from '../strange.tsx'

const MOST = 100

/** The newest matches, of one topic or of all. */
export const matchesPage =
  ({ store, current, now }: SiteDeps): Handler =>
  async c => {
    const { topic } = checked(ByTopic, c.req.query())
    const topics = (await current())?.topics ?? []
    const matches = await (topic ? store.matches.ofTopic(topic, now(), MOST) : store.matches.newest(now(), MOST))
    const children = <Matches topics={topics} topic={topic} matches={matches} now={now()} />
    return c.html(page({ title: 'Matches', room: '/matches', children }))
  }

interface Matches {
  readonly topics: readonly Topic[]
  readonly topic: string | undefined
  readonly matches: readonly Matched[]
  readonly now: Date
}

const Matches = ({ topics, topic, matches, now }: Matches) => (
  <>
    <h1>Matches</h1>
    <form class="filter">
      <label for="topic">Topic</label>
      <select id="topic" name="topic">
        <option value="">All topics</option>
        {topics.map(({ id, name }) => (
          <option value={id} selected={id === topic}>
            {shown(name)}
          </option>
        ))}
      </select>
      <button type="submit">Show</button>
    </form>
    {matches.length === 0 && <p>Nothing has matched this month or the month before.</p>}
    <h2 class="unseen">Newest first</h2>
    <ul class="list">
      {matches.map(match => (
        <li>
          <MatchCard match={match} now={now} />
        </li>
      ))}
    </ul>
    {matches.length === MOST && <p>These are the newest {MOST}.</p>}
  </>
)

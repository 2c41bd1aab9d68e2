import type { Handler } from 'hono'
import type { Matched, Topic } from '../../shared/words.ts'
import { AskedMatches, checked, formOf } from '../ask.ts'
import type { SiteDeps } from '../deps.ts'
import { answerOr, End, Filters, Misfit, type Sent } from '../filters.tsx'
import { page } from '../layout.tsx'
import { MatchCard } from '../match.tsx'
import { type Answer, findMatches } from '../questions/search.ts'
import { Strange } from '../strange.tsx'

/** Matches, newest first, narrowed as one likes. */
export const matchesPage =
  (deps: SiteDeps): Handler =>
  async c => {
    const sent = formOf(c)
    const answer = await answerOr(async () => findMatches(deps, checked(AskedMatches, sent)))
    const topics = (await deps.current())?.topics ?? []
    const children = <Matches topics={topics} sent={sent} answer={answer} now={deps.now()} />
    return c.html(page({ title: 'Matches', room: '/matches', children }), typeof answer === 'string' ? 400 : 200)
  }

interface Matches {
  readonly topics: readonly Topic[]
  readonly sent: Sent
  readonly answer: Answer<Matched> | string
  readonly now: Date
}

const Matches = ({ topics, sent, answer, now }: Matches) => (
  <>
    <h1>Matches</h1>
    <Filters topics={topics} sent={sent} />
    {typeof answer === 'string' ? <Misfit why={answer} /> : <Found answer={answer} sent={sent} now={now} />}
  </>
)

interface Found {
  readonly answer: Answer<Matched>
  readonly sent: Sent
  readonly now: Date
}

const Found = ({ answer, sent, now }: Found) => (
  <>
    {sent['feed'] !== undefined && (
      <p>
        Only from <Strange text={answer.found[0]?.article.feedTitle ?? sent['feed']} />.{' '}
        <a href="/matches">From every feed</a>
      </p>
    )}
    <h2 class="unseen">Newest first</h2>
    <ul class="list">
      {answer.found.map(match => (
        <li>
          <MatchCard match={match} now={now} />
        </li>
      ))}
    </ul>
    <End answer={answer} path="/matches" sent={sent} now={now} />
  </>
)

import type { Handler } from 'hono'
import type { Held } from '../../shared/store/messages.ts'
import type { Matched, Slot } from '../../shared/words.ts'
import { counted } from '../counted.ts'
import type { SiteDeps } from '../deps.ts'
import { Late } from '../health.tsx'
import { page } from '../layout.tsx'
import { MatchCard } from '../match.tsx'
import { messagePath } from '../paths.ts'
import { type FeedNow, feedsNow } from '../questions/feeds.ts'
import { newestMessages } from '../questions/messages.ts'
import { State } from '../state.tsx'
import { Strange, shown } from '../strange.tsx'
import { Ago } from '../time.tsx'

const MOST = { feeds: 12, matches: 15, messages: 10 }
const LATELY_DAYS = 31

interface Now {
  readonly feeds: readonly FeedNow[]
  readonly slots: readonly Slot[]
  readonly matches: readonly Matched[]
  readonly messages: readonly Held[]
  readonly now: Date
}

/** What happens, as it happens: read, matched, told. */
export const nowPage =
  ({ store, current, now }: SiteDeps): Handler =>
  async c => {
    const setup = await current()
    const [{ feeds, slots }, { found: matches }, messages] = await Promise.all([
      feedsNow(store, setup?.slots ?? 0, now()),
      store.matches.search({ now: now(), since: lately(now()), limit: MOST.matches }),
      newestMessages(store, setup?.channels ?? [], MOST.messages),
    ])
    const seen = { feeds, slots, matches, messages, now: now() }
    return c.html(page({ title: 'Now', room: '/', live: true, children: <Columns {...seen} /> }))
  }

/** This page is asked every two seconds: it does not look through a year. */
const lately = (now: Date) => new Date(now.getTime() - LATELY_DAYS * 86_400_000).toISOString()

const Columns = ({ feeds, slots, matches, messages, now }: Now) => (
  <>
    <Late slots={slots} now={now} />
    <div class="columns">
      <section aria-labelledby="read">
        <h2 id="read">Read</h2>
        <Summary feeds={feeds} />
        <ul>
          {feeds.slice(0, MOST.feeds).map(feed => (
            <ReadItem {...feed} now={now} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="matched">
        <h2 id="matched">Matched</h2>
        <p>{matches.length === 0 ? 'Nothing has matched a topic lately.' : <a href="/matches">All matches</a>}</p>
        <ul>
          {matches.map(match => (
            <li>
              <MatchCard match={match} now={now} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="told">
        <h2 id="told">Told</h2>
        <p>{messages.length === 0 ? 'Nobody has been told anything yet.' : <a href="/inbox">All messages</a>}</p>
        <ul>
          {messages.map(message => (
            <ToldItem message={message} now={now} />
          ))}
        </ul>
      </section>
    </div>
  </>
)

const Summary = ({ feeds }: Pick<Now, 'feeds'>) => {
  const bad = feeds.filter(({ feed }) => feed.health.fault !== null).length
  if (feeds.length === 0) return <p>No feeds are configured yet.</p>
  return (
    <p>
      <a href="/feeds">{counted(feeds.length, 'feed')}</a>,{' '}
      {bad === 0 ? 'all well' : <strong class="bad">{bad} in trouble</strong>}
    </p>
  )
}

const ReadItem = ({ feed: { title, language, health }, checkedAt, now }: FeedNow & Pick<Now, 'now'>) => (
  <li>
    <b>
      <Strange text={title} language={language} />
    </b>
    <p class="facts">
      {health.changedAt ? (
        <>
          changed <Ago at={health.changedAt} now={now} />
        </>
      ) : (
        'nothing read yet'
      )}
      {checkedAt && (
        <>
          {' '}
          · checked <Ago at={checkedAt} now={now} />
        </>
      )}
    </p>
    {health.fault && <p class="bad">{shown(health.fault.message)}</p>}
  </li>
)

const ToldItem = ({ message, now }: { readonly message: Held } & Pick<Now, 'now'>) => (
  <li>
    <p class="facts">
      <Strange text={message.channelName} /> · {message.route} · {counted(message.stories.length, 'story', 'stories')}
    </p>
    <h3>
      <a href={messagePath(message)}>
        <Strange text={message.subject} />
      </a>
    </h3>
    <p class="facts">
      <State message={message} now={now} />
    </p>
  </li>
)

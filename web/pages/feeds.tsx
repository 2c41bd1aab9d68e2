import type { Handler } from 'hono'
import type { SiteDeps } from '../deps.ts'
import { Health, Late, Remarks } from '../health.tsx'
import { page } from '../layout.tsx'
import { type FeedNow, feedsNow } from '../questions/feeds.ts'
import { Strange, StrangeLink, shown } from '../strange.tsx'
import { Table } from '../table.tsx'
import { Ago, lengthOf } from '../time.tsx'

/** Every feed and how it is doing. */
export const feedsPage =
  ({ store, current, now }: SiteDeps): Handler =>
  async c => {
    const { feeds, slots } = await feedsNow(store, (await current())?.slots ?? 0, now())
    const children = (
      <>
        <h1>Feeds</h1>
        <Late slots={slots} now={now()} />
        {feeds.length === 0 ? (
          <p>No feeds are configured yet.</p>
        ) : (
          <Table caption="Feeds, those in trouble first" rows={feeds.map(feed => row(feed, now()))} />
        )}
      </>
    )
    return c.html(page({ title: 'Feeds', room: '/feeds', children }))
  }

const row = ({ feed, checkedAt }: FeedNow, now: Date) => [
  {
    name: 'Feed',
    cell: (
      <>
        <b>
          <Strange text={feed.title} language={feed.language} />
        </b>
        <br />
        <small>
          <StrangeLink href={feed.url}>{shown(feed.url)}</StrangeLink>
        </small>
        {feed.tags.length > 0 && <p class="facts">{shown(feed.tags.join(', '))}</p>}
      </>
    ),
  },
  {
    name: 'Health',
    cell: (
      <>
        <Health feed={feed} now={now} />
        <Remarks feed={feed} />
      </>
    ),
  },
  { name: 'Changed', cell: feed.health.changedAt ? <Ago at={feed.health.changedAt} now={now} /> : 'never' },
  { name: 'Checked', cell: checkedAt ? <Ago at={checkedAt} now={now} /> : '–' },
  { name: 'Every', cell: lengthOf(feed.everySeconds) },
]

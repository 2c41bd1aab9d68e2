import type { Handler } from 'hono'
import { AskedFeeds, checked, formOf } from '../ask.ts'
import type { SiteDeps } from '../deps.ts'
import { Choice, Words } from '../filters.tsx'
import { Health, Late, Remarks } from '../health.tsx'
import { page } from '../layout.tsx'
import { type FeedNow, feedFinder, feedsNow } from '../questions/feeds.ts'
import { Strange, StrangeLink, shown } from '../strange.tsx'
import { Table } from '../table.tsx'
import { Ago, lengthOf } from '../time.tsx'

const STATES = [
  ['ok', 'Well'],
  ['failing', 'Failing'],
  ['gone', 'Gone'],
  ['new', 'Not read yet'],
] as const

/** Every feed and how it is doing. */
export const feedsPage =
  ({ store, current, now }: SiteDeps): Handler =>
  async c => {
    const sent = formOf(c)
    const asked = checked(AskedFeeds, sent)
    const { feeds, slots } = await feedsNow(store, (await current())?.slots ?? 0, now())
    const found = feeds.filter(feedFinder(asked))
    const children = (
      <>
        <Late slots={slots} now={now()} />
        <form class="filter wide">
          <Words sent={sent} />
          <Choice sent={sent} name="state" label="State" all="Any state" options={STATES} />
          <button type="submit">Show</button>
        </form>
        {found.length === 0 ? (
          <p>{feeds.length === 0 ? 'No feeds are configured yet.' : 'No feed is like this.'}</p>
        ) : (
          <Table caption="Feeds, those in trouble first" rows={found.map(feed => row(feed, now()))} />
        )}
      </>
    )
    return c.html(page({ title: 'Feeds', room: '/feeds', children }))
  }

const row = ({ feed, checkedAt }: FeedNow, now: Date) => ({
  Feed: (
    <>
      <b>
        <Strange text={feed.title} language={feed.language} />
      </b>
      <br />
      <small>
        <StrangeLink href={feed.url}>{shown(feed.url)}</StrangeLink>
      </small>
      {feed.tags.length > 0 && <p class="facts">{shown(feed.tags.join(', '))}</p>}
      <p class="facts">
        <a href={`/matches?feed=${encodeURIComponent(feed.id)}`}>its matches</a>
      </p>
    </>
  ),
  Health: (
    <>
      <Health feed={feed} now={now} />
      <Remarks feed={feed} />
    </>
  ),
  Changed: feed.health.changedAt ? <Ago at={feed.health.changedAt} now={now} /> : 'never',
  Checked: checkedAt ? <Ago at={checkedAt} now={now} /> : '–',
  Every: lengthOf(feed.everySeconds),
})

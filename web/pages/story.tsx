import type { Handler } from 'hono'
import { runs } from '../../shared/alert/mark.ts'
import type { Channel, Reason, Story } from '../../shared/words.ts'
import { ById, checked, found } from '../ask.ts'
import { Chip } from '../chip.tsx'
import { counted } from '../counted.ts'
import type { SiteDeps } from '../deps.ts'
import { page } from '../layout.tsx'
import { Why } from '../match.tsx'
import { messagePath } from '../paths.ts'
import { type Telling, tellings } from '../questions/told.ts'
import { Marked, Strange, StrangeLink, shown } from '../strange.tsx'
import { Table } from '../table.tsx'
import { Time } from '../time.tsx'

/** One event: who reports it, why it matters, who was told. */
export const storyPage =
  ({ store, current, now }: SiteDeps): Handler =>
  async c => {
    const { id } = checked(ById, c.req.param())
    const story = found(await store.stories.get(id), 'story')
    const channels = (await current())?.channels ?? []
    const told = await tellings(store, channels, id)
    const children = <TheStory story={story} told={told} channels={channels} now={now()} />
    const heading = (
      <StrangeLink href={story.link}>
        <Strange text={story.title} language={story.language} />
      </StrangeLink>
    )
    return c.html(page({ title: shown(story.title), heading, room: null, children }))
  }

interface Page {
  readonly story: Story
  readonly told: readonly Telling[]
  readonly channels: readonly Channel[]
  readonly now: Date
}

const TheStory = ({ story, told, channels, now }: Page) => (
  <>
    {story.summary && (
      <p>
        <Strange text={story.summary} language={story.language} />
      </p>
    )}
    <p class="facts">
      First seen <Time at={story.first} now={now} />, last <Time at={story.last} now={now} />
    </p>
    <h2>Why</h2>
    <ul class="list">
      {Object.values(story.matches).map(reason => (
        <Topic reason={reason} />
      ))}
    </ul>
    <h2>Reported by {counted(story.articles.length, 'article')}</h2>
    <Members story={story} now={now} />
    {story.articles.length > story.members.length && <p>These are the first {story.members.length}.</p>}
    <h2>Told</h2>
    {told.length === 0 ? <p>No channel was told.</p> : <Told told={told} channels={channels} now={now} />}
  </>
)

const Topic = ({ reason }: { readonly reason: Reason }) => (
  <li>
    <p class="facts">
      <Chip severity={reason.severity} /> <Strange text={reason.topicName} /> · <Strange text={reason.source} />
    </p>
    <h3>
      <Marked runs={runs(reason.title, 'title', reason.evidence)} />
    </h3>
    <Why match={reason} language={null} />
  </li>
)

const Members = ({ story, now }: Pick<Page, 'story' | 'now'>) => (
  <Table
    caption="Articles"
    rows={story.members.map(({ title, link, feedTitle, at }) => ({
      Article: (
        <StrangeLink href={link}>
          <Strange text={title} />
        </StrangeLink>
      ),
      Source: <Strange text={feedTitle} />,
      Seen: <Time at={at} now={now} />,
    }))}
  />
)

const Told = ({ told, channels, now }: Omit<Page, 'story'>) => (
  <Table
    caption="Channels"
    rows={told.map(({ alert, message }) => ({
      Channel: <Strange text={channels.find(({ id }) => id === alert.channel)?.name ?? alert.channel} />,
      Route: alert.route,
      Severity: <Chip severity={alert.told ?? alert.severity} />,
      When: <Outcome alert={alert} message={message} now={now} />,
    }))}
  />
)

const Outcome = ({ alert, message, now }: Telling & Pick<Page, 'now'>) => {
  const link = message && <a href={messagePath(message)}>message</a>
  if (alert.state === 'cancelled') return <>Cancelled: no longer wanted when it was due</>
  if (alert.state === 'unknown') return <span class="bad">Outcome unknown: it may have arrived {link}</span>
  if (alert.state === 'refused')
    return <span class="bad">Refused for good by what carries it: nobody was told {link}</span>
  if (alert.state === 'sent')
    return (
      <span class="good">
        Told {message?.sentAt && <Time at={message.sentAt} now={now} />} {link}
      </span>
    )
  return (
    <span class="wait">
      {message ? <>Under way: {link}</> : 'Owed'}
      {!message && alert.dueAt && (
        <>
          , due <Time at={alert.dueAt} now={now} />
        </>
      )}
    </span>
  )
}

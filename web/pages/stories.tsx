import type { Handler } from 'hono'
import type { Reason, Story } from '../../shared/words.ts'
import { SEVERITIES } from '../../shared/words.ts'
import { AskedStories, checked, formOf } from '../ask.ts'
import { Chip } from '../chip.tsx'
import { counted } from '../counted.ts'
import type { SiteDeps } from '../deps.ts'
import { answerOr, End, Filters, Misfit, type Sent } from '../filters.tsx'
import { page } from '../layout.tsx'
import { storyPath } from '../paths.ts'
import { type Answer, findStories } from '../questions/search.ts'
import { Strange } from '../strange.tsx'
import { Table } from '../table.tsx'
import { Ago } from '../time.tsx'

/** Events, the newest first, narrowed as one likes. */
export const storiesPage =
  (deps: SiteDeps): Handler =>
  async c => {
    const sent = formOf(c)
    const answer = await answerOr(async () => findStories(deps, checked(AskedStories, sent)))
    const topics = (await deps.current())?.topics ?? []
    const now = deps.now()
    const children = (
      <>
        <h1>Stories</h1>
        <Filters topics={topics} sent={sent} />
        {typeof answer === 'string' ? <Misfit why={answer} /> : <Found answer={answer} sent={sent} now={now} />}
      </>
    )
    return c.html(page({ title: 'Stories', room: '/stories', children }), typeof answer === 'string' ? 400 : 200)
  }

interface Found {
  readonly answer: Answer<Story>
  readonly sent: Sent
  readonly now: Date
}

const Found = ({ answer, sent, now }: Found) => (
  <>
    {answer.found.length > 0 && (
      <Table caption="Stories, newest first" rows={answer.found.map(story => row(story, now))} />
    )}
    <End answer={answer} path="/stories" sent={sent} now={now} />
  </>
)

const row = (story: Story, now: Date) => ({
  Story: (
    <a href={storyPath(story.id)}>
      <Strange text={story.title} language={story.language} />
    </a>
  ),
  Topics: Object.values(story.matches).sort(bySeverity).map(topic),
  'Reported by': counted(story.articles.length, 'article'),
  'First seen': <Ago at={story.first} now={now} />,
  'Last seen': <Ago at={story.last} now={now} />,
})

const topic = ({ severity, topicName }: Reason) => (
  <p>
    <Chip severity={severity} /> <Strange text={topicName} />
  </p>
)

const bySeverity = (a: Reason, b: Reason) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)

import type { Handler } from 'hono'
import { type Reason, SEVERITIES, type Story } from '../../shared/words.ts'
import { AskedStories, checked } from '../ask.ts'
import { Chip } from '../chip.tsx'
import { counted } from '../counted.ts'
import type { SiteDeps } from '../deps.ts'
import { storyPath } from '../paths.ts'
import { findStories } from '../questions/search.ts'
import { searchPage } from '../search-page.tsx'
import { Strange } from '../strange.tsx'
import { Table } from '../table.tsx'
import { Ago } from '../time.tsx'

/** Events, the newest first, narrowed as one likes. */
export const storiesPage = (deps: SiteDeps): Handler =>
  searchPage(deps, {
    title: 'Stories',
    room: '/stories',
    find: async sent => findStories(deps, checked(AskedStories, sent)),
    show: (found, _, now) =>
      found.length > 0 && <Table caption="Stories, newest first" rows={found.map(story => row(story, now))} />,
  })

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

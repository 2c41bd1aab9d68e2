import { type Context, Hono } from 'hono'
import type { Edited } from '../shared/config/edit-topics.ts'
import type { Problem } from '../shared/config/problem.ts'
import type { Setup } from '../shared/store/configs.ts'
import type { Origin, Topic } from '../shared/words.ts'
import { ById, checked, found, Nothing, queryOf, textOf } from './ask.ts'
import type { SiteDeps } from './deps.ts'
import { inTurn } from './in-turn.ts'
import { problem } from './problem.tsx'

/** A topic as it counts now. */
export interface TopicNow extends Topic {
  readonly v: 1
  readonly origin: Origin
  /** The ids of the channels that hear of it. */
  readonly channels: readonly string[]
  /** What was said of it through the API. */
  readonly entry?: Readonly<Record<string, unknown>>
}

/** Who reads more than so many? */
const MOST_ERRORS = 50

/** Reading topics is much code that a visitor of the pages never needs. */
const editing = () => import('../shared/config/edit-topics.ts')

/** What is looked for. */
export function topics(deps: SiteDeps): Hono {
  const alone = inTurn() // side by side, all but one would be in vain: one pointer says which version counts
  const idOf = (c: Context) => {
    checked(Nothing, queryOf(c))
    return checked(ById, c.req.param()).id
  }
  return new Hono()
    .get('/topics', async c => {
      checked(Nothing, queryOf(c))
      return c.json({ topics: topicsNow(await deps.current()) })
    })
    .get('/topics/:id', async c => c.json(found(topicOf(await deps.current(), idOf(c)), 'topic')))
    .put('/topics/:id', async c => {
      const id = idOf(c)
      const body = await textOf(c)
      const { putTopic } = await editing()
      const edited = await alone(() => putTopic(id, body, deps))
      if (edited.kind !== 'done') return refused(c, edited)
      const topic = found(topicOf(edited.setup, id), 'topic')
      const next = topic.channels.length > 0 ? HEARD : UNHEARD
      return c.json({ ...topic, alertsCancelled: edited.alertsCancelled, next }, edited.isNew ? 201 : 200)
    })
    .delete('/topics/:id', async c => {
      const id = idOf(c)
      const { removeTopic } = await editing()
      const edited = await alone(() => removeTopic(id, deps))
      if (edited.kind !== 'done') return refused(c, edited)
      return c.json({ alertsCancelled: edited.alertsCancelled, next: REMOVED })
    })
}

const HEARD = 'It counts for what is read from now on.'
const UNHEARD = 'It counts for what is read from now on. Nobody is told: name its channels, {"channels": ["ID"]}.'
const REMOVED = 'It is looked for no more. What matched stays to be found.'

function refused(c: Context, edited: Exclude<Edited, { kind: 'done' }>) {
  if (edited.kind === 'of the file') {
    const detail = `This topic is the configuration file's: change it there and apply the file.\n${edited.yaml}`
    return problem(c, 409, detail, { yaml: edited.yaml })
  }
  const problems = edited.problems.slice(0, MOST_ERRORS)
  const errors = problems.map(({ file: _, ...rest }) => rest)
  return problem(c, 422, problems.map(inWords).join('\n'), { errors })
}

const inWords = ({ line, column, field, message, remedy }: Problem) =>
  `${line}:${column}  ${field === '' ? message : `${field}  ${message}`}\n    ${remedy}`

const topicOf = (setup: Setup | null, id: string) => topicsNow(setup).find(topic => topic.id === id)

function topicsNow(setup: Setup | null): TopicNow[] {
  const { topics, channels, fromApi } = setup ?? { topics: [], channels: [], fromApi: [] }
  const made = new Map(fromApi.map(one => [one.id, one]))
  return topics.map(topic => {
    const said = made.get(topic.id)
    const told = channels.filter(channel => channel.topics.includes(topic.id)).map(({ id }) => id)
    const entry = said && { ...said.entry, channels: said.channels }
    return { v: 1, origin: said ? 'api' : 'file', ...topic, channels: told, ...(entry && { entry }) }
  })
}

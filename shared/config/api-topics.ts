import type { ApiTopic } from '../store/configs.ts'
import type { Topic } from '../words.ts'
import { issuesOf } from './issues.ts'
import { didYouMean } from './nearest.ts'
import type { Packs } from './packs.ts'
import { each, isRecord, type Place, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'
import { PartFile } from './schema.ts'
import { readSource } from './source.ts'
import { readTopics } from './topics.ts'
import type { Filed, Made } from './version.ts'

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }

/** What a body asks for: a topic as it is written in a file, and which channels hear of it. */
export interface Asked extends Pick<ApiTopic, 'entry'> {
  readonly topic: Topic
  /** Where it names channels, which are known only when the version is: see `channelsOf`. */
  readonly place: Place
}

/**
 * Reads a body as a file's entry is read: it is JSON, which is YAML as well, so that a key that stands there twice, or
 * what is nested deeply, is met by what meets it in a file.
 * @param id the topic's, from the address
 */
export function readBody(id: string, text: string, packs: Packs): Read<Asked> {
  const { place, problems } = readSource('body', text)
  const isNothing = ['', 'null'].includes(text.replace(/#.*/g, '').trim())
  if (!isNothing && (place === null || problems.length > 0)) return { ok: false, problems }
  if (place === null || !isRecord(place.value)) return { ok: false, problems: [NO_TOPIC] }
  const { channels: _, ...entry } = place.value
  const read = readEntry(id, { ...place, value: entry }, packs)
  return read.ok ? { ok: true, value: { topic: read.value, entry, place } } : read
}

const NO_TOPIC: Problem = {
  ...{ file: 'body', line: 1, column: 1, field: '', message: 'this is no topic' },
  remedy: 'write `{"query": "strike AND port"}`',
}

/** The channels that a body names. @param known the ids there are */
export function channelsOf(body: Place, known: readonly string[]): Read<readonly string[]> {
  const said = under(body, 'channels')
  if (said.value !== undefined && !Array.isArray(said.value))
    return { ok: false, problems: [problemAt(said, 'this must be a list', 'name channels by their ids: `["desk"]`')] }
  const ids = each(said).map(place => ({ place, id: String(place.value) }))
  const problems = ids
    .filter(({ id }) => !known.includes(id))
    .map(({ place, id }) =>
      problemAt(
        place,
        `no channel is called ${quoted(id)}`,
        didYouMean(id, known, 'channels are made by the configuration file; there are'),
      ),
    )
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: [...new Set(ids.map(({ id }) => id))] }
}

/** One topic, by the very reader of the file. */
function readEntry(id: string, entry: Place, packs: Packs): Read<Topic> {
  const isOfPack = isRecord(entry.value) && 'pack' in entry.value
  const value = isRecord(entry.value) && !isOfPack ? { id, ...entry.value } : entry.value
  const file: Place = {
    ...{ file: entry.file, path: [], value: { topics: [value] } },
    spotOf: (path, part) => entry.spotOf(path.slice(2), part), // without `topics[0]`
  }
  const { topics, problems, broken } = readTopics([file], packs)
  const [topic] = topics
  const wrong = [...issuesOf(file, PartFile, ['channels']), ...problems, ...broken]
  if (topic && topic.id !== id) {
    const message = `this is the topic ${quoted(topic.id)} and not ${quoted(id)}`
    const place = under(file, 'topics', 0, isOfPack ? 'pack' : 'id')
    wrong.push(problemAt(place, message, `send it to /api/topics/${topic.id}`))
  }
  if (topic && wrong.length === 0) return { ok: true, value: topic }
  return { ok: false, problems: wrong.map(inBody) }
}

const inBody = (problem: Problem): Problem => ({ ...problem, field: problem.field.replace(/^topics\[0\]\.?/, '') })

/**
 * The API's topics beside another file. What starts from a pack is read again, for the pack may have changed; should it
 * not hold any more it stays as it was. @returns what there is to say of it, too
 */
export function carryOver(made: readonly Made[], file: Pick<Filed, 'topics' | 'channels'>, packs: Packs) {
  const [ofFile, there] = [file.topics, file.channels].map(things => new Set(things.map(({ id }) => id)))
  const remarks: string[] = []
  const kept = made.flatMap((one): Made[] => {
    const { id } = one.topic
    if (ofFile?.has(id)) {
      remarks.push(`the topic ${id} of the API gave way to the file's`)
      return []
    }
    const gone = one.channels.filter(channel => !there?.has(channel))
    if (gone.length > 0) remarks.push(`the topic ${id} of the API was on ${gone.join(', ')}, which is gone`)
    const read = 'pack' in one.entry ? readEntry(id, placeOf(one.entry), packs) : null
    if (read && !read.ok) remarks.push(`the topic ${id} of the API stays as it was: ${read.problems[0]?.message}`)
    const channels = one.channels.filter(channel => there?.has(channel))
    return [{ ...one, channels, topic: read?.ok ? read.value : one.topic }]
  })
  return { made: kept, remarks }
}

const placeOf = (value: unknown): Place => ({ file: 'api', path: [], value, spotOf: () => ({ line: 1, column: 1 }) })

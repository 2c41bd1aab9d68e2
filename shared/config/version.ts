import { createHash } from 'node:crypto'
import type { ApiTopic, Pointer, Setup } from '../store/configs.ts'
import { storedIndex } from '../topic/index/stored.ts'
import { indexTopics } from '../topic/match.ts'
import type { Topic } from '../words.ts'

/** What a file says. */
export type Filed = Pick<Setup, 'topics' | 'channels' | 'settings'>

/** A topic that the API made, as it is looked for. */
export interface Made extends Omit<ApiTopic, 'id'> {
  readonly topic: Topic
}

/**
 * What counts when the API's topics join the file's: the channels hear of both.
 * @param now what counts until then: if that says the same, it keeps its name
 */
export function versionOf(
  file: Filed,
  made: readonly Made[],
  now: Pointer | null,
): { readonly setup: Setup; readonly index: Uint8Array } {
  const topics = [...file.topics, ...made.map(({ topic }) => topic)]
  const channels = file.channels.map(channel => {
    const more = made.filter(({ channels }) => channels.includes(channel.id)).map(({ topic }) => topic.id)
    return { ...channel, topics: [...channel.topics, ...more] }
  })
  const fromApi = made.map(({ topic: { id }, entry, channels }) => ({ id, entry, channels }))
  const said = { topics, channels, settings: file.settings, fromApi }
  const index = storedIndex(indexTopics(topics))
  // A program that reads words otherwise makes another index, and so a version of its own.
  const hash = createHash('sha256').update(JSON.stringify(said)).update(index).digest('base64url').slice(0, 22)
  return { setup: { version: nameOf(hash, now), ...said }, index }
}

/**
 * A version may begin to count by one flip only, whose number its name begins with: so names grow in the order in which
 * versions count, and one that has been replaced never counts again, even if a later one says the same.
 */
function nameOf(hash: string, now: Pointer | null): string {
  if (now?.version.endsWith(`.${hash}`)) return now.version
  return `${String((now?.rev ?? 0) + 1).padStart(9, '0')}.${hash}`
}

/** The same, taken apart again: no topic of the one has the id of one of the other. */
export function partsOf({ topics, channels, settings, fromApi }: Setup): { file: Filed; made: Made[] } {
  const said = new Map(fromApi.map(one => [one.id, one]))
  const isOfFile = (id: string) => !said.has(id)
  const file = {
    topics: topics.filter(({ id }) => isOfFile(id)),
    channels: channels.map(channel => ({ ...channel, topics: channel.topics.filter(isOfFile) })),
    settings,
  }
  const made = topics.flatMap(topic => {
    const one = said.get(topic.id)
    return one ? [{ topic, entry: one.entry, channels: one.channels }] : []
  })
  return { file, made }
}

import { stringify } from 'yaml'
import { Refusal } from '../audience/refusal.ts'
import type { Setup } from '../store/configs.ts'
import type { Store } from '../store/store.ts'
import { channelsOf, readBody } from './api-topics.ts'
import { reviewDebts } from './debts.ts'
import type { Packs } from './packs.ts'
import type { Problem } from './problem.ts'
import { type Filed, type Made, partsOf, versionOf } from './version.ts'

interface Deps {
  readonly store: Store
  readonly packs: Packs
  readonly now: () => Date
}

/** What became of a wish; nothing has changed but in `done`. */
export type Edited =
  | { readonly kind: 'done'; readonly setup: Setup; readonly isNew: boolean; readonly alertsCancelled: number }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] }
  /** It is the file's; `yaml` is what its entry there would be. */
  | { readonly kind: 'of the file'; readonly yaml: string }

/** If others write at once, what counts is another before we are done: of as many as this, each has its turn. */
const TRIES = 10

/**
 * Makes or replaces a topic.
 * @param body as a topic of the file is written, without its id, and with `channels`
 * @throws Refusal 409 if others keep changing what counts
 */
export async function putTopic(id: string, body: string, deps: Deps): Promise<Edited> {
  const read = readBody(id, body, deps.packs)
  if (!read.ok) return { kind: 'wrong', problems: read.problems }
  const { topic, entry, place } = read.value
  return edit(id, deps, (made, file) => {
    if (isOf(file, id)) return inFile({ ...(!('pack' in entry) && { id }), ...entry })
    const channels = channelsOf(
      place,
      file.channels.map(channel => channel.id),
    )
    if (!channels.ok) return { kind: 'wrong', problems: channels.problems }
    const one = { topic, entry, channels: channels.value }
    const at = made.findIndex(other => other.topic.id === id)
    return at < 0 ? [...made, one] : made.with(at, one)
  })
}

/** Takes a topic away; its matches stay. @throws Refusal 404 if there is none; 409 likewise, or if it is the file's */
export const removeTopic = (id: string, deps: Deps): Promise<Edited> =>
  edit(id, deps, (made, file) => {
    if (isOf(file, id))
      throw new Refusal(409, `This topic is the configuration file's: take it out there and apply the file.`)
    if (!made.some(({ topic }) => topic.id === id)) throw new Refusal(404, 'There is no such topic.')
    return made.filter(({ topic }) => topic.id !== id)
  })

const isOf = ({ topics }: Filed, id: string) => topics.some(topic => topic.id === id)
const inFile = (entry: object): Edited => ({ kind: 'of the file', yaml: stringify({ topics: [entry] }) })

/** Writes a version in which the API's topics are others and flips the pointer, over and over if that has moved. */
async function edit(
  id: string,
  { store, now }: Deps,
  change: (made: readonly Made[], file: Filed) => Edited | readonly Made[],
): Promise<Edited> {
  for (let n = 0; n < TRIES; n++) {
    const pointer = await store.configs.pointer()
    const before = pointer && (await store.configs.load(pointer.version))
    if (!before) throw new Refusal(409, 'No configuration counts yet: apply a file first.')
    const { file, made } = partsOf(before)
    const wanted = change(made, file)
    if ('kind' in wanted) return wanted
    const { setup, index } = versionOf(file, wanted, pointer)
    const isNew = !before.topics.some(topic => topic.id === id)
    if (setup.version === before.version) return { kind: 'done', setup, isNew, alertsCancelled: 0 }
    await store.configs.write(setup, index)
    const { version } = setup
    if (!(await store.configs.flip(pointer, { ...pointer, version, edits: pointer.edits + 1 }))) continue
    const alertsCancelled = await cancel(id, before, setup, store, now())
    await store.configs.retire(version, now())
    return { kind: 'done', setup, isNew, alertsCancelled }
  }
  throw new Refusal(409, 'Others are changing topics or applying a file at the same time: do it again.')
}

/** What is owed for this topic alone where it is not heard of any more. Should we not come to it, settle drops it. */
async function cancel(id: string, before: Setup, after: Setup, store: Store, now: Date): Promise<number> {
  const heard = new Set(before.channels.filter(({ topics }) => topics.includes(id)).map(channel => channel.id))
  const channels = after.channels.filter(channel => heard.has(channel.id) && !channel.topics.includes(id))
  return (await reviewDebts({ channels }, [], new Set(), store, now)).cancelled
}

import * as z from 'zod'
import type { Held } from '../../shared/store/messages.ts'
import type { Expected } from './press.ts'

/** All that stands in the table. */
type Items = readonly Readonly<Record<string, unknown>>[]

/** What is still to be done, as the table's items say themselves. Nothing, at rest. */
export function undone(items: Items): string[] {
  return items.flatMap(({ pk, sk, todo, dueAt, left, settled, health, owner, leaseUntil }) => {
    const wrong = [
      todo !== undefined && `has to do ${todo}`,
      dueAt && `is due at ${dueAt}`,
      Array.isArray(left) && left.length > 0 && `has left ${left.length}`,
      settled === false && 'is not settled',
      sk === 'DESK' && owner !== undefined && `is held until ${leaseUntil}`,
      health && Object(health).state !== 'ok' && `is ${Object(health).state}`,
    ]
    return wrong.flatMap(what => (what ? `${pk} ${sk} ${what}` : []))
  })
}

const Match = z.object({ story: z.string(), article: z.object({ feed: z.string(), title: z.string() }) })
const matchesIn = (items: Items) =>
  items.filter(({ pk }) => String(pk).startsWith('TOPIC#')).map(item => Match.parse(item))
const isOf = ({ feed, title }: Expected, { article }: z.infer<typeof Match>) =>
  article.feed === feed && article.title === title

/** Of all that the feeds showed, what is not among the matches exactly once. */
export function unfound(expected: readonly Expected[], items: Items): string[] {
  const found = matchesIn(items)
  return expected.flatMap(one => {
    const count = found.filter(match => isOf(one, match)).length
    return count === 1 ? [] : `${one.title} of ${one.feed} is found ${count} times`
  })
}

/** The stories of what had to be told. */
export const storiesOf = (expected: readonly Expected[], items: Items) =>
  new Set(
    matchesIn(items)
      .filter(match => expected.some(one => isOf(one, match)))
      .map(({ story }) => story),
  )

const Sent = z.object({ id: z.string(), stories: z.array(z.object({ story: z.string() })) })

/**
 * What breaks a promise in what a channel was told.
 * @param bodies what its program was sent, each as often as it came @param messages what the table says of that
 */
export function mistold(stories: ReadonlySet<string>, bodies: readonly string[], messages: readonly Held[]): string[] {
  const copies = new Map<string, string[]>()
  for (const body of bodies) {
    const { id } = Sent.parse(JSON.parse(body))
    copies.set(id, [...(copies.get(id) ?? []), body])
  }
  const repeated = messages.flatMap(({ id, unknown }) => {
    const came = copies.get(id) ?? []
    if (new Set(came).size > 1) return `${id} was sent again in other words`
    return came.length < 1 || came.length > 1 + unknown ? `${id} came ${came.length} times; in doubt: ${unknown}` : []
  })
  const invented = [...copies.keys()].filter(id => !messages.some(message => message.id === id))
  const told = [...copies.values()].flatMap(([body = '']) => Sent.parse(JSON.parse(body)).stories.map(one => one.story))
  const miscounted = [...new Set([...stories, ...told])].flatMap(story => {
    const count = told.filter(one => one === story).length
    return count === (stories.has(story) ? 1 : 0) ? [] : `story ${story} was told in ${count} messages`
  })
  return [...repeated, ...invented.map(id => `${id} is not in the table`), ...miscounted]
}

import { expect } from 'vitest'
import type { Held } from '../../shared/store/messages.ts'
import type { Route } from '../../shared/words.ts'
import { inFolder } from './debts.ts'
import { CHANNELS, type ChannelId, routesOf } from './load.ts'
import type { Delivery } from './mailbox.ts'
import type { Scene } from './scene.ts'

/** What a channel's route has been told, as its inbox keeps it. */
interface Told {
  readonly channel: ChannelId
  readonly route: Route
  readonly messages: readonly Held[]
}

const titlesOf = (messages: readonly Held[]) => messages.flatMap(({ stories }) => stories.map(({ title }) => title))
const unknownIn = (messages: readonly Held[]) => messages.reduce((sum, { unknown }) => sum + unknown, 0)
const repeatsIn = (mails: readonly Delivery[]) => mails.length - new Set(mails.map(({ messageId }) => messageId)).size

/** Opens the data folder of a program that has stopped, which must owe nothing any more. */
export async function told({ data, load, mailbox }: Pick<Scene, 'data' | 'load' | 'mailbox'>) {
  const routes = await inFolder(data, async (store, debts): Promise<Told[]> => {
    expect(debts).toEqual({ articles: 0, alerts: 0, unsettled: 0, sending: 0 })
    const all = CHANNELS.flatMap(channel => routesOf(channel).map(route => ({ channel, route })))
    return Promise.all(
      all.map(async at => ({ ...at, messages: await store.messages.ofRoute(at.channel, at.route, 500) })),
    )
  })
  const messages = routes.flatMap(({ messages }) => messages)
  const stories = [...load.expected.values()].reduce((sum, titles) => sum + titles.size, 0)
  const repeats = repeatsIn(mailbox.deliveries)
  const counts = `${stories} stories, ${messages.length} messages, ${repeats} mails repeated, ${unknownIn(messages)} outcomes unknown`
  return { routes, counts }
}

/** Every route was told every story it should have been, in one message, and nothing else. */
export function expectToldOnce(routes: readonly Told[], { load, mailbox }: Pick<Scene, 'load' | 'mailbox'>): void {
  const { deliveries } = mailbox
  for (const { channel, route, messages } of routes) {
    const expected = [...(load.expected.get(channel) ?? [])].sort()
    expect(titlesOf(messages).sort(), `what ${channel} was told by ${route}`).toEqual(expected)
    for (const { id, state } of messages) expect(route === 'mail' ? ['sent'] : ['sent', 'unknown'], id).toContain(state)
    if (route === 'mail')
      expectArrived(
        messages,
        deliveries.filter(({ to }) => to.includes(`${channel}@example.org`)),
      )
  }
  const kept = routes.flatMap(({ route, messages }) => (route === 'mail' ? messages : []))
  expect([...new Set(deliveries.map(({ messageId }) => messageId))].sort()).toEqual(kept.map(mailIdOf).sort())
}

const mailIdOf = ({ id }: Held) => `<${id}@localhost>`

/** All of it arrived as it was kept; again only if the outcome was unknown, and then as the same mail. */
function expectArrived(messages: readonly Held[], arrived: readonly Delivery[]): void {
  for (const message of messages) {
    const [first, ...again] = arrived.filter(({ messageId }) => messageId === mailIdOf(message))
    expect(first, message.id).toMatchObject({ subject: message.subject, text: message.text, html: message.html })
    expect(again.length, `times that ${message.id} came again`).toBeLessThanOrEqual(message.unknown)
    for (const { at: _, ...mail } of again) expect(first).toMatchObject(mail)
  }
}

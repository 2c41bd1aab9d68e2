import { composeTest } from '../alert/compose.ts'
import type { Send } from '../alert/sender.ts'
import type { Setup } from '../store/configs.ts'
import { type Channel, ROUTES, type Route, type Subscriber } from '../words.ts'
import { type At, type Confirmed, here, type Link } from './carrier.ts'
import { end } from './end.ts'
import { hasLeft, type InviteDeps, type Invited, invite } from './invite.ts'
import { Refusal } from './refusal.ts'
import { bringUpToDate } from './up-to-date.ts'
import { readWish, type Wish } from './wish.ts'

export interface AudienceDeps extends InviteDeps {
  readonly current: () => Promise<Pick<Setup, 'channels' | 'settings'> | null>
  readonly send: Send
}

interface Tested {
  readonly route: Route
  /** False too if it went out only in part, or was shown and sent nowhere. */
  readonly sent: boolean
  /** What became of it, in words. */
  readonly remark: string
}

/** What a link in our mail is about, and how whom it was mailed to stands. */
export interface OpenLink extends Link {
  readonly state: Subscriber['state']
}

export type Audience = ReturnType<typeof openAudience>

/** Who is told, and what people do about it. Every method throws Refusal for what is not to be done. */
export function openAudience(deps: AudienceDeps) {
  const { store, carrier, now } = deps
  const people = store.people
  const linkOf = async (signed: string): Promise<OpenLink & { person: Subscriber }> => {
    const link = carrier.links?.read(signed) ?? 'forged'
    if (link === 'expired') throw new Refusal(422, 'This link has expired: they count for two days. Ask for another.')
    if (link === 'forged') throw new Refusal(404, 'This link was not mailed from here, or is not whole.')
    const person = await people.get(link.channel, link.address)
    if (!person) throw new Refusal(422, 'This link no longer counts: the address is not on the channel any more.')
    return { ...link, state: person.state, person }
  }
  return {
    /** Whether links are mailed that show on GET and act on POST; else SNS mails its own, and a GET on them acts. */
    mailsOwnLinks: carrier.links !== null,
    /** The routes on which people are reached; what goes by another is shown in the inbox only. */
    carries: carrier.carries,

    /** Asks an address whether it wants to be told. Whoever is told already stays so. */
    async subscribe(id: string, wish: Wish): Promise<Invited & { readonly isNew: boolean }> {
      const { settings } = await channelOf(id, deps)
      const { route, protocol, address } = readWish(wish, settings.smsCountries)
      const known = await people.get(id, address)
      const [before = null] = known ? await asListed({ channel: id, route }, [known], deps) : []
      const who = before ?? { channel: id, route, protocol, address, origin: 'api' as const }
      const invited = await invite(who, before, deps)
      return { ...invited, isNew: before === null }
    },

    /** Ends it for an address that the file does not name. */
    async unsubscribe(id: string, address: string): Promise<Invited> {
      await channelOf(id, deps)
      const there = await people.get(id, address)
      if (!there) await people.remove({ channel: id, address }) // which may have been cut short
      const person = found(there, address, id)
      if (person.state === 'left') throw new Refusal(409, `${person.address} has left ${id} already, and stays away.`)
      if (person.origin === 'file') throw ofTheFile(person)
      return end(person, deps)
    },

    /** Confirms by the link that somebody was mailed. */
    async confirm(link: string): Promise<Subscriber> {
      return confirmed(await carrier.confirm(link), deps)
    },

    /** Everybody who is, was or is asked to be on a channel, by address. */
    async list(id: string): Promise<readonly Subscriber[]> {
      await channelOf(id, deps)
      // Not by the index, which may lag: whoever has just been asked looks here whether they were.
      const known = (await people.registry()).filter(({ channel }) => channel === id)
      const on = (route: Route) => known.filter(person => person.route === route)
      const all = await Promise.all(ROUTES.map(route => asListed({ channel: id, route }, on(route), deps)))
      return all.flat().sort((a, b) => a.address.localeCompare(b.address))
    },

    /** Sends a real message that says it is a test to whoever has confirmed; one line for each route. */
    async test(id: string): Promise<readonly Tested[]> {
      const { channel } = await channelOf(id, deps)
      const tested: Tested[] = []
      for (const route of channel.routes) tested.push({ route, ...(await testRoute(channel, route, deps)) })
      return tested
    },

    /** What a link of ours would do; nothing is done. @throws Refusal if it does not count */
    async openLink(signed: string): Promise<OpenLink> {
      const { person: _, ...link } = await linkOf(signed)
      return link
    },

    /** Does it. By the link with which they left, somebody comes back. */
    async followLink(signed: string, act: 'join' | 'leave'): Promise<Subscriber> {
      const { act: meant, person, state } = await linkOf(signed)
      const wanted = act === 'join' ? 'confirmed' : 'left'
      if (state === wanted) return person
      if (act === 'leave' && meant !== 'leave') throw new Refusal(422, 'This link is not for leaving.')
      if (act === 'join' && meant === 'join' && state === 'left') throw hasLeft(person, carrier)
      const moved = await people.move(person, { state: wanted, since: now().toISOString() })
      // Or else somebody was quicker, with the second half of a double click for one.
      return moved ?? found(await people.get(person.channel, person.address), person.address, person.channel)
    },

    /**
     * Mails an address the link by which it can leave a channel that it is on, or come back to one that it has left.
     * @returns what to answer: it says nothing of whether it is
     */
    async askToLeave(id: string, address: string): Promise<string> {
      await channelOf(id, deps)
      if (!carrier.links) throw new Refusal(404, 'Amazon SNS keeps this list: leave by the link in its mails.')
      return carrier.links.mailLeave(await people.get(id, address))
    },
  }
}

async function channelOf(id: string, { current }: AudienceDeps) {
  const setup = await current()
  const channel = setup?.channels.find(channel => channel.id === id)
  if (!setup || !channel) throw new Refusal(404, `There is no channel ${id}.`)
  return { channel, settings: setup.settings }
}

function found(person: Subscriber | null, address: string, channel: string): Subscriber {
  if (person) return person
  throw new Refusal(404, `${address} is not on the channel ${channel}.`)
}

function ofTheFile({ address, channel, protocol }: Subscriber): Refusal {
  const line = `subscribers: { ${protocol}: [${protocol === 'sms' ? JSON.stringify(address) : address}] }`
  return new Refusal(
    409,
    `${address} is in the configuration file. Remove it there, under \`channels:\`, \`id: ${channel}\`, from \`${line}\`, ` +
      'and apply or deploy the file.',
  )
}

async function confirmed(about: Confirmed, deps: AudienceDeps): Promise<Subscriber> {
  const { store, carrier, now } = deps
  const { channel, route } = about
  await channelOf(channel, deps)
  const since = now().toISOString()
  if ('address' in about) {
    const person = found(await store.people.get(channel, about.address), about.address, channel)
    if (person.state === 'left') throw hasLeft(person, carrier)
    return person.state === 'confirmed'
      ? person
      : ((await store.people.move(person, { state: 'confirmed', since })) ?? person)
  }
  const { subscription } = about
  const there = here(await carrier.listed(about)).find(one => one.subscription === subscription)
  const known =
    (await store.people.of(channel, route)).find(person => person.subscription === subscription) ??
    (there ? await store.people.get(channel, there.address) : null)
  if (known?.state === 'confirmed') return known
  if (known) return (await store.people.move(known, { state: 'confirmed', since, subscription })) ?? known
  if (!there) throw new Refusal(422, NOT_YET_LISTED)
  const adopted = { ...about, ...there, origin: 'api', state: 'confirmed', since, subscription } as const
  await store.people.add(adopted)
  return adopted
}

const NOT_YET_LISTED = 'SNS has confirmed it, and does not say yet for whom: it is shown here within the hour.'

async function testRoute(channel: Channel, route: Route, deps: AudienceDeps): Promise<Omit<Tested, 'route'>> {
  const { send, now } = deps
  if (!(await isHeard({ channel: channel.id, route }, deps)))
    return { sent: false, remark: 'Not sent: nobody has confirmed' }
  try {
    const remark = await send(composeTest(channel, route, now()))
    return { sent: remark === undefined, remark: remark ?? 'Handed over' }
  } catch (error) {
    return { sent: false, remark: `Not sent: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** By the carrier's own list if it keeps one: who confirmed a minute ago need not wait for the hour. */
async function isHeard(at: At, { store, carrier }: AudienceDeps): Promise<boolean> {
  const listed = await carrier.listed(at)
  if (listed !== null) return here(listed).some(({ subscription }) => subscription !== null)
  return (await store.people.of(at.channel, at.route)).some(({ state }) => state === 'confirmed')
}

/** As the carrier's list has them now, for the links in SNS's mails tell it, not us; or as we knew them, if it fails. */
const asListed = (at: At, known: readonly Subscriber[], deps: AudienceDeps): Promise<readonly Subscriber[]> =>
  bringUpToDate(at, known, deps).then(
    ({ people }) => people,
    () => known,
  )

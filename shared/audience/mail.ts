import * as z from 'zod'
import { NotSent } from '../alert/sender.ts'
import type { Letter } from '../alert/senders/mail.ts'
import type { Setup } from '../store/configs.ts'
import type { Subscriber } from '../words.ts'
import type { Carrier, Link } from './carrier.ts'
import { joinLetter, leaveLetter } from './letters.ts'
import { Refusal } from './refusal.ts'
import { sign, unsign } from './signed.ts'

interface Mail {
  /** Mails one person; null if there is no mail server. Asked for each time: applying a file may change it. */
  readonly post: () => ((letter: Letter) => Promise<void>) | null
  /** What links are signed with. */
  readonly secret: string
  /** Where the pages are: `http://127.0.0.1:8080`. */
  readonly site: () => string
  readonly now: () => Date
  /** What channels and topics are called; null before the first apply. */
  readonly current: () => Promise<Pick<Setup, 'channels' | 'topics'> | null>
  /** Told why a link to leave was not mailed: whoever asked for it must not learn that from the answer. */
  readonly failed: (error: unknown) => void
}

const COUNTS_MS = 2 * 86_400_000

/**
 * The mail sender's list is the table. Whom the file names counts as confirmed by whoever wrote the file; everybody
 * else is asked by mail first, and tells us by a button behind the link, for mail scanners follow links. There is no
 * way to a telephone: the inbox shows what SMS would say, so nobody has to be asked.
 */
export function mailCarrier({ post, secret, site, now, current, failed }: Mail): Carrier {
  const linkTo = (act: Link['act'], { channel, address }: Subscriber) =>
    `${site()}/link/${sign(secret, JSON.stringify({ act, channel, address }), new Date(now().getTime() + COUNTS_MS))}`
  const read = (signed: string) => {
    const said = unsign(secret, signed, now())
    return typeof said === 'string' ? said : LinkWords.parse(JSON.parse(said.words))
  }
  const about = async (act: Link['act'], person: Subscriber) => {
    const setup = await current()
    const channel = setup?.channels.find(({ id }) => id === person.channel)
    const topics = setup?.topics.filter(({ id }) => channel?.topics.includes(id)).map(({ name }) => name) ?? []
    const pages = { link: linkTo(act, person), leavePage: `${site()}/leave/${person.channel}` }
    return { address: person.address, channel: channel?.name ?? person.channel, topics, ...pages }
  }
  return {
    async open() {},
    async close() {},
    async ask(person) {
      const { address, route, origin } = person
      if (route === 'sms')
        return { ...CONFIRMED, next: `The inbox shows what ${address} would be told: no SMS from here.` }
      if (origin === 'file') return { ...CONFIRMED, next: `${address} is told from now on: the file says so.` }
      const send = post()
      const asked = { state: 'pending', subscription: null } as const
      const byHand = `There is no mail server to ask ${address} by: open ${linkTo('join', person)} yourself.`
      if (!send) return { ...asked, next: byHand }
      await send(joinLetter(await about('join', person))).catch(refused)
      return { ...asked, next: `${address} is mailed a link. Nothing is sent there until it has been followed.` }
    },
    async end() {
      return 'ended'
    },
    async confirm(link) {
      // Wherever it is said to lead: mail programs break and wrap links, and what counts is who signed it.
      const said = read(/\/link\/([\w.-]*[\w-])/.exec(link.replace(/\s+/g, ''))?.[1] ?? '')
      if (said === 'expired') throw new Refusal(422, 'The link has expired: they count for two days. Subscribe again.')
      if (said === 'forged') throw new Refusal(422, 'This is not a link that was mailed from here.')
      if (said.act === 'leave') throw new Refusal(422, 'This link is for leaving the channel: open it in a browser.')
      return { channel: said.channel, route: 'mail', address: said.address }
    },
    async listed() {
      return null
    },
    carries: ['mail'],
    wayBack: channel => `They alone can come back: the page /leave/${channel} mails them a link for it.`,
    links: {
      read,
      async mailLeave(person) {
        const send = post()
        if (!send) return NO_SERVER
        if (person?.protocol === 'email') await about('leave', person).then(leaveLetter).then(send).catch(failed)
        return ON_ITS_WAY
      },
    },
  }
}

const LinkWords = z.object({ act: z.enum(['join', 'leave']), channel: z.string(), address: z.string() })
const CONFIRMED = { state: 'confirmed', subscription: null } as const

const NO_SERVER =
  'No link can be mailed: there is no mail server here. Ask whoever runs the channel to take your address off it.'
const ON_ITS_WAY =
  'If this address is on the channel or has left it, a mail with a link is on its way to it. Behind the link is a button.'

function refused(error: unknown): never {
  if (error instanceof NotSent) throw new Refusal(422, `The mail server did not take it: ${error.message}`)
  throw error
}

import * as z from 'zod'
import { NotSent } from '../alert/sender.ts'
import type { Letter } from '../alert/senders/mail.ts'
import type { Subscriber } from '../words.ts'
import type { Carrier, Link } from './carrier.ts'
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
}

const COUNTS_MS = 2 * 86_400_000

/**
 * The mail sender's list is the table. Whom the file names counts as confirmed by whoever wrote the file; everybody
 * else is asked by mail first, and tells us by a button behind the link, for mail scanners follow links. There is no
 * way to a telephone: the inbox shows what SMS would say, so nobody has to be asked.
 */
export function mailCarrier({ post, secret, site, now }: Mail): Carrier {
  const linkTo = (act: Link['act'], { channel, address }: Subscriber) =>
    `${site()}/link/${sign(secret, JSON.stringify({ act, channel, address }), new Date(now().getTime() + COUNTS_MS))}`
  const read = (signed: string) => {
    const said = unsign(secret, signed, now())
    return typeof said === 'string' ? said : LinkWords.parse(JSON.parse(said.words))
  }
  return {
    async open() {},
    async close() {},
    async ask(person) {
      const { address, route, origin, channel } = person
      if (route === 'sms')
        return { ...CONFIRMED, next: `The inbox shows what ${address} would be told: no SMS from here.` }
      if (origin === 'file') return { ...CONFIRMED, next: `${address} is told from now on: the file says so.` }
      const link = linkTo('join', person)
      const send = post()
      const asked = { state: 'pending', subscription: null } as const
      if (!send) return { ...asked, next: `There is no mail server to ask ${address} by: open ${link} yourself.` }
      await send({
        to: address,
        subject: `Do you want news alerts of ${channel}?`,
        text: joinText(person, link),
      }).catch(refused)
      return { ...asked, next: `${address} is mailed a link. Nothing is sent there until it has been followed.` }
    },
    async end() {
      return 'ended'
    },
    async confirm(link) {
      const prefix = `${site()}/link/`
      const said = link.startsWith(prefix) ? read(link.slice(prefix.length)) : 'forged'
      if (said === 'expired') throw new Refusal(422, 'The link has expired: they count for two days. Subscribe again.')
      if (said === 'forged') throw new Refusal(422, 'This is not a link that was mailed from here.')
      if (said.act === 'leave') throw new Refusal(422, 'This link is for leaving the channel: open it in a browser.')
      return { channel: said.channel, route: 'mail', address: said.address }
    },
    async listed() {
      return null
    },
    wayBack: 'For two days they can come back by the link they left by.',
    links: {
      read,
      async mailLeave(person) {
        const { address, channel } = person
        const text = leaveText(person, linkTo('leave', person))
        await post()?.({ to: address, subject: `To leave ${channel}`, text })
      },
    },
  }
}

const LinkWords = z.object({ act: z.enum(['join', 'leave']), channel: z.string(), address: z.string() })
const CONFIRMED = { state: 'confirmed', subscription: null } as const

function refused(error: unknown): never {
  if (error instanceof NotSent) throw new Refusal(422, `The mail server did not take it: ${error.message}`)
  throw error
}

const joinText = ({ address, channel }: Subscriber, link: string) =>
  `Somebody asked that ${address} be told by the channel "${channel}" of News Alerts.

If that is right, open this page and press the button. The link counts for two days.
${link}

If you do nothing, you are told nothing.
`

const leaveText = ({ address, channel }: Subscriber, link: string) =>
  `Somebody, probably you, asked how ${address} can leave the channel "${channel}" of News Alerts.

Open this page and press the button. The link counts for two days.
${link}

If you do nothing, nothing changes.
`

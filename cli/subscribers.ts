import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import { Failure } from './failure.ts'
import { ask, type Where } from './site.ts'
import { printTable } from './table.ts'
import { utc } from './time.ts'

const Subscriber = z.object({
  ...{ channel: z.string(), protocol: z.string(), address: z.string(), origin: z.string(), state: z.string() },
  since: z.string(),
})
const Next = z.object({ next: z.string() })

const of = (channel: string) => `/api/channels/${encodeURIComponent(channel)}/subscribers`

/** Who is, was or is asked to be on a channel. */
export async function subscribers(channel: string, options: Where & { readonly json?: boolean }): Promise<void> {
  const answer = await ask(options, 'GET', of(channel))
  if (options.json) return console.log(JSON.stringify(answer, null, 2))
  const found = z.object({ subscribers: z.array(Subscriber) }).parse(answer).subscribers
  if (found.length === 0) return console.log(`Nobody is on ${channel}: what is sent there reaches no one.`)
  const rows = found.map(({ address, protocol, state, since, origin }) => [
    printable(address),
    protocol,
    `${state} since ${utc(since)}`,
    origin === 'file' ? 'the file' : '',
  ])
  printTable(['address', 'by', 'state', 'named by'], rows)
}

/** Asks an address whether it wants to be told. */
export async function subscribe(channel: string, options: Where & { email?: string; sms?: string }): Promise<void> {
  const { email, sms } = options
  if ((email === undefined) === (sms === undefined))
    throw new Failure(2, 'Give one of --email ADDRESS and --sms NUMBER.')
  const answer = await ask(options, 'POST', of(channel), email === undefined ? { sms } : { email })
  console.log(printable(Next.parse(answer).next))
}

export async function unsubscribe(channel: string, address: string, where: Where): Promise<void> {
  const answer = await ask(where, 'DELETE', `${of(channel)}/${encodeURIComponent(address)}`)
  console.log(printable(Next.parse(answer).next))
}

/** Confirms by the link that somebody was mailed: on AWS a mail scanner cannot unsubscribe them after that. */
export async function confirm(link: string, where: Where): Promise<void> {
  const answer = await ask(where, 'POST', '/api/confirm', { link })
  const { address, channel } = z.object({ subscriber: Subscriber }).parse(answer).subscriber
  console.log(`${printable(address)} is told by ${channel} from now on.`)
}

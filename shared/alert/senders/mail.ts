import type { Transporter } from 'nodemailer'
import type { Message } from '../../words.ts'
import { oneLine } from '../plain.ts'
import { NotSent, Refused, type Send, withoutAddresses } from '../sender.ts'

interface Mail {
  readonly transport: Pick<Transporter, 'sendMail'>
  /** The envelope's and the header's sender. */
  readonly from: string
  /** Who has confirmed on the channel's mail route, now. */
  readonly recipients: (channel: string) => Promise<readonly string[]>
  /** The addresses by which one leaves a channel, the best first. */
  readonly waysToLeave: (channel: string) => readonly string[]
}

/**
 * Mail by SMTP: one transaction a message, its recipients in the envelope alone, so that nobody sees the others.
 * The Message-ID is the message's own id: a mail sent again is the same mail to a client that looks.
 */
export function mailSender({ transport, from, recipients, waysToLeave }: Mail): Send {
  return async message => {
    const to = await recipients(message.channel)
    if (to.length === 0) return 'Not sent: nobody subscribes to it by mail'
    try {
      const { rejected = [] } = await transport.sendMail({
        ...mailOf(message, from, waysToLeave(message.channel)),
        envelope: { from, to: [...to] },
      })
      if (rejected.length === 0) return
      return `Sent, but the mail server refused ${rejected.length} of ${to.length} addresses`
    } catch (error) {
      throw plainly(error)
    }
  }
}

/** A mail to one person, who is asked something. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** @throws as the mail sender does */
export const letterSender =
  ({ transport, from }: Pick<Mail, 'transport' | 'from'>) =>
  async (letter: Letter): Promise<void> => {
    const headers = { 'Auto-Submitted': 'auto-generated' }
    try {
      await transport.sendMail({ ...letter, from: { name: 'News Alerts', address: from }, headers })
    } catch (error) {
      throw plainly(error)
    }
  }

function plainly(error: unknown): Error {
  const text = withoutAddresses(error instanceof Error ? error.message : String(error))
  if (refusedForGood(error)) return new Refused(text)
  return certainlyNotSent(error) ? new NotSent(text) : new Error(text)
}

/** How to leave stands in a header (RFC 2369): the text is frozen, and the same for every carrier. */
function mailOf(message: Message, from: string, waysToLeave: readonly string[]) {
  const domain = from.split('@')[1] ?? 'localhost'
  return {
    from: { name: 'News Alerts', address: from },
    to: { name: oneLine(message.channelName), address: from },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: `<${message.id}@${domain}>`,
    date: new Date(message.frozenAt), // a text goes out as it stands, and mail spells dates its own way (RFC 5322, section 3.3)
    headers: {
      'List-Id': `<${message.channel}.${domain}>`,
      'List-Unsubscribe': waysToLeave.map(way => `<${way}>`).join(', '),
      'Auto-Submitted': 'auto-generated',
    },
  }
}

/** Failures from before a message is handed over, by nodemailer's or the socket's name for them. */
const BEFORE_DATA = new Set(['EAUTH', 'EENVELOPE', 'EDNS', 'ETLS', 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'])

/**
 * A reply code that refuses is an answer. A connection that just ends may have ended after the message was taken (RFC 5321, section
 * 4.5.3.2.6), and nodemailer calls that CONN like any other: only what is known to come before counts as not sent.
 */
function certainlyNotSent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if (replyOf(error) >= 400) return true
  // It writes nothing before it is greeted. Its other time-outs have the same code, and one of them may follow DATA.
  if ('timeoutType' in error && error.timeoutType === 'GREETING_TIMEOUT') return true
  const codes = ['code' in error ? error.code : null, 'originalCode' in error ? error.originalCode : null]
  return codes.some(code => typeof code === 'string' && BEFORE_DATA.has(code))
}

/**
 * The message itself was refused for good (RFC 5321, section 4.2.1: 5yz), not its sender, its recipients or the login.
 * nodemailer says EMESSAGE of the reply to the text alone; a refused DATA command is EENVELOPE.
 */
const refusedForGood = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EMESSAGE' && replyOf(error) >= 500

/** The server's reply code; 0 if it gave none. */
const replyOf = (error: object): number =>
  'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0

import type { Transporter } from 'nodemailer'
import type { Message } from '../../words.ts'
import { oneLine } from '../plain.ts'
import { NotSent, type Send, withoutAddresses } from '../sender.ts'

interface Mail {
  readonly transport: Pick<Transporter, 'sendMail'>
  /** The envelope's and the header's sender. */
  readonly from: string
  /** Who is on the channel's mail route now. */
  readonly recipients: (channel: string) => Promise<readonly string[]>
}

/**
 * Mail by SMTP: one transaction a message, its recipients in the envelope alone, so that nobody sees the others.
 * The Message-ID is the message's own id: a mail sent again is the same mail to a client that looks.
 */
export function mailSender({ transport, from, recipients }: Mail): Send {
  return async message => {
    const to = await recipients(message.channel)
    if (to.length === 0) return 'Shown here only: nobody subscribes to it by mail'
    try {
      const { rejected = [] } = await transport.sendMail({ ...mailOf(message, from), envelope: { from, to: [...to] } })
      if (rejected.length === 0) return
      return `Sent, but the mail server refused ${rejected.length} of ${to.length} addresses`
    } catch (error) {
      const text = withoutAddresses(error instanceof Error ? error.message : String(error))
      throw certainlyNotSent(error) ? new NotSent(text) : new Error(text)
    }
  }
}

function mailOf(message: Message, from: string) {
  const domain = from.split('@')[1] ?? 'localhost'
  return {
    from: { name: 'News Alerts', address: from },
    to: { name: oneLine(message.channelName), address: from },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: `<${message.id}@${domain}>`,
    date: message.frozenAt,
    headers: { 'List-Id': `<${message.channel}.${domain}>`, 'Auto-Submitted': 'auto-generated' },
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
  if ('responseCode' in error && typeof error.responseCode === 'number' && error.responseCode >= 400) return true
  const codes = ['code' in error ? error.code : null, 'originalCode' in error ? error.originalCode : null]
  return codes.some(code => typeof code === 'string' && BEFORE_DATA.has(code))
}

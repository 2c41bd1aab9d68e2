import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail as it arrived. */
export interface Mail {
  /** Its Message-ID header. */
  readonly id: string
  /** Of the envelope. */
  readonly recipients: readonly string[]
  readonly subject: string
  readonly text: string
}

/** A real SMTP server that keeps what it is given, in the order it came. */
export async function startMailbox() {
  const mails: Mail[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address)
      simpleParser(stream).then(({ messageId = '', subject = '', text = '' }) => {
        mails.push({ id: messageId, recipients, subject, text })
        done()
      }, done)
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  await new Promise<void>(resolve => listening.once('listening', resolve))
  const { port } = listening.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

/** The titles that a mail tells, in its order: "[SEVERITY] title" above each, behind a list of them if they are many. */
export const titlesIn = ({ text }: Mail): string[] =>
  text
    .replace(/^\d+ stories:\n(- .*\n)+\n/, '')
    .split('\n\n---\n\n')
    .flatMap(story => /^\[[A-Z, ]+\] (.*)/.exec(story)?.[1] ?? [])

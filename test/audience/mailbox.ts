import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import { letterSender } from '../../shared/alert/senders/mail.ts'

/** A real mail server on loopback, and a way to mail one person by it. It refuses whoever is called `nobody`. */
export async function startMailbox() {
  const received: { to: string; source: string }[] = []
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join()
        received.push({ to, source: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  const transport = createTransport({ host: '127.0.0.1', port: address.port, ignoreTLS: true })
  return {
    received,
    post: letterSender({ transport, from: 'alerts@news.example' }),
    /** The link in the newest mail. */
    async link(): Promise<string> {
      const { text = '' } = await simpleParser(received.at(-1)?.source ?? '')
      return /^http\S+$/m.exec(text)?.[0] ?? 'no link'
    },
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

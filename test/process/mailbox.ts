import { setTimeout as sleep } from 'node:timers/promises'
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** One mail as it arrived, whole. */
export interface Delivery {
  readonly messageId: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The titles of the stories it tells. */
  readonly titles: readonly string[]
}

/**
 * A mail server that takes everything. It counts a mail when its last byte is there, and only then answers.
 * @param answersAfterMs how long it lets a sender wait for that answer
 */
export async function openMailbox(answersAfterMs: number) {
  const deliveries: Delivery[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, session, done) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk) // ends only at the terminating dot
      const to = session.envelope.rcptTo.map(({ address }) => address)
      deliveries.push(await read(Buffer.concat(chunks), to))
      await sleep(answersAfterMs)
      done()
    },
  })
  server.on('error', () => {}) // senders are killed in the middle of a sentence
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    deliveries,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

async function read(bytes: Buffer, to: readonly string[]): Promise<Delivery> {
  const { messageId = '', subject = '', text = '', html } = await simpleParser(bytes)
  const titles = [...text.matchAll(/^\[[^\]]+\] (.+)$/gm)].map(([, title = '']) => title)
  return { messageId, to, subject, text, html: html || '', titles }
}

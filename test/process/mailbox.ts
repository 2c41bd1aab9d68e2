import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** One mail as it arrived, whole. */
export interface Delivery {
  readonly at: number
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
  const take = async (stream: Readable, to: readonly string[]) => {
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk) // throws if the sender is killed in the middle
    deliveries.push(await read(Buffer.concat(chunks), to))
    await sleep(answersAfterMs)
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const to = envelope.rcptTo.map(({ address }) => address)
      take(stream, to).then(() => done(), done)
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
  return { at: Date.now(), messageId, to, subject, text, html: html || '', titles }
}

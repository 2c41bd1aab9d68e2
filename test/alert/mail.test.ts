import { createServer, type Server, type Socket } from 'node:net'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { compose } from '../../shared/alert/compose.ts'
import { NotSent, Refused, withoutAddresses } from '../../shared/alert/sender.ts'
import { mailSender } from '../../shared/alert/senders/mail.ts'
import { aChannel, aTold, NOW } from './samples.ts'

const PEOPLE = ['ann@example.org', 'ben@example.org']
const message = compose(aChannel({ name: 'Desk\r\nBcc: eve@example.org' }), 'mail', [aTold()], 1, NOW)

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

interface Received {
  readonly to: readonly string[]
  readonly source: string
}

const portOf = (server: Server) => {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  return address.port
}

const listening = (server: Server) => new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))

/** A real mail server on loopback, which keeps what it takes. */
async function startMail(options: SMTPServerOptions = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined) // a client that leaves in the middle
  await listening(server.server)
  stops.push(() => new Promise<void>(resolve => server.close(() => resolve())))
  return { port: portOf(server.server), received }
}

type Odd = 'greeting' | 'silence' | 'DATA' | 'DATA refused' | 'after DATA' | 'half an answer' | 'silence after DATA'

/** One that speaks a few lines, then cuts the line, falls silent or will not hear the text. */
async function startOdd(at: Odd) {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket.on('error', () => undefined))
    if (at === 'silence') return
    if (at === 'greeting') return void socket.destroy()
    socket.write('220 here\r\n')
    let inData = false
    socket.on('data', bytes => {
      const text = bytes.toString()
      if (inData) {
        if (text.endsWith('\r\n.\r\n')) end(socket)
      } else if (text.startsWith('DATA')) {
        if (at === 'DATA') return void socket.destroy()
        if (at === 'DATA refused') return void socket.write('554 no\r\n')
        inData = true
        socket.write('354 go on\r\n')
      } else socket.write('250 yes\r\n')
    })
  })
  const end = (socket: Socket) => {
    if (at === 'half an answer') socket.end('250 O')
    else if (at === 'after DATA') socket.destroy()
  }
  await listening(server)
  stops.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>(resolve => server.close(() => resolve()))
  })
  return portOf(server)
}

/** How long it waits for a server that says nothing, and its login. */
interface Options {
  readonly greetingTimeout?: number
  readonly socketTimeout?: number
  readonly auth?: { readonly user: string; readonly pass: string }
}

const senderTo = (port: number, people: readonly string[] = PEOPLE, options: Options = {}) =>
  mailSender({
    transport: createTransport({ host: '127.0.0.1', port, ignoreTLS: true, ...options }),
    from: 'alerts@news.example',
    recipients: async () => people,
    waysToLeave: channel => [
      `mailto:ops@news.example?subject=Leave%20${channel}`,
      `http://127.0.0.1:8080/leave/${channel}`,
    ],
  })

const failureOf = (sent: Promise<unknown>): Promise<Error | null> =>
  sent.then(
    () => null,
    (error: Error) => error,
  )

describe('a mail that is taken', () => {
  test('goes out once, to everybody, and nobody sees the others', async () => {
    const { port, received } = await startMail()
    await senderTo(port)(message)
    expect(received).toHaveLength(1)
    expect(received[0]?.to).toEqual(PEOPLE)
    for (const address of PEOPLE) expect(received[0]?.source).not.toContain(address)
  })

  test('says who, what and that no machine should answer', async () => {
    const { port, received } = await startMail()
    await senderTo(port)(message)
    const mail = await simpleParser(received[0]?.source ?? '')
    expect(mail.subject).toBe('[HIGH] A cyber fraud ring falls')
    expect(mail.text).toContain('Why: Topic fraud')
    expect(mail.html).toContain('>fraud</mark>')
    expect(mail.from?.value).toEqual([{ name: 'News Alerts', address: 'alerts@news.example' }])
    expect(mail.date).toEqual(NOW)
    expect(received[0]?.source).toMatch(/^Date: \w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d \+0000\r?$/m)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(received[0]?.source).toMatch(
      /^List-Unsubscribe: <mailto:ops@news\.example\?subject=Leave%20desk>,\s+<http:\/\/127\.0\.0\.1:8080\/leave\/desk>\r?$/m,
    )
    expect(mail.headers.has('bcc')).toBe(false)
  })

  test('is the same mail when it is sent again', async () => {
    const { port, received } = await startMail()
    const send = senderTo(port)
    await send(message)
    await send(message)
    const ids = await Promise.all(received.map(async ({ source }) => (await simpleParser(source)).messageId))
    expect(ids).toEqual([`<${message.id}@news.example>`, `<${message.id}@news.example>`])
  })

  test('needs no server if nobody is on the channel, and says so', async () => {
    expect(await senderTo(1, [])(message)).toMatch(/nobody subscribes/)
  })

  test('says how many of its addresses were refused', async () => {
    const { port, received } = await startMail({
      onRcptTo: ({ address }, _session, done) =>
        done(address === PEOPLE[0] ? Object.assign(new Error('no'), { responseCode: 550 }) : null),
    })
    expect(await senderTo(port)(message)).toBe(`Sent, but the mail server refused 1 of ${PEOPLE.length} addresses`)
    expect(received[0]?.to).toEqual(PEOPLE.slice(1))
  })
})

describe('a mail that was certainly not sent', () => {
  const refusing = (code: number): Error => Object.assign(new Error('no ann@example.org here'), { responseCode: code })
  const all: SMTPServerOptions = { onRcptTo: (_to, _session, done) => done(refusing(550)) }
  const soon: SMTPServerOptions = { onRcptTo: (_to, _session, done) => done(refusing(450)) }
  const stranger: SMTPServerOptions = { onMailFrom: (_from, _session, done) => done(refusing(550)) }
  const from: SMTPServerOptions = { onMailFrom: (_from, _session, done) => done(refusing(451)) }
  const atData = (code: number): SMTPServerOptions => ({
    onData(stream, _session, done) {
      stream.resume().on('end', () => done(refusing(code)))
    },
  })
  test.each<[string, SMTPServerOptions, boolean]>([
    ['nobody is known', all, false], // somebody can mend that, or the next
    ['everybody is put off', soon, false],
    ['the sender is put off', from, false],
    ['the sender is refused', stranger, false],
    ['the text is put off', atData(451), false],
    ['the text is refused', atData(554), true],
    ['the greeting is a refusal', { onConnect: (_session, done) => done(refusing(421)) }, false],
    ['the greeting is a refusal for good', { onConnect: (_session, done) => done(refusing(554)) }, false],
  ])('%s', async (_, options, isForGood) => {
    const { port, received } = await startMail(options)
    const error = await failureOf(senderTo(port)(message))
    expect(error).toBeInstanceOf(NotSent)
    expect(error instanceof Refused).toBe(isForGood)
    expect(received).toEqual([])
    expect(error?.message).not.toMatch(/ann@|ben@/)
  })

  test('the login is refused', async () => {
    const { port } = await startMail({
      ...{ authOptional: false, disabledCommands: ['STARTTLS'], allowInsecureAuth: true },
      onAuth: (_auth, _session, done) => done(refusing(535)),
    })
    const error = await failureOf(senderTo(port, PEOPLE, { auth: { user: 'ann', pass: 'secret' } })(message))
    expect([error instanceof NotSent, error instanceof Refused]).toEqual([true, false])
  })

  test('the server will hear no text at all', async () => {
    const error = await failureOf(senderTo(await startOdd('DATA refused'))(message))
    expect([error instanceof NotSent, error instanceof Refused]).toEqual([true, false])
  })

  test('the server takes the line and says nothing', async () => {
    const send = senderTo(await startOdd('silence'), PEOPLE, { greetingTimeout: 50 })
    expect(await failureOf(send(message))).toBeInstanceOf(NotSent)
  })

  test('nobody listens', async () => {
    const server = createServer()
    await listening(server)
    const port = portOf(server)
    await new Promise<void>(resolve => server.close(() => resolve()))
    expect(await failureOf(senderTo(port)(message))).toBeInstanceOf(NotSent)
  })
})

describe('a mail of which nobody knows whether it was sent', () => {
  test.each(['greeting', 'DATA', 'after DATA', 'half an answer'] as const)('the line is cut at: %s', async at => {
    const error = await failureOf(senderTo(await startOdd(at))(message))
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(NotSent)
  })

  test('the server takes the text and says nothing', async () => {
    const send = senderTo(await startOdd('silence after DATA'), PEOPLE, { socketTimeout: 200 })
    const error = await failureOf(send(message))
    expect(error?.message).toBe('Timeout')
    expect(error).not.toBeInstanceOf(NotSent)
  })
})

test.each([
  ['550 <ann@example.org>: no such user', '550 <(address)>: no such user'],
  ['to "ann@x.org" and +33639980012.', 'to "(address)" and (address).'],
  ['no 12345 at +12', 'no 12345 at +12'],
])('%j is logged as %j', (text, expected) => {
  expect(withoutAddresses(text)).toBe(expected)
})

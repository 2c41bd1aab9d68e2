import { request as ask, createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type Request, readRequest } from './request.ts'
import type { Storm } from './storm.ts'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Stands between the functions and AWS. @param storm decides what becomes of each attempt */
export async function startFaults(endpoint: string, storm: Storm) {
  const forward = (headers: IncomingHttpHeaders, body: string | Buffer) =>
    new Promise<Answer>((resolve, reject) => {
      const { host: _, 'content-length': __, ...rest } = headers
      const sent = ask(endpoint, { method: 'POST', headers: { ...rest, 'content-length': Buffer.byteLength(body) } })
      sent.once('error', reject)
      sent.once('response', async answer =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await buffer(answer) }),
      )
      sent.end(body)
    })

  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const read = readRequest(request.headers, body.toString())
    const fate = storm.fateOf(read)
    if (fate === 'hang up') return request.socket.destroy()
    if (fate === 'silence') return
    if (fate === 'throttled' || fate === '500' || fate === '503') return refuse(read, fate, response)
    const {
      status,
      headers,
      body: answer,
    } = fate === 'partial'
      ? await inPart(read, part => forward(request.headers, part))
      : await forward(request.headers, body)
    if (fate === 'lost') return request.socket.destroy()
    const { 'transfer-encoding': _, 'content-length': __, connection: ___, 'x-amz-crc32': ____, ...rest } = headers
    response.writeHead(status, { ...rest, 'content-length': answer.length }).end(answer)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** A carrier likes to quote addresses, which have no place in a log. */
const QUOTES = 'something is wrong with desk-1@example.org and +33600000000'
const CODES = {
  dynamodb: { throttled: 'ThrottlingException', '500': 'InternalServerError', '503': 'ServiceUnavailable' },
  sqs: { throttled: 'RequestThrottled', '500': 'InternalFailure', '503': 'ServiceUnavailable' },
  sns: { throttled: 'Throttling', '500': 'InternalError', '503': 'ServiceUnavailable' },
}

/** As the service words it. */
function refuse({ service }: Request, fault: 'throttled' | '500' | '503', response: ServerResponse): void {
  const [status, code] = [fault === 'throttled' ? 400 : Number(fault), CODES[service][fault]]
  if (service === 'sns') {
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${QUOTES}</Message></Error>`
    response.writeHead(status, { 'content-type': 'text/xml' })
    response.end(`<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${error}</ErrorResponse>`)
    return
  }
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
  response.end(JSON.stringify({ __type: `com.amazonaws.${service}#${code}`, message: 'not now' }))
}

/** All of a batch but the last, which the answer then names as not done. */
async function inPart({ body }: Request, forward: (body: string) => Promise<Answer>): Promise<Answer> {
  const { Entries, RequestItems } = body
  const cut = <T>(all: readonly T[]): readonly T[] => all.slice(0, -1)
  const [table = '', asked] = Object.entries(RequestItems ?? {})[0] ?? []
  const part = Entries
    ? { ...body, Entries: cut(Entries) }
    : { ...body, RequestItems: { [table]: { ...asked, Keys: cut(asked?.Keys ?? []) } } }
  const answer = await forward(JSON.stringify(part))
  const last = Entries
    ? { Failed: [{ Id: Entries.at(-1)?.Id, Code: 'InternalError', SenderFault: false, Message: 'not now' }] }
    : { UnprocessedKeys: { [table]: { ...asked, Keys: (asked?.Keys ?? []).slice(-1) } } }
  return { ...answer, body: Buffer.from(JSON.stringify({ ...JSON.parse(answer.body.toString()), ...last })) }
}

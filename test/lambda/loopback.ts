import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** A server on loopback that is told what to answer, given a request's whole body. */
async function startServer(answer: (body: string, request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(async (request, response) => answer(await text(request), request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>(resolve => server.close(() => resolve())).finally(() => server.closeAllConnections()),
  }
}

interface Entry {
  readonly Id: string
  readonly MessageBody: string
}

/** What SQS answers to SendMessageBatch (API reference). @param refuses which bodies it does not take */
export async function startQueue(refuses: (body: string) => boolean = () => false) {
  const bodies: string[] = []
  const batches: number[] = []
  const server = await startServer((body, _, response) => {
    const { Entries }: { Entries: Entry[] } = JSON.parse(body)
    batches.push(Entries.length)
    const taken = Entries.filter(({ MessageBody }) => !refuses(MessageBody))
    bodies.push(...taken.map(({ MessageBody }) => MessageBody))
    const Successful = taken.map(({ Id, MessageBody }) => ({
      ...{ Id, MessageId: Id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') },
    }))
    const Failed = Entries.filter(entry => !taken.includes(entry)).map(({ Id }) => ({
      ...{ Id, Code: 'InternalError', SenderFault: false, Message: 'not now' },
    }))
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
    response.end(JSON.stringify({ Successful, Failed }))
  })
  return { ...server, bodies, batches }
}

/** What SNS answers to whatever is asked of it: that it is done. @param status it is not done if that is none of 200 */
export async function startSns(status = 200) {
  const requests: URLSearchParams[] = []
  const connections = new Set<unknown>()
  const server = await startServer((body, { socket }, response) => {
    connections.add(socket)
    const asked = new URLSearchParams(body)
    requests.push(asked)
    const action = asked.get('Action')
    const result =
      '<MessageId>m1</MessageId><Subscriptions></Subscriptions><SubscriptionArn>pending confirmation</SubscriptionArn>'
    response.writeHead(status, { 'content-type': 'text/xml' })
    response.end(
      `<${action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${action}Result>${result}</${action}Result>` +
        `<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
    )
  })
  const asked = (action: string) => requests.filter(request => request.get('Action') === action)
  return { ...server, asked, connections }
}

/** The address that CloudFormation has a custom resource answer to. */
export async function startStack(status = 200) {
  const answers: Record<string, string>[] = []
  const requests: { readonly method: string | undefined; readonly type: string | undefined; readonly bytes: number }[] =
    []
  const server = await startServer((body, { method, headers }, response) => {
    requests.push({ method, type: headers['content-type'], bytes: Buffer.byteLength(body) })
    answers.push(JSON.parse(body))
    response.writeHead(status).end()
  })
  return { ...server, answers, requests }
}

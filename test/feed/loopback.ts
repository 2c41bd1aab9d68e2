import * as http from 'node:http'
import * as net from 'node:net'
import { afterEach } from 'vitest'

/** A real server on this machine, on a port of its own. */
export interface Loopback {
  /** "127.0.0.1:41234" */
  readonly host: string
  readonly port: number
  /** What it was asked, oldest first. */
  readonly asked: { readonly path: string; readonly headers: http.IncomingHttpHeaders }[]
}

const open: net.Server[] = []

// Without closing anybody's connections: it ends only when the client under test has left none open.
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise(done => server.close(done))
})

/** Serves HTTP. The handler answers. */
export async function serve(answer: http.RequestListener): Promise<Loopback> {
  const asked: Loopback['asked'] = []
  const server = http.createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  return { ...(await listen(server)), asked }
}

/** Serves whatever bytes the test likes, HTTP or not. */
export async function serveBytes(talk: (socket: net.Socket) => void): Promise<Loopback> {
  const server = net.createServer(socket => {
    socket.on('error', () => {}) // clients that give up are what these tests are about
    talk(socket)
    socket.resume() // a socket that is not read never hears that the other side has gone
  })
  return { ...(await listen(server)), asked: [] }
}

/** A port on which nobody listens. */
export async function nobody(): Promise<string> {
  const { port } = await serveBytes(() => {})
  await new Promise(done => open.pop()?.close(done))
  return `127.0.0.1:${port}`
}

async function listen(server: net.Server): Promise<{ host: string; port: number }> {
  open.push(server)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not a port')
  return { host: `127.0.0.1:${address.port}`, port: address.port }
}

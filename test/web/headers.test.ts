import { afterEach, expect, test } from 'vitest'
import { openDesk, parsed, WORDS } from './desk.ts'

let desk: Awaited<ReturnType<typeof openDesk>>
afterEach(() => desk.close())

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data:; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

test.each([
  ...['/', '/matches', '/feeds', '/channels', '/inbox', '/inbox/desk/mail/1', '/style.css', '/refresh.js', '/health'],
  ...['/api/matches', '/api/none', '/none', '/inbox/desk/fax/1'],
])('%s lets a browser load nothing but ours, guess nothing and tell nobody', async path => {
  desk = await openDesk()
  await desk.aMessage(WORDS, 'mail')
  const { headers } = await desk.app.request(path)
  expect(headers.get('content-security-policy')).toBe(POLICY)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('same-origin')
})

test('a mail in its frame may carry styles and nothing else; its links open beside the page', async () => {
  desk = await openDesk()
  await desk.aMessage(WORDS, 'mail')
  const response = await desk.app.request('/inbox/desk/mail/1/mail.html')
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).not.toMatch(/allow-scripts|allow-same-origin|script-src/)
  const base = parsed(await response.text()).elements.find(({ name }) => name === 'base')
  expect(base?.attributes).toEqual({ target: '_blank' })
})

test('no page asks anybody else for anything', async () => {
  desk = await openDesk()
  for (const path of ['/', '/matches', '/feeds', '/channels', '/inbox']) {
    const { elements } = parsed(await desk.get(path))
    const loaded = elements.flatMap(({ name, attributes }) =>
      name === 'a' ? [] : [attributes['src'], name === 'link' ? attributes['href'] : undefined],
    )
    expect(loaded.filter(url => url !== undefined && !/^(\/(?!\/)|data:image\/svg)/.test(url))).toEqual([])
  }
})

test.each([
  ['/style.css', 'text/css; charset=utf-8'],
  ['/refresh.js', 'text/javascript; charset=utf-8'],
])('%s is fetched once and then asked whether it has changed', async (path, type) => {
  desk = await openDesk()
  const first = await desk.app.request(path)
  const etag = first.headers.get('etag') ?? ''
  const again = await desk.app.request(path, { headers: { 'if-none-match': etag } })
  expect([first.headers.get('content-type'), first.status, again.status]).toEqual([type, 200, 304])
})

import type { LookupAddress } from 'node:dns'
import { expect, test } from 'vitest'
import { FeedError } from '../../shared/feed/fault.ts'
import { guardedLookup, isPublic, openGuard } from '../../shared/feed/guard.ts'

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['0.0.0.0', false],
  ['10.0.0.5', false],
  ['100.64.0.1', false], // shared by carriers (RFC 6598)
  ['127.0.0.1', false],
  ['169.254.169.254', false], // the cloud's own metadata
  ['172.16.0.1', false],
  ['192.0.2.1', false], // documentation
  ['192.168.1.1', false],
  ['198.18.0.1', false], // benchmarking
  ['224.0.0.1', false], // multicast
  ['240.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::127.0.0.1', false], // IPv4-compatible, deprecated
  ['::8.8.8.8', false],
  ['::ffff:127.0.0.1', false], // IPv4-mapped
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false], // NAT64
  ['64:ff9b:1::7f00:1', false], // NAT64, local use
  ['2002:7f00:1::', false], // 6to4
  ['2001:0:7f00:1::', false], // Teredo
  ['2001:db8::1', false],
  ['100::1', false], // discard
  ['4000::1', false], // not handed out
  ['fc00::1', false],
  ['fd00:ec2::254', false], // the cloud's own metadata, over IPv6
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fec0::1', false],
  ['ff02::1', false],
  ['', false],
  ['localhost', false],
])('%j is a public address: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected)
})

test.each([
  'http://127.0.0.1/',
  'http://2130706433/', // integer
  'http://0x7f000001/', // hexadecimal
  'http://0x7f.1/',
  'http://0177.0.0.1/', // octal
  'http://127.1/',
  'http://①②⑦.⓪.⓪.①/', // circled digits
  'http://127。0。0。1/', // ideographic full stops
  'http://127.0.0.1./',
  'http://%31%32%37.0.0.1/',
  'http://[::1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[64:ff9b::127.0.0.1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/',
  'http://user@127.0.0.1/',
  'ftp://example.org/feed',
  'file:///etc/passwd',
  'data:text/xml,<rss/>',
])('%s is refused before anything is looked up', url => {
  expect(refusal(() => openGuard([])(new URL(url)))).toBe('address')
})

test.each([
  ['127.0.0.1:9000', 'http://127.0.0.1:9000/feed', true],
  ['127.0.0.1:9000', 'http://2130706433:9000/feed', true], // the same host, spelled otherwise
  ['127.0.0.1:9000', 'http://127.0.0.1:9001/feed', false],
  ['127.0.0.1:9000', 'http://127.0.0.1/feed', false],
  ['10.0.0.5', 'http://10.0.0.5:8080/feed', true], // no port: every port
  ['10.0.0.5', 'http://10.0.0.6/feed', false],
  ['10.0.0.5:80', 'http://10.0.0.5/feed', true],
  ['10.0.0.5:80', 'http://10.0.0.5:8080/feed', false],
  ['10.0.0.5:80', 'https://10.0.0.5/feed', false],
  ['10.0.0.5:443', 'https://10.0.0.5/feed', true],
  ['[::1]:9000', 'http://[::1]:9000/feed', true],
  ['::1', 'http://[::1]/feed', true],
  ['Intranet.Local', 'http://intranet.local/feed', true],
  ['intranet.local', 'http://other.intranet.local/feed', false],
])('with %s allowed, %s may be private: %s', (entry, url, expected) => {
  const admits = () => openGuard([entry])(new URL(url))('10.0.0.5')
  expect(refusal(admits) === null && admits()).toBe(expected)
})

test('an entry that is not a host is our mistake and is said at once', () => {
  expect(() => openGuard(['not a host'])).toThrow('Not a host, or host:port: not a host')
})

const PRIVATE = { address: '10.0.0.5', family: 4 }
const PUBLIC = { address: '8.8.8.8', family: 4 }
const NAT64 = { address: '64:ff9b::808:808', family: 6 }

test.each([
  ['every public answer is used', [PUBLIC, { ...PUBLIC, address: '9.9.9.9' }], ['8.8.8.8', '9.9.9.9']],
  ['a private answer among them never is', [PRIVATE, PUBLIC], ['8.8.8.8']],
  ['a translated answer does not spoil the rest', [NAT64, PUBLIC], ['8.8.8.8']],
  ['nothing but private answers is a refusal', [PRIVATE], 'address'],
  ['no answer is a refusal', [], 'address'],
])('of DNS: %s', async (_, answers, expected) => {
  expect(await lookUp(answers)).toEqual(expected)
})

test('a name that cannot be looked up says so', async () => {
  expect(await lookUp(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))).toBe('ENOTFOUND')
})

/** The addresses the socket hears, or the kind or code of the error. */
function lookUp(found: LookupAddress[] | Error): Promise<unknown> {
  const lookup = guardedLookup(isPublic, (_name, _options, done) =>
    found instanceof Error ? done(found, []) : done(null, found),
  )
  return new Promise(resolve =>
    lookup('news.example', {}, (error, addresses) => {
      if (error instanceof FeedError) resolve(error.fault.kind)
      else if (error) resolve(error.code)
      else resolve(Array.isArray(addresses) && addresses.map(({ address }) => address))
    }),
  )
}

function refusal(ask: () => unknown): string | null {
  try {
    ask()
    return null
  } catch (error) {
    return error instanceof FeedError ? error.fault.kind : String(error)
  }
}

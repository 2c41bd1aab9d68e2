import type { LookupAddress, LookupAllOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { FeedError } from './fault.ts'

/** Whether a connection for this request may be made to an address. */
export type Admits = (address: string) => boolean

/** All addresses of a name, as `dns.lookup` gives them. */
export type Resolve = (
  name: string,
  options: LookupAllOptions,
  done: (error: Error | null, answers: LookupAddress[]) => void,
) => void

// The only part of IPv6 handed out for global unicast (RFC 4291, section 2.4; IANA). Beyond the classes that
// ipaddr.js names, this refuses the old IPv4-compatible ::127.0.0.1, which it takes for ordinary unicast.
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** True for global unicast addresses alone: no private, local, shared, multicast, mapped or translated ones. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.parse(address)
  if (ip.range() !== 'unicast') return false
  return ip instanceof ipaddr.IPv4 || ip.match(GLOBAL_IPV6)
}

/**
 * Decides where a request may go. The guard takes the parsed URL (so `127.1` and `0x7f000001` are already what they
 * mean) and returns the test that every DNS answer, and at last the socket's own address, must pass.
 *
 * @param allowPrivate hosts that may be private: `10.0.0.5`, `intranet.local`, `127.0.0.1:9000` (that port alone).
 * @throws Error at once, for an entry that is not a host; the guard throws FeedError `address` for a URL it refuses.
 */
export function openGuard(allowPrivate: readonly string[]): (url: URL) => Admits {
  const isAllowed = openAllowed(allowPrivate)

  return url => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new FeedError({ kind: 'address', message: `only http and https are read, not ${url.protocol}` })
    if (isAllowed(url)) return () => true
    const host = url.hostname.replace(/^\[|\]$/g, '')
    // A socket never asks `lookup` about an address, so one in the URL is looked at here.
    if (ipaddr.isValid(host) && !isPublic(host)) throw refused(url.hostname)
    return isPublic
  }
}

/** A `lookup` for a socket that only ever hears the addresses it may connect to. Fails with FeedError if none. */
export function guardedLookup(admits: Admits, resolve: Resolve): LookupFunction {
  return (name, options, done) =>
    resolve(name, { ...options, all: true }, (error, answers) => {
      if (error) return done(error, [])
      // Those refused are left out, not held against the rest: behind DNS64 every IPv4 host has a 64:ff9b:: answer too.
      const admitted = answers.filter(({ address }) => admits(address))
      if (admitted.length === 0) return done(refused(name), [])
      done(null, admitted)
    })
}

/** The refusal of a host whose address is not public, in words that say how to allow it. */
export function refused(host: string): FeedError {
  const message = `${host} is not a public address; if you mean it, list it under fetch.allow_private`
  return new FeedError({ kind: 'address', message })
}

/** Whether a URL's host is one of those that may be private. @throws Error at once, for an entry that is not a host */
export function openAllowed(allowPrivate: readonly string[]): (url: URL) => boolean {
  const allowed = new Set(allowPrivate.map(readAllowed))
  return url => allowed.has(url.hostname) || allowed.has(`${url.hostname}:${portOf(url)}`)
}

const portOf = (url: URL) => url.port || (url.protocol === 'https:' ? '443' : '80')

function readAllowed(entry: string): string {
  const host = ipaddr.IPv6.isValid(entry) ? `[${entry}]` : entry
  if (!URL.canParse(`http://${host}`)) throw new Error(`Not a host, or host:port: ${entry}`)
  const url = new URL(`http://${host}`)
  // A URL forgets its scheme's own port, and "intranet:80" must not come to mean every port: hence both schemes.
  const port = url.port || new URL(`https://${host}`).port
  return port ? `${url.hostname}:${port}` : url.hostname
}

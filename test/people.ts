import type { Subscriber } from '../shared/words.ts'

/** Somebody who is on the desk's mail route, as the file wants it. */
export const aSubscriber = (said: Partial<Subscriber> = {}): Subscriber => ({
  ...{ channel: 'desk', route: 'mail', protocol: 'email', address: 'ann@example.org', origin: 'file' },
  ...{ state: 'confirmed', since: '2026-03-02T10:00:00.000Z', subscription: null },
  ...said,
})

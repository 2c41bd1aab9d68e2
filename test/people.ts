import { packs } from '../local/files.ts'
import { mailCarrier } from '../shared/audience/mail.ts'
import type { Subscriber } from '../shared/words.ts'

/** Somebody who is on the desk's mail route, as the file wants it. */
export const aSubscriber = (said: Partial<Subscriber> = {}): Subscriber => ({
  ...{ channel: 'desk', route: 'mail', protocol: 'email', address: 'ann@example.org', origin: 'file' },
  ...{ state: 'confirmed', since: '2026-03-02T10:00:00.000Z', subscription: null },
  ...said,
})

/** Applies as a laptop without a mail server does: whom the file names is told, and nobody is mailed. */
export const aLaptop = (now: () => Date) => ({
  carrier: mailCarrier({
    post: () => null,
    secret: 'secret',
    ...{ site: () => 'http://127.0.0.1:8080', now, current: async () => null, failed: () => undefined },
  }),
  now,
  packs,
})

import type { Configuration } from '../../shared/config/configuration.ts'
import { feedId } from '../../shared/feed/identity.ts'
import type { Channel, Severity, Topic, When } from '../../shared/words.ts'
import type { TopicId } from './publishers.ts'

export const SEVERITY: Readonly<Record<TopicId, Severity>> = { fraud: 'high', ports: 'critical' }

const topic = (id: TopicId, query: string): Topic => ({
  ...{ id, name: id, description: '', severity: SEVERITY[id], query },
  examples: { match: [], reject: [] },
})

const INSTANT: When = { instant: true, quiet: null, digest: null, timezone: 'UTC' }
const channel = (id: string, said: Partial<Channel>): Channel => ({
  ...{ id, name: id, topics: ['fraud', 'ports'], severity: 'low', languages: [], when: INSTANT },
  ...{ routes: ['mail'], origin: 'file' },
  ...said,
})

const DESK = channel('desk', { routes: ['mail', 'sms'] })
/** Everybody there ever is. `digest` comes and goes. */
export const CHANNELS: readonly Channel[] = [
  DESK,
  channel('night', { when: { ...INSTANT, quiet: { from: '10:20', to: '10:50' } } }),
  channel('digest', { topics: ['ports'], when: { ...INSTANT, instant: false, digest: { every: 'hour' } } }),
]

/** A checked file: these feeds, these channels. */
export const configurationOf = (
  feeds: readonly { url: string; everySeconds: number }[],
  channels: readonly Channel[],
): Configuration => ({
  ...{ contact: null, smtp: null, allowPrivate: [], smsCountries: ['FR'], channels },
  feeds: feeds.map(({ url, everySeconds }) => ({ id: feedId(url), url, tags: [], language: null, everySeconds })),
  topics: [topic('fraud', '"cyber fraud"'), topic('ports', 'antwerp')],
  subscribers: channels.flatMap(({ id, routes }) =>
    routes.map(route =>
      route === 'sms'
        ? ({ channel: id, protocol: 'sms', address: '+33639980012' } as const)
        : ({ channel: id, protocol: 'email', address: `${id}@example.org` } as const),
    ),
  ),
})

import type { Configuration } from '../../shared/config/configuration.ts'
import { feedId } from '../../shared/feed/identity.ts'
import type { Channel, Severity, Topic, When } from '../../shared/words.ts'
import type { TopicId } from './publishers.ts'

const NONE = { match: [], reject: [] } as const
const topic = (id: TopicId, severity: Severity, query: string, raise: Topic['raise'] = []): Topic => ({
  ...{ id, name: id, description: '', severity, raise, query, examples: NONE },
})

/** Everything there ever is to know about. `ports` and `blasts` come and go. */
const TOPICS: Readonly<Record<TopicId, Topic>> = {
  fraud: topic('fraud', 'high', '"cyber fraud"'),
  ports: topic('ports', 'critical', 'antwerp'),
  blasts: topic('blasts', 'medium', 'blast', [
    { to: 'high', when: 'dead NEAR/3 10..', examples: NONE },
    { to: 'critical', when: 'dead NEAR/3 100..', examples: NONE },
  ]),
}
export const TOPIC_IDS = ['fraud', 'ports', 'blasts'] as const

const INSTANT: When = { instant: true, quiet: null, digest: null, timezone: 'UTC' }
const channel = (id: string, said: Partial<Channel>): Channel => ({
  ...{ id, name: id, topics: TOPIC_IDS, severity: 'low', languages: [], when: INSTANT },
  ...{ routes: ['mail'], origin: 'file' },
  ...said,
})

const DESK = channel('desk', { routes: ['mail', 'sms'] })
/** Everybody there ever is. `digest` comes and goes. */
export const CHANNELS: readonly Channel[] = [
  DESK,
  channel('night', { when: { ...INSTANT, quiet: { from: '10:20', to: '10:50' } } }),
  channel('digest', { topics: ['ports', 'blasts'], when: { ...INSTANT, instant: false, digest: { every: 'hour' } } }),
  channel('chief', { topics: ['fraud', 'blasts'], severity: 'critical' }),
]

/** A checked file: these feeds, these channels, these topics. */
export const configurationOf = (
  feeds: readonly { url: string; everySeconds: number }[],
  channels: readonly Channel[],
  topics: readonly TopicId[],
): Configuration => ({
  ...{ contact: null, smtp: null, allowPrivate: [], smsCountries: ['FR'] },
  channels: channels.map(each => ({ ...each, topics: each.topics.filter(id => topics.some(topic => topic === id)) })),
  feeds: feeds.map(({ url, everySeconds }) => ({ id: feedId(url), url, tags: [], language: null, everySeconds })),
  topics: topics.map(id => TOPICS[id]),
  subscribers: channels.flatMap(({ id, routes }) =>
    routes.map(route =>
      route === 'sms'
        ? ({ channel: id, protocol: 'sms', address: '+33639980012' } as const)
        : ({ channel: id, protocol: 'email', address: `${id}@example.org` } as const),
    ),
  ),
})

import type { Handler } from 'hono'
import type { Channel, Topic, When } from '../../shared/words.ts'
import { Chip } from '../chip.tsx'
import { counted } from '../counted.ts'
import type { SiteDeps } from '../deps.ts'
import { page } from '../layout.tsx'
import { channelPath } from '../paths.ts'
import { type Audience, audiences } from '../questions/people.ts'
import { Strange, shown } from '../strange.tsx'
import { Table } from '../table.tsx'

/** Who hears of what, when, and by which way. */
export const channelsPage =
  (deps: SiteDeps): Handler =>
  async c => {
    const { channels, topics } = (await deps.current()) ?? { channels: [], topics: [] }
    const rows = await Promise.all(channels.map(async channel => row(channel, topics, await audiences(deps, channel))))
    const children =
      rows.length === 0 ? <p>No channels are configured yet.</p> : <Table caption="Channels" rows={rows} />
    return c.html(page({ title: 'Channels', room: '/channels', children }))
  }

const row = (channel: Channel, topics: readonly Topic[], audience: readonly Audience[]) => ({
  Channel: (
    <>
      <b>
        <a href={channelPath(channel.id)}>
          <Strange text={channel.name} />
        </a>
      </b>
      <br />
      <a href={`/inbox?channel=${encodeURIComponent(channel.id)}`}>its messages</a>
    </>
  ),
  Topics: <Topics channel={channel} topics={topics} />,
  'At least': <Chip severity={channel.severity} />,
  When: whenInWords(channel.when),
  Subscribers: <Ways audience={audience} id={channel.id} />,
})

const Topics = ({ channel, topics }: { readonly channel: Channel; readonly topics: readonly Topic[] }) => (
  <>
    {channel.topics.map((id, n) => (
      <>
        {n > 0 && ', '}
        <a href={`/matches?topic=${encodeURIComponent(id)}`}>
          <Strange text={topics.find(topic => topic.id === id)?.name ?? id} />
        </a>
      </>
    ))}
    {channel.languages.length > 0 && ` (in ${shown(channel.languages.join(', '))})`}
  </>
)

/** "At once, but held back from 22:00 to 07:00; what is left daily at 08:00 (Europe/Paris)" */
export function whenInWords({ instant, quiet, digest, timezone }: When): string {
  const folded = digest && (digest.every === 'hour' ? 'every hour' : `daily at ${digest.at}`)
  const first = instant ? 'At once' : folded ? `Folded ${folded}` : 'As soon as quiet hours allow'
  const held = quiet ? `, but held back from ${quiet.from} to ${quiet.to}` : ''
  const rest = instant && folded ? `, then folded ${folded}` : ''
  return `${first}${held}${held ? rest : ''} (${timezone})`
}

/** Nobody by one way is a choice; nobody at all is an alarm. */
const Ways = ({ audience, id }: { readonly audience: readonly Audience[]; readonly id: string }) => (
  <>
    {audience.every(({ subscribers, isCarried }) => subscribers === 0 || !isCarried) ? (
      <p class="bad">Nobody has confirmed: what is sent here reaches no one.</p>
    ) : (
      audience.map(way => <Way {...way} />)
    )}
    <a href={channelPath(id)}>who is told</a>
  </>
)

const Way = ({ route, subscribers, isCarried, some }: Audience) => (
  <p>
    {route}: {subscribers === 0 ? 'nobody' : counted(subscribers, 'subscriber')}
    {!isCarried && ', shown in the inbox only'}
    {some.length > 0 && (
      <>
        <br />
        <small>
          {shown(some.join(', '))}
          {subscribers > some.length && ' and others'}
        </small>
      </>
    )}
  </p>
)

import type { Handler } from 'hono'
import { smsSize } from '../../shared/alert/sms.ts'
import type { Held } from '../../shared/store/messages.ts'
import { ByChannel, checked } from '../ask.ts'
import { counted } from '../counted.ts'
import type { SiteDeps } from '../deps.ts'
import { page } from '../layout.tsx'
import { messagePath } from '../paths.ts'
import { newestMessages } from '../questions/messages.ts'
import { State } from '../state.tsx'
import { Strange, shown } from '../strange.tsx'
import { Table } from '../table.tsx'
import { Time } from '../time.tsx'

const MOST = 50

/** Every message as it was sent, newest first. */
export const inboxPage =
  ({ store, current, now }: SiteDeps): Handler =>
  async c => {
    const { channel } = checked(ByChannel, c.req.query())
    const channels = (await current())?.channels ?? []
    const wanted = channels.filter(({ id }) => channel === undefined || id === channel)
    const messages = await newestMessages(store, wanted, MOST)
    const children = (
      <>
        <form class="filter">
          <label for="channel">Channel</label>
          <select id="channel" name="channel">
            <option value="">All channels</option>
            {channels.map(({ id, name }) => (
              <option value={id} selected={id === channel}>
                {shown(name)}
              </option>
            ))}
          </select>
          <button type="submit">Show</button>
        </form>
        {messages.length === 0 ? (
          <p>No messages yet.</p>
        ) : (
          <Table caption="Messages, newest first" rows={messages.map(message => row(message, now()))} />
        )}
        {messages.length === MOST && <p>These are the newest {MOST}.</p>}
      </>
    )
    return c.html(page({ title: 'Inbox', room: '/inbox', children }))
  }

const row = (message: Held, now: Date) => ({
  Message: (
    <a href={messagePath(message)}>
      <Strange text={message.route === 'sms' ? message.sms : message.subject} />
    </a>
  ),
  Channel: (
    <>
      <Strange text={message.channelName} />, {message.route}
    </>
  ),
  Written: <Time at={message.frozenAt} now={now} />,
  State: <State message={message} now={now} />,
  Size: sizeOf(message),
})

function sizeOf({ route, sms, stories, attempts }: Held): string {
  const told = counted(stories.length, 'story', 'stories')
  const parts = route === 'sms' ? `, ${counted(smsSize(sms).parts, 'SMS part')}` : ''
  return `${told}${parts}, ${counted(attempts, 'attempt')}`
}

import type { Held } from '../shared/store/messages.ts'
import { counted } from './counted.ts'
import { shown } from './strange.tsx'
import { Time } from './time.tsx'

type Standing = Pick<Held, 'state' | 'sentAt' | 'retryAt' | 'error' | 'attempts' | 'unknown' | 'route'>

/** Where a message stands, in words that leave no doubt whether it arrived. */
export const State = ({ message, now }: { readonly message: Standing; readonly now: Date }) => {
  const { state, sentAt, retryAt, unknown } = message
  const because = message.error ? ` because: ${shown(message.error)}` : ''
  const again = retryAt && (
    <>
      {' '}
      Trying again at <Time at={retryAt} now={now} />.
    </>
  )
  if (state === 'sent')
    return (
      <span class={message.error ? 'wait' : 'good'}>
        {message.error ? shown(message.error) : 'Sent'}
        {sentAt && ' '}
        {sentAt && <Time at={sentAt} now={now} />}
        {unknown > 0 &&
          ` It may have arrived more than once: of ${counted(unknown, 'earlier attempt')} nobody knows the outcome.`}
      </span>
    )
  if (state === 'waiting')
    return (
      <span class="bad">
        Not sent{because}.{again}
      </span>
    )
  if (state === 'refused')
    return (
      <span class="bad">
        Refused for good{message.error ? `: ${shown(message.error)}` : ''};{' '}
        {unknown > 0 ? 'an earlier attempt may have arrived.' : 'nobody was told by this message.'}
      </span>
    )
  if (state === 'unknown')
    return <span class="bad">Outcome unknown{because}. It is not sent again: it may have arrived.</span>
  if (retryAt)
    return (
      <span class="bad">
        Outcome unknown{because}.{again}
      </span>
    )
  return <span class="wait">Being sent</span>
}

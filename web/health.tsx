import type { Feed, Slot } from '../shared/words.ts'
import { counted } from './counted.ts'
import { lateSlots } from './late.ts'
import { shown } from './strange.tsx'
import { Ago, Time } from './time.tsx'

/** How a feed is doing, in words. */
export const Health = ({ feed, now }: { readonly feed: Feed; readonly now: Date }) => {
  const { state, fault, failures, waitUntil } = feed.health
  const waits = waitUntil !== null && waitUntil > now.toISOString() && (
    <>
      {' '}
      Not asked again before <Time at={waitUntil} now={now} />.
    </>
  )
  if (state === 'gone') return <span class="bad">Gone: its publisher asks us to stop reading it.</span>
  if (state === 'failing')
    return (
      <span class="bad">
        Failing, {counted(failures, 'time')} in a row: {shown(fault?.message ?? 'no reason is known')}
        {fault?.message.endsWith('?') ? '' : '.'}
        {waits}
      </span>
    )
  if (state === 'new') return <span class="wait">Not read yet.{waits}</span>
  return <span class="good">Well.{waits}</span>
}

/** What a person may want to know of a feed that is read. */
export const Remarks = ({ feed: { health, moved } }: { readonly feed: Feed }) => (
  <>
    {moved && (
      <p>
        It has moved for good: its address redirects to <code>{shown(moved.to)}</code>. Write that into the file.
      </p>
    )}
    {health.gaps > 0 && (
      <p>
        Items may have been missed {counted(health.gaps, 'time')}: everything it listed was new since the reading
        before.
      </p>
    )}
    {health.mended && <p>It is not well formed, and was mended: {shown(health.mended)}.</p>}
  </>
)

/** Said when reading has stopped: a desk must not take silence for peace. */
export const Late = ({ slots, now }: { readonly slots: readonly Slot[]; readonly now: Date }) => {
  const late = lateSlots(slots, now).sort((a, b) => ((a.finishedAt ?? '') < (b.finishedAt ?? '') ? -1 : 1))
  const at = late[0]?.finishedAt
  return at ? (
    <p class="bad" role="alert">
      Some feeds were last read <Ago at={at} now={now} />. Is the reader running?
    </p>
  ) : null
}

import { NotSent, Refused } from '../../shared/alert/sender.ts'
import type { Held } from '../../shared/store/messages.ts'
import type { AlertDeps } from './deps.ts'

/** Refused so often for its words, over some four minutes, a message is given up: others wait behind it. */
const MOST_REFUSALS = 5

/**
 * Goes on with a message that somebody began and did not settle.
 * @returns when to try again, or null if it is settled now
 */
export async function resume(message: Held, deps: AlertDeps): Promise<string | null> {
  if (message.state !== 'sending' && message.state !== 'waiting') return crossOff(message, deps)
  // Nobody is at work on it, for the lease is ours: whoever began to send it never learned whether it arrived.
  if (message.state === 'sending' && message.route === 'sms') return unknown(message, 'interrupted while sending', deps)
  if (message.retryAt && message.retryAt > deps.now().toISOString()) return message.retryAt
  const begun = await deps.store.messages.begin(message)
  if (!begun) throw new Error(`another worker is at message ${message.id}`)
  return publish(begun, deps)
}

/** @returns when to try again, or null if it is settled */
export async function publish(message: Held, deps: AlertDeps): Promise<string | null> {
  const { store, send, now, log } = deps
  let remark: string | null
  try {
    remark = (await send(message)) ?? null
  } catch (error) {
    return notSent(message, error, deps)
  }
  const sent = await store.messages.move(message, { state: 'sent', sentAt: now().toISOString(), error: remark })
  if (!sent) throw new Error(`message ${message.id} was moved on by another worker while it was being sent`)
  const { channel, route, id, subject, stories } = message
  log({ what: 'told', channel, route, message: id, subject, stories: stories.length, remark })
  return crossOff(sent, deps)
}

async function notSent(message: Held, failure: unknown, deps: AlertDeps): Promise<string | null> {
  const { store, now, random, log } = deps
  const error = failure instanceof Error ? failure.message : String(failure)
  const certain = failure instanceof NotSent
  if (!certain && message.route === 'sms') return unknown(message, error, deps)
  const refused = message.refused + (failure instanceof Refused ? 1 : 0)
  if (failure instanceof Refused && refused >= MOST_REFUSALS)
    return end({ ...message, refused }, 'refused', error, deps)
  const { channel, route, id, attempts } = message
  const waitMs = Math.min(15_000 * 2 ** Math.min(attempts - 1, 10), 15 * 60_000) * (1 - random() / 4)
  const retryAt = new Date(now().getTime() + waitMs).toISOString()
  await store.messages.move(message, { state: certain ? 'waiting' : 'sending', refused, retryAt, error })
  log({ what: 'send-failed', channel, route, message: id, error, outcome: certain ? 'failed' : 'unknown', attempts })
  return retryAt
}

/** SMS is sent at most once: what may have arrived is not sent again, but counted, shown and alarmed. */
export async function unknown(message: Held, error: string, deps: AlertDeps): Promise<null> {
  return end({ ...message, unknown: message.unknown + 1 }, 'unknown', error, deps)
}

/** It is not sent again. */
export async function end(
  message: Held,
  outcome: 'unknown' | 'refused',
  error: string,
  deps: AlertDeps,
): Promise<null> {
  const { channel, route, id, attempts } = message
  const moved = await deps.store.messages.move(message, { state: outcome, retryAt: null, error })
  if (!moved) throw new Error(`message ${id} was moved on by another worker`)
  deps.log({ what: 'send-failed', channel, route, message: id, error, outcome, attempts })
  return crossOff(moved, deps)
}

/**
 * The alerts, each at the revision that was told; then the message, which stays its desk's concern until then. Of several
 * stories that were refused together one may be to blame: they stay owed, each in a message of its own. (By mail, that is,
 * at least once: if an earlier attempt arrived after all, they are told again.)
 */
export async function crossOff(message: Held, { store }: AlertDeps): Promise<null> {
  const { state, stories, channel: id, route } = message
  const mayHaveArrived = state === 'unknown' || (state === 'refused' && message.unknown > 0)
  for (const told of stories) {
    if (state === 'refused' && stories.length > 1) await store.desks.setApart({ id, route }, told.story)
    else if (state === 'refused' && !mayHaveArrived) await store.desks.giveUp({ id, route }, told)
    else await store.desks.settle({ id, route }, told, mayHaveArrived ? 'unknown' : 'sent')
  }
  await store.messages.move(message, { settled: true })
  return null
}

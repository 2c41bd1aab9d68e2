import { wantsStill } from '../alert/channel.ts'
import type { At } from '../store/alerts.ts'
import type { Setup } from '../store/configs.ts'
import type { Store } from '../store/store.ts'
import type { Alert, Story } from '../words.ts'

/** Longer than a run may last that began by the file before: it may still owe something there. */
const LAST_LOOK_MS = 20 * 60_000

type Debts = Pick<Store, 'desks' | 'stories' | 'messages'>

/**
 * What a file that counts now means for what was owed before. Nobody is told any more by a channel or route that is
 * gone, or of a story for whose topics or severity no channel asks now. What a feed showed that is gone is told all the
 * same: it has happened, and an edit of a feed's address takes one feed away and adds another, whose first read is quiet.
 * What is being sent is sent as it is.
 * @param leaving the ways out that are no more
 * @param living the ids of the feeds there are
 * @returns how many alerts are cancelled, and how many are kept though only feeds reported them that are no more
 */
export async function reviewDebts(
  { channels }: Pick<Setup, 'channels'>,
  leaving: readonly At[],
  living: ReadonlySet<string>,
  store: Debts,
  now: Date,
) {
  let [cancelled, kept] = [0, 0]
  for (const desk of leaving) {
    cancelled += await store.desks.cancel(desk)
    await store.desks.knock(desk, now, new Date(now.getTime() + LAST_LOOK_MS)) // whoever looks finds no channel, and cancels
  }
  for (const channel of channels)
    for (const route of channel.routes)
      for (const [alert, story] of await owedWith({ id: channel.id, route }, store)) {
        if (!wantsStill(channel, story, alert)) cancelled += (await store.desks.drop(alert)) ? 1 : 0
        else if (!story.members.some(({ feed }) => living.has(feed))) kept += 1
      }
  return { cancelled, kept }
}

/** What is owed at a desk and not being sent, with its stories. */
async function owedWith(at: At, { desks, stories, messages }: Debts): Promise<(readonly [Alert, Story])[]> {
  const latest = await messages.latest(at.id, at.route)
  const sending = new Set(latest && !latest.settled ? latest.stories.map(({ story }) => story) : [])
  const owed = (await desks.owed(at)).filter(({ story }) => !sending.has(story))
  const found = new Map((await stories.getMany(owed.map(({ story }) => story))).map(story => [story.id, story]))
  return owed.flatMap(alert => {
    const story = found.get(alert.story)
    return story ? [[alert, story] as const] : []
  })
}

import { wants } from '../alert/channel.ts'
import type { At } from '../store/alerts.ts'
import type { Setup } from '../store/configs.ts'
import type { Store } from '../store/store.ts'
import type { Alert, Story } from '../words.ts'

/**
 * What a file that counts now means for what was owed before. Nobody is told any more by a channel or route that is
 * gone, or of a story for whose topics or severity no channel asks now. What a feed showed that is gone is told all the
 * same: it has happened, and an edit of a feed's address takes one feed away and adds another, whose first read is quiet.
 * @param leaving the ways out that are no more
 * @param gone the ids of the feeds that are no more
 * @returns how many alerts are cancelled, and how many are kept though only feeds reported them that are no more
 */
export async function reviewDebts(
  { channels }: Setup,
  leaving: readonly At[],
  gone: ReadonlySet<string>,
  store: Pick<Store, 'desks' | 'stories'>,
) {
  let [cancelled, kept] = [0, 0]
  for (const desk of leaving) cancelled += await store.desks.cancel(desk)
  for (const channel of channels)
    for (const route of channel.routes)
      for (const [alert, story] of await owedWith({ id: channel.id, route }, store)) {
        if (!wants({ ...channel, languages: [] }, story)) cancelled += (await store.desks.drop(alert)) ? 1 : 0
        else if (story.members.every(({ feed }) => gone.has(feed))) kept += 1
      }
  return { cancelled, kept }
}

async function owedWith(
  at: At,
  { desks, stories }: Pick<Store, 'desks' | 'stories'>,
): Promise<(readonly [Alert, Story])[]> {
  const owed = await desks.owed(at)
  const found = new Map((await stories.getMany(owed.map(({ story }) => story))).map(story => [story.id, story]))
  return owed.flatMap(alert => {
    const story = found.get(alert.story)
    return story ? [[alert, story] as const] : []
  })
}

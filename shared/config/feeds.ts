import type * as z from 'zod'
import { openAllowed } from '../feed/guard.ts'
import { feedId } from '../feed/identity.ts'
import type { FeedSetting } from './configuration.ts'
import { type Entry, placesOf, repeats, wellFormed } from './entries.ts'
import { type Place, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'
import { FeedEntry } from './schema.ts'
import type { Settings } from './settings.ts'

/** The feeds of all files, and what is wrong among them. */
export function readFeeds(files: readonly Place[], settings: Settings): { feeds: FeedSetting[]; problems: Problem[] } {
  const places = placesOf(files, 'feeds')
  const entries = wellFormed(places, FeedEntry).map(({ place, said }) => ({ place, said: settingOf(said, settings) }))
  const urls = places.map(place => under(place, 'url'))
  const problems = [...repeats(urls, 'feed', addressOf), ...hurried(entries, settings)]
  return { feeds: entries.map(({ said }) => said), problems }
}

function settingOf({ url, tags = [], language, every }: z.infer<typeof FeedEntry>, settings: Settings): FeedSetting {
  return { id: feedId(url), url, tags, language: language ?? null, everySeconds: every ?? settings.everySeconds }
}

/** One spelling of an address: case of the host, default port, escapes, fragment. Two spellings of it are one feed. */
export function addressOf(text: string): string | null {
  return URL.canParse(text) ? new URL(text).href.replace(/#.*/, '') : null
}

const COURTESY_SECONDS = 60

/** Feeds that would be read more often than once a minute. Their publishers did not ask for that; we ourselves may. */
function hurried(entries: readonly Entry<FeedSetting>[], { allowPrivate, every }: Settings): Problem[] {
  const isOurs = openAllowed(allowPrivate)
  const strangers = entries.filter(({ said }) => said.everySeconds < COURTESY_SECONDS && !isOurs(new URL(said.url)))
  const byPlace = new Map(
    strangers.map(({ place, said }) => {
      const own = under(place, 'every')
      return [own.value === undefined ? every : own, said]
    }),
  )
  return [...byPlace].map(([place, { url, everySeconds }]) => {
    const message = `every ${everySeconds} s is too often for ${quoted(new URL(url).host)}`
    return problemAt(place, message, 'use `1m` or more; only hosts under fetch.allow_private are read more often')
  })
}

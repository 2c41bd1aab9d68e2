import type { Topic } from '../words.ts'
import { channelPerTopic, readChannels } from './channels.ts'
import type { Configuration } from './configuration.ts'
import { readFeeds } from './feeds.ts'
import { type ReadText, readFiles } from './files.ts'
import type { Packs } from './packs.ts'
import type { Place } from './place.ts'
import type { Problem } from './problem.ts'
import { settingsOf } from './settings.ts'
import { readTopics } from './topics.ts'

export { printProblem } from './problem.ts'

export type ReadConfig =
  | { readonly ok: true; readonly configuration: Configuration }
  | {
      readonly ok: false
      readonly problems: readonly Problem[]
      /** All topics, if nothing is wrong but what their examples show. */
      readonly topics?: readonly Topic[]
    }

/**
 * Reads the configuration file and all it includes: either every word of it holds, or everything wrong is said at once,
 * in the order of the text.
 * @param path the first file, as it should be named in problems; includes are found from its folder
 * @throws Error for a shipped pack that is broken, never for what is in the files
 */
export function readConfig(path: string, files: { readonly read: ReadText } & Packs): ReadConfig {
  const { places, problems: ofFiles } = readFiles(path, files.read)
  const main = places[0]
  if (main === undefined) return { ok: false, problems: ofFiles }
  const settings = settingsOf(main)
  const { feeds, problems: ofFeeds } = readFeeds(places, settings)
  const { topics, ids, problems: ofTopics, broken } = readTopics(places, files)
  const { channels, subscribers, problems: ofChannels } = readChannels(places, ids, settings)
  const problems = [...ofFiles, ...ofFeeds, ...ofTopics, ...ofChannels]
  if (problems.length + broken.length > 0) {
    const wrong = inOrder([...problems, ...broken], places)
    return { ok: false, problems: wrong, ...(problems.length === 0 && { topics }) }
  }
  const { contact, smtp, allowPrivate, smsCountries } = settings
  const all = channels.length > 0 ? channels : channelPerTopic(topics, settings)
  const said = { contact, smtp, allowPrivate, smsCountries }
  return { ok: true, configuration: { ...said, feeds, topics, channels: all, subscribers } }
}

/** File by file, from the top down; files without a place keep to the end. */
function inOrder(problems: readonly Problem[], files: readonly Place[]): Problem[] {
  const rank = new Map(files.map(({ file }, i) => [file, i]))
  const of = (problem: Problem) => rank.get(problem.file) ?? files.length
  return problems.toSorted((a, b) => of(a) - of(b) || a.line - b.line || a.column - b.column)
}

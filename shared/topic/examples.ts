import { isGraver, type Topic } from '../words.ts'
import { writtenIn } from './language/script.ts'
import { compileTopics, type Searched } from './match.ts'

/** An example as an article: a title and nothing else, in a language that nobody has said. */
export const exampleOf = (title: string): Searched => ({ title, summary: '', language: null })

/** Whether a topic does with an example what is wanted: that it matches, or is so grave; or that it is not. */
export type Holds = (title: string, wanted: boolean) => boolean

/** Of examples, those that hold. */
export const stillHolding = ({ match, reject }: Topic['examples'], holds: Holds): Topic['examples'] => ({
  match: match.filter(headline => holds(headline, true)),
  reject: reject.filter(headline => holds(headline, false)),
})

/**
 * Tries a topic on headlines. Their letters may leave the language open: one that must match may then be in any of those
 * they allow, and one that must not match is in none.
 * @param severity how grave the match is to be, at least
 * @throws Error naming the topic, if its query is refused by `parseQuery`
 */
export function exampleChecker(topic: Topic, severity = topic.severity): Holds {
  const match = compileTopics([topic])
  const matches = (title: string, language: string | null) =>
    match({ ...exampleOf(title), language }).some(found => !isGraver(severity, found.severity))
  return (title, wanted) => {
    const [only = null, ...others] = writtenIn(title)
    if (!wanted) return !matches(title, others.length > 0 ? null : only)
    return [null, only, ...others].some(language => matches(title, language))
  }
}

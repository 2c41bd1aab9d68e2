import { exampleChecker, stillHolding } from '../topic/examples.ts'
import { covers } from '../topic/query/covers.ts'
import { parseQuery } from '../topic/query/query.ts'
import { whyNotRaised } from '../topic/why-not.ts'
import { isGraver, type Raise, SEVERITIES, type Topic } from '../words.ts'
import { repeats } from './entries.ts'
import { brokenExamples } from './examples.ts'
import { each, type Place, problemAt, under } from './place.ts'
import { type Problem, quoted } from './problem.ts'

/** A rule as a file has it. */
interface Said extends Pick<Raise, 'to' | 'when'> {
  readonly examples?: { readonly [Key in 'match' | 'reject']?: readonly string[] | undefined } | undefined
}

/** A rule with its examples, of which a file may have none. */
export const ruleOf = ({ to, when, examples: { match = [], reject = [] } = {} }: Said): Raise => ({
  ...{ to, when, examples: { match, reject } },
})

/**
 * A topic with the rules of the file and, of those it has from its pack, the ones that still raise it and to whose
 * severity the file has none. Of their examples those stay that hold.
 */
export function withRules(topic: Topic, said: readonly Said[] | undefined): Topic {
  const own = said?.map(ruleOf) ?? []
  const has = ({ to }: Raise) => isGraver(to, topic.severity) && !own.some(rule => rule.to === to)
  const kept = topic.raise?.filter(has) ?? []
  const { raise: _, ...rest } = topic
  if (kept.length + own.length === 0) return rest
  const whole = { ...topic, raise: [...kept, ...own] }
  const checked = kept.map(rule => ({
    ...rule,
    examples: stillHolding(rule.examples, exampleChecker(whole, rule.to)),
  }))
  return { ...topic, raise: [...checked, ...own] }
}

/**
 * Rules to the same severity, those that raise nothing, for a topic that is `high` is not raised to `medium`, and those
 * that never count, for a graver one holds whenever they do.
 */
export function wrongRules(place: Place, { severity, raise = [] }: Topic): Problem[] {
  const severities = each(under(place, 'raise')).map(rule => under(rule, 'to'))
  const idle = severities.filter(({ value }) => SEVERITIES.some(to => to === value && !isGraver(to, severity)))
  const remedy =
    severity === 'critical'
      ? 'lower the topic, or remove the rule'
      : `raise it to ${SEVERITIES.filter(to => isGraver(to, severity))
          .map(quoted)
          .join(' or ')}`
  const wrong = [
    ...repeats(severities, 'rule to').map(twin => ({ ...twin, remedy: 'join the two by OR, or remove one' })),
    ...idle.map(to => problemAt(to, `the topic is \`${severity}\` as it is: this rule raises nothing`, remedy)),
  ]
  return wrong.length > 0 ? wrong : overruled(each(under(place, 'raise')), raise)
}

/** @param rules those of the topic's pack, then those that stand at the places */
function overruled(places: readonly Place[], rules: readonly Raise[]): Problem[] {
  const own = rules.slice(rules.length - places.length)
  return own.flatMap(({ to, when }, n) => {
    const graver = rules.find(other => isGraver(other.to, to) && coversRule(other.when, when))
    const place = places[n]
    if (graver === undefined || place === undefined) return []
    const message = `this rule never counts: where it holds, that to \`${graver.to}\` does as well`
    return [
      problemAt(under(place, 'when'), message, `remove one of the two, or ask for more in that to \`${graver.to}\``),
    ]
  })
}

function coversRule(wide: string, narrow: string): boolean {
  const [outer, inner] = [parseQuery(wide), parseQuery(narrow)]
  return outer.ok && inner.ok && covers(outer.query, inner.query)
}

/** Examples of the file's rules that are not so grave, or are though they must not be. */
export const brokenRules = (place: Place, topic: Topic, said: readonly Said[] | undefined): Problem[] =>
  (said?.map(ruleOf) ?? []).flatMap((rule, n) =>
    brokenExamples(under(place, 'raise', n), {
      holds: exampleChecker(topic, rule.to),
      whyNot: article => whyNotRaised(topic, rule, article),
      words: [`be \`${rule.to}\` for`, 'is'],
      query: 'the query or `when`',
    }),
  )

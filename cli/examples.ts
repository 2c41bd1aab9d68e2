import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { MOST_EXPLAINED } from '../shared/config/examples.ts'
import { exampleChecker, exampleOf, type Holds } from '../shared/topic/examples.ts'
import { type WhyNot, whyNot, whyNotRaised } from '../shared/topic/why-not.ts'
import type { Topic } from '../shared/words.ts'
import { counted } from '../web/counted.ts'
import { configPath, topicsToTest } from './config.ts'
import { Failure } from './failure.ts'
import { configurationOf } from './look.ts'
import { reasonsOf } from './reasons.ts'

/** Tries each topic on its examples, and says why one fails: of as many as `check` does. @throws Failure if any does */
export function testTopics(options: { readonly config?: string }): void {
  const path = configPath(options.config)
  const topics = path === null ? configurationOf(null).topics : topicsToTest(path)
  const failed = topics.reduce((sum, topic) => sum + testTopic(topic), 0)
  if (failed > 0) throw new Failure(1, `${counted(failed, 'example')} failed.`)
}

/** An example, what is wanted of it, and how it can be found out why it is not so. */
interface Example {
  readonly title: string
  readonly wanted: boolean
  readonly holds: Holds
  readonly words: readonly [must: string, does: string]
  readonly whyNot: () => WhyNot
}

/** @returns how many of its examples fail */
function testTopic(topic: Topic): number {
  const examples = examplesOf(topic)
  const failed = examples.filter(({ title, wanted, holds }) => !holds(title, wanted))
  const count = counted(examples.length, 'example')
  if (failed.length === 0) console.log(`${paint('green', 'ok')}      ${topic.id}: ${count}`)
  else console.log(`${paint('red', 'failed')}  ${topic.id}: ${failed.length} of ${count}`)
  for (const [n, { title, wanted, words, whyNot }] of failed.entries()) {
    const [must, does] = words
    const message = wanted ? `must ${must}, and ${does} not` : `must not ${must}, and ${does}`
    console.log(`          ${message}: ${printable(title)}`)
    if (n < MOST_EXPLAINED)
      for (const line of reasonsOf({ title, summary: '' }, whyNot())) console.log(`            ${line}`)
  }
  if (failed.length > MOST_EXPLAINED) console.log(`          Why is said of the first ${MOST_EXPLAINED}.`)
  return failed.length
}

function examplesOf(topic: Topic): Example[] {
  const listed = ({ match, reject }: Topic['examples']) => [
    ...match.map(title => ({ title, wanted: true })),
    ...reject.map(title => ({ title, wanted: false })),
  ]
  const isMatched = { holds: exampleChecker(topic), words: ['match', 'does'] } as const
  const own = listed(topic.examples).map(example => {
    return { ...example, ...isMatched, whyNot: () => whyNot(topic, exampleOf(example.title)) }
  })
  const ofRules = (topic.raise ?? []).flatMap(rule => {
    const isRaised = { holds: exampleChecker(topic, rule.to), words: [`be ${rule.to}`, 'is'] } as const
    return listed(rule.examples).map(example => {
      return { ...example, ...isRaised, whyNot: () => whyNotRaised(topic, rule, exampleOf(example.title)) }
    })
  })
  return [...own, ...ofRules]
}

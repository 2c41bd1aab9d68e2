import { paint } from '../local/paint.ts'
import { printable } from '../local/terminal.ts'
import { exampleChecker, exampleOf } from '../shared/topic/examples.ts'
import { whyNot } from '../shared/topic/why-not.ts'
import type { Topic } from '../shared/words.ts'
import { counted } from '../web/counted.ts'
import { configPath, topicsToTest } from './config.ts'
import { Failure } from './failure.ts'
import { configurationOf } from './look.ts'
import { reasonsOf } from './reasons.ts'

/** Tries each topic on its examples, and says why one fails. @throws Failure if any does */
export function testTopics(options: { readonly config?: string }): void {
  const path = configPath(options.config)
  const topics = path === null ? configurationOf(null).topics : topicsToTest(path)
  const failed = topics.reduce((sum, topic) => sum + testTopic(topic), 0)
  if (failed > 0) throw new Failure(1, `${counted(failed, 'example')} failed.`)
}

/** @returns how many of its examples fail */
function testTopic(topic: Topic): number {
  const holds = exampleChecker(topic)
  const { match, reject } = topic.examples
  const examples = [
    ...match.map(title => ({ title, wanted: true })),
    ...reject.map(title => ({ title, wanted: false })),
  ]
  const failed = examples.filter(({ title, wanted }) => !holds(title, wanted))
  const count = counted(examples.length, 'example')
  if (failed.length === 0) console.log(`${paint('green', 'ok')}      ${topic.id}: ${count}`)
  else console.log(`${paint('red', 'failed')}  ${topic.id}: ${failed.length} of ${count}`)
  for (const { title, wanted } of failed) {
    console.log(`          ${wanted ? 'must match, and does not' : 'must not match, and does'}: ${printable(title)}`)
    const answer = whyNot(topic, exampleOf(title))
    for (const line of reasonsOf({ title, summary: '' }, answer)) console.log(`            ${line}`)
  }
  return failed.length
}

import { expect, test } from 'vitest'
import { testTopics } from '../../cli/examples.ts'
import { failureOf, scene, write } from './folder.ts'

const run = async (topics: string) => testTopics({ config: write('news-alerts.yaml', `topics:\n${topics}`) })
const said = () => scene.printed.join('\n')

test('examples that hold are counted', async () => {
  await run('  - { id: ports, query: strike AND port, examples: { match: [Port strike], reject: [Strike] } }')
  expect(said()).toBe('ok      ports: 2 examples')
})

test('an example that fails is shown with the reason, and fails the command', async () => {
  const failed = run(`
  - { id: rain, query: rain }
  - id: ports
    query: (strike OR walkout) AND (port OR dock) -film
    threshold: 2
    examples: { match: [Walkout of pilots, "Dock strike, the film"], reject: [Port strike, Strike] }`)
  expect(await failureOf(failed)).toBe('1 3 examples failed.')
  expect(said()).toBe(`ok      rain: 0 examples
failed  ports: 3 of 4 examples
          must match, and does not: Walkout of pilots
            found: walkout +1 = 1, of 2 asked for
            missing: port OR dock
          must match, and does not: Dock strike, the film
            found: strike +1, dock +1 = 2, of 2 asked for
            excluded, but there: film (film)
          must not match, and does: Port strike
            found: strike +1, port +1 = 2, of 2 asked for`)
})

test('an example of a rule is shown with what the rule lacks', async () => {
  const failed = run(`
  - id: blasts
    query: blast
    raise:
      - { to: high, when: dead NEAR/3 10.., examples: { match: ["Blast: nine dead"], reject: ["Blast: 12 dead"] } }`)
  expect(await failureOf(failed)).toBe('1 2 examples failed.')
  expect(said()).toBe(`failed  blasts: 2 of 2 examples
          must be high, and is not: Blast: nine dead
            only half there: dead NEAR/3 10.. (dead)
          must not be high, and is: Blast: 12 dead
            found: dead NEAR/3 10..`)
})

test('of many that fail, the first are explained', async () => {
  const failed = run(`
  - id: rain
    query: rain
    examples: { match: [${Array.from({ length: 22 }, (_, n) => `Dry day ${n}`).join(', ')}] }`)
  expect(await failureOf(failed)).toBe('1 22 examples failed.')
  expect(scene.printed.filter(line => line.includes('missing: rain'))).toHaveLength(20)
  expect(scene.printed.slice(-2)).toEqual([
    '          must match, and does not: Dry day 21',
    '          Why is said of the first 20.',
  ])
})

test('a file that is wrong otherwise is refused as by check, its examples too', async () => {
  const failed = run(`
  - { id: ports, query: strike, examples: { match: [Rain] } }
  - { id: rain, query: "(rain" }`)
  expect(await failureOf(failed)).toMatch(
    /^2 news-alerts\.yaml:3:.*must match this example.*\n.*\n.*:4:.*\n.*\n\n2 problems; /,
  )
  expect(scene.printed).toEqual([])
})

test('without a configuration the shipped packs are tried', () => {
  testTopics({})
  expect(scene.printed).toHaveLength(7)
})

import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { loadSimulation } from './bundle.ts'

/** `npm run simulate -- --seeds 1000 [--from 1] [--trace]`: a swarm of seeded worlds. Exits with 1 if one breaks a promise. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
  },
})
const [from, count] = [Number(values.from), Number(values.seeds)]
if (!(Number.isSafeInteger(from) && Number.isSafeInteger(count) && count > 0)) {
  console.error('usage: npm run simulate -- --seeds N [--from S] [--trace]')
  process.exit(2)
}

const { simulate } = await loadSimulation()
const hash = createHash('sha256')
const sum = { calls: 0, faults: 0, matches: 0, rises: 0, backfilled: 0, lost: 0, repeats: 0, unknown: 0 }
const names = Object.keys(sum) as (keyof typeof sum)[]
const failing: number[] = []
const startedAt = process.hrtime.bigint()
for (let seed = from; seed < from + count; seed++) {
  const outcome = await simulate(seed, values.trace ? { print: console.log } : {})
  hash.update(outcome.hash)
  for (const name of names) sum[name] += outcome[name]
  if (outcome.wrong.length > 0) failing.push(seed)
  for (const wrong of outcome.wrong) console.log(`seed ${seed}: ${wrong}`)
}
const seconds = Number((process.hrtime.bigint() - startedAt) / 1_000_000n) / 1000
console.log(`seeds ${from} to ${from + count - 1}, ${count} schedules in ${seconds.toFixed(0)} s`)
console.log(names.map(name => `${name} ${sum[name]}`).join(', '))
console.log(`trace hash ${hash.digest('hex').slice(0, 16)}`)
if (failing.length > 0) {
  console.log(`${failing.length} seeds break a promise: ${failing.join(' ')} (keep them in test/simulation/seeds.json)`)
  process.exitCode = 1
}

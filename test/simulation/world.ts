import { createHash } from 'node:crypto'
import type { Outside } from './copy.ts'
import type { Fate } from './faults.ts'
import { judge, type Verdict } from './judge.ts'
import { openPipeline } from './pipeline.ts'
import { articleOf, type Listed, openPublishers } from './publishers.ts'
import type { Random } from './random.ts'
import { type MemoryTable, memoryTable, type Request } from './table.ts'
import { openTimeline } from './timeline.ts'
import { openWatch } from './watch.ts'
import '../../shared/feed/read.ts' // poll loads it when it first needs it: a file must not be waited for later

export interface Outcome extends Verdict {
  /** Calls that left a process, and how many of them met a fault. */
  readonly calls: number
  readonly faults: number
  /** Of everything that happened, in its order: the same twice, or the world has a chance of its own. */
  readonly hash: string
}

/** Takes down what the store asks of its table. */
export type Recorder = (command: string, request: Request) => void

interface Laws {
  readonly random: Random
  readonly fate: Fate
  /** The longest that a global index is behind. */
  readonly lagMs: number
  /** Whether queue, schedule and stream repeat, delay and lose. */
  readonly isOdd: boolean
  readonly openClient: Outside['openClient']
  /** Hears of every request to the table. */
  readonly record?: Recorder
  /** For whoever looks for the reason of a failure. */
  readonly print?: (line: string) => void
}

const START = Date.parse('2026-03-02T10:00:00Z')
const MINUTE_MS = 60_000
const CALM_MS = 20 * MINUTE_MS
const PATIENCE_MS = 8 * 60 * MINUTE_MS

/** A world with two copies of every function, a table, publishers and a carrier; nothing in it is a real clock or socket. */
export function openWorld({ random, fate, lagMs, isOdd, openClient, record, print }: Laws) {
  const timeline = openTimeline(START)
  const hash = createHash('sha256')
  let [calls, faults, isCalm] = [0, 0, false]
  const trace = (line: string) => {
    const timed = `${timeline.now().toISOString().slice(11)} ${line}`
    hash.update(`${timed}\n`)
    print?.(timed)
  }
  const publishers = openPublishers(timeline.now)
  const watch = openWatch({ now: timeline.ms, table: () => table })
  const memory = memoryTable({
    now: timeline.ms,
    lagMs: () => (lagMs > 0 ? random.between(0, lagMs) : 0),
    hear(before, after) {
      watch.hear(before, after)
      if (!before && after?.['sk']?.S === 'ARTICLE' && after['todo']) pipeline.wake()
    },
  })
  const table: MemoryTable = {
    items: memory.items,
    answer(command, request) {
      record?.(command, request)
      return memory.answer(command, request)
    },
  }
  const pipeline = openPipeline({
    ...{
      timeline,
      random,
      trace,
      table,
      openClient,
      shown: (url, { items }, by) => watch.answered(url, items, by.since() ?? 0),
      refused: watch.refused,
    },
    ...{ died: watch.died, failed: watch.failed },
    fate(call) {
      calls++
      const fault = isCalm ? null : fate(call)
      if (fault) faults++
      watch.called(call, fault)
      return fault
    },
    odd: probability => isOdd && !isCalm && random.chance(probability),
    fetch(ask, by) {
      watch.asked(ask.url, by)
      return publishers.answer(ask)
    },
    publish(publish) {
      trace(`${publish.id} arrives`)
      watch.publishes.push(publish)
      watch.arrived.push(publish)
    },
    log(line) {
      trace(line.split('\n', 1)[0] ?? '')
      watch.log(line)
    },
  })
  const isAtRest = () => {
    const items = [...table.items.values()]
    const isDone = items.every(item => !item['todo'] && !item['left']?.L?.length)
    return isDone && pipeline.isIdle() && items.every(({ health }) => !health || health.M?.['state']?.S === 'ok')
  }

  return {
    ...{ timeline, random, publishers, pipeline },
    /** Whether an item is recorded as it is: a publisher may take it off its feed. */
    isRecorded: (url: string, { id, title }: Listed) => watch.shown.recorded(articleOf(url, id))?.title === title,
    /** Somebody asks what a topic finds in all there is. */
    backfill(topic: string): void {
      const articles = [...table.items.values()].flatMap(({ sk, article }) =>
        sk?.S === 'ARTICLE' ? (article?.S ?? []) : [],
      )
      pipeline.backfill(topic, articles, watch.backfills(topic, articles))
    },
    /** Lets so many minutes of trouble pass, then as much calm as it takes to come to rest, and judges. */
    async live(minutes: number): Promise<Outcome> {
      const troubleMs = minutes * MINUTE_MS
      for (let ms = 0; ms < troubleMs; ms += MINUTE_MS) {
        await timeline.runUntil(START + ms)
        pipeline.tick()
      }
      await timeline.runUntil(START + troubleMs)
      isCalm = true
      for (let ms = 0; ms < PATIENCE_MS && !(ms >= CALM_MS && isAtRest()); ms += 5 * MINUTE_MS) {
        pipeline.tick()
        await timeline.runUntil(START + troubleMs + ms + 5 * MINUTE_MS)
      }
      return { ...judge(table, watch, faults), calls, faults, hash: hash.digest('hex').slice(0, 16) }
    },
  }
}

export type World = ReturnType<typeof openWorld>

import type { Fate, Fault } from './faults.ts'
import type { Random } from './random.ts'
import type { Timeline } from './timeline.ts'

/** How a call fails, in its own words. `certain`: whoever made it learns that nothing happened. */
export type Failure = (certain: boolean) => Error

/** What all processes of a world share. */
export interface Surroundings {
  readonly timeline: Timeline
  readonly random: Random
  readonly fate: Fate
  /** Hears of every call that leaves a process, and of its end. */
  readonly trace: (line: string) => void
  /** Hears which run of which process never came to its end: `alert 2/17`. */
  readonly died: (run: string) => void
}

/** The table answers at once; publishers and carriers take their time, in which others go on. */
const latencyMs = (call: string, { between, chance }: Random) =>
  /^(fetch|publish)/.test(call) && chance(0.3) ? between(100, 9_000) : between(1, 120)

/** One invocation of a function. */
interface Run {
  readonly number: number
  readonly startedAt: number
  dead: boolean
  /** It slept: its time limit came and went, and it goes on. */
  slept: boolean
  readonly ended: () => void
}

/** One copy of a function: warm from run to run, until it dies and another takes its place. */
export function openProcess(name: string, limitMs: number, { timeline, random, fate, trace, died }: Surroundings) {
  let run: Run | null = null
  let lives = 1
  let runs = 0

  const die = (dying: Run, how: string) => {
    if (dying.dead || dying !== run) return
    dying.dead = true
    run = null
    lives++
    trace(`${name} ${how}`)
    died(`${name}/${dying.number}`)
    dying.ended()
  }

  /**
   * The choke point: nothing leaves a process but through here. A dead process hears no answer, so that it never makes
   * another call; what it has asked already may still happen.
   */
  function call<T>(what: string, go: () => Promise<T>, failure: Failure, patienceMs = Infinity): Promise<T> {
    const mine = run
    if (!mine) throw new Error(`${name} makes a call outside of any run: ${what}`)
    return new Promise<T>((resolve, reject) => {
      const hear = (settle: () => void) => {
        if (!mine.dead) settle()
      }
      const answer = (asked: Promise<T>) =>
        asked.then(
          value => hear(() => resolve(value)),
          error => hear(() => reject(error)),
        )
      const fail = (certain: boolean) => hear(() => reject(failure(certain)))
      const happen = (fault: Fault | null) => {
        if (fault === null) return void answer(go())
        if (fault === 'fail before') return fail(random.chance(0.5))
        if (fault === 'crash before') return die(mine, 'crashes')
        // What was asked is done, whoever lives to hear of it.
        const asked = fault.endsWith('before') ? null : go()
        asked?.catch(() => {})
        if (fault === 'crash after') return die(mine, 'crashes')
        if (fault === 'fail after') return void asked?.catch(() => {}).then(() => fail(false))
        if (fault === 'again') return timeline.after(random.between(10, 3_000), () => void answer(go()))
        const lateMs = fault.startsWith('sleep') ? random.between(200_000, 900_000) : random.between(5_000, 200_000)
        if (lateMs > patienceMs) return timeline.after(patienceMs, () => fail(false))
        timeline.after(lateMs, () => void answer(asked ?? go()))
      }
      timeline.ask(`${name} ${what}`, () => {
        const fault = fate(`${name}/${mine.number} ${what}`)
        trace(`${name} ${what}${fault ? ` (${fault})` : ''}`)
        if (fault?.startsWith('sleep')) mine.slept = true
        timeline.after(latencyMs(what, random), () => happen(fault))
      })
    })
  }

  return {
    name,
    call,
    /** Rises with every death: what was kept in memory is gone. */
    lives: () => lives,
    /** Since when what it does now has been running; null if it does nothing. */
    since: () => run?.startedAt ?? null,
    /** Runs a function until it ends, fails, crashes or is cut off. `ended` hears of it, with the error if there is one. */
    start(work: () => Promise<void>, ended: (error: Error | null | 'died') => void): void {
      const mine: Run = {
        number: ++runs,
        startedAt: timeline.ms(),
        dead: false,
        slept: false,
        ended: () => ended('died'),
      }
      run = mine
      const end = (error: Error | null) => {
        if (mine.dead) return
        mine.dead = true
        run = null
        trace(`${name} ${error ? `failed: ${error.message}` : 'ended'}`)
        ended(error)
      }
      timeline.after(limitMs, () => {
        if (!mine.slept) die(mine, 'is cut off')
      })
      trace(`${name} starts`)
      work().then(
        () => end(null),
        error => end(error instanceof Error ? error : new Error(String(error))),
      )
    },
  }
}

export type Process = ReturnType<typeof openProcess>

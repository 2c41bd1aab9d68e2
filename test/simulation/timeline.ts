interface Event {
  readonly at: number
  readonly happen: () => void
}

/** Everything that promises can do by themselves is done: nothing in a world waits for a socket, a file or a timer. */
const quiet = () => new Promise<void>(resolve => setImmediate(resolve))

/** A clock that jumps from one event to the next. Times are milliseconds since 1970. */
export function openTimeline(start: number) {
  const events: Event[] = []
  let asked: { readonly name: string; readonly happen: () => void }[] = []
  let time = start
  const settle = async () => {
    await quiet()
    const all = asked.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    asked = []
    for (const { happen } of all) happen()
  }
  return {
    ms: () => time,
    now: () => new Date(time),
    /** Lets something happen so many milliseconds from now; of two at one time the one first asked for. */
    after(ms: number, happen: () => void): void {
      const at = time + ms
      let place = events.length
      while (place > 0 && (events[place - 1]?.at ?? 0) > at) place--
      events.splice(place, 0, { at, happen })
    },
    /**
     * Lets something begin once everything else at this time has been asked for, in the order of names: which promise of
     * several is the quicker is no property of ours.
     */
    ask(name: string, happen: () => void): void {
      asked.push({ name, happen })
    },
    /** Lets everything happen that does before `end`, one thing after the other. */
    async runUntil(end: number): Promise<void> {
      await settle()
      for (let event = events[0]; event && event.at < end; event = events[0]) {
        events.shift()
        time = event.at
        event.happen()
        await settle()
      }
      time = end
    },
  }
}

export type Timeline = ReturnType<typeof openTimeline>

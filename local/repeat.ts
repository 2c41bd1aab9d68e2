/** Does a thing again and again, a pause apart and never twice at a time, until stopped. */
export function repeat(pauseMs: number, work: () => Promise<void>, failed: (error: unknown) => void) {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const once = () => {
    running = work()
      .catch(failed)
      .then(() => {
        if (!stopped) timer = setTimeout(once, pauseMs)
      })
  }
  once()
  return {
    /** Waits for what is under way. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

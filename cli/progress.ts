const SAY_EVERY_MS = 5_000

/** Says what goes on, to whoever waits, and not among the answer: every five seconds at most, and at first not at all. */
export function nowAndThen(): (what: string) => void {
  let said = Date.now()
  return what => {
    if (Date.now() < said + SAY_EVERY_MS) return
    said = Date.now()
    console.error(what)
  }
}

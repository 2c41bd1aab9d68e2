import type { Fault } from '../words.ts'

/** The publisher's failure, as an ordinary fact to remember on the feed. Anything else that is thrown is ours. */
export class FeedError extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message)
    this.name = 'FeedError'
    this.fault = fault
  }
}

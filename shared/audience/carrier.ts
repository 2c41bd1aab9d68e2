import type { Channel, Route, Subscriber } from '../words.ts'

/** A channel's way out. */
export interface At {
  readonly channel: string
  readonly route: Route
}

/** How somebody stands who has just been asked. */
export interface Asked {
  readonly state: 'pending' | 'confirmed'
  readonly subscription: string | null
  /** What happens now, for whoever had them asked. */
  readonly next: string
}

/** Who is on a route, as the carrier's own list has it. */
export interface Listed {
  readonly protocol: string
  readonly address: string
  /** null while it is pending. */
  readonly subscription: string | null
}

type List = readonly Listed[] | 'gone' | null

/** Who is on a list there is. */
export const here = (list: List): readonly Listed[] => (list === null || list === 'gone' ? [] : list)

/** Whom a confirmation was about. */
export type Confirmed = At & ({ readonly address: string } | { readonly subscription: string })

/** What a link in one of our own mails does. */
export interface Link {
  readonly act: 'join' | 'leave'
  readonly channel: string
  readonly address: string
}

/** Our own links: they show on GET and act on POST. */
interface Links {
  read(signed: string): Link | 'expired' | 'forged'
  /**
   * Mails somebody the link by which they can leave, or come back.
   * @param person null if there is nobody of the address that was given
   * @returns what to answer: the same whoever it is, and whatever becomes of the mail
   */
  mailLeave(person: Subscriber | null): Promise<string>
}

/**
 * Who asks people, keeps the list and carries messages to them: Amazon SNS (sns.ts) or the mail sender (mail.ts).
 * Every call may be made again.
 */
export interface Carrier {
  /** Makes the way out, or brings it up to date. */
  open(channel: Pick<Channel, 'id' | 'name'>, route: Route): Promise<void>
  /** Takes it away, with everybody on it. */
  close(at: At): Promise<void>
  /** Asks somebody whether they want to be told. @throws Refusal for an address that it does not take */
  ask(person: Subscriber): Promise<Asked>
  /** Ends a subscription. @returns `lapses` if it cannot be ended before it was confirmed */
  end(person: Subscriber): Promise<'ended' | 'lapses'>
  /** Confirms by a link that somebody was mailed. @throws Refusal that says what is wrong with the link */
  confirm(link: string): Promise<Confirmed>
  /** Everybody on the route; null if the table is the truth, `gone` if somebody else took the route away. */
  listed(at: At): Promise<List>
  /** The routes on which it reaches people; what goes by another is shown in the inbox only. */
  readonly carries: readonly Route[]
  /** How somebody comes back to a channel who has left. */
  wayBack(channel: string): string
  /** null if the carrier mails its own links, whose GET acts. */
  readonly links: Links | null
}

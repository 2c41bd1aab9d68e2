import type { Message } from '../words.ts'

/** What a reader of the inbox should know of a message that went out: who was refused, or that nobody was asked. */
type Remark = string | undefined

/**
 * Hands a message to whatever carries it to a route's subscribers, once.
 * @throws NotSent if it certainly did not go out, Refused if it never will; anything else means that nobody knows
 */
export type Send = (message: Message) => Promise<Remark>

/** The carrier refused, or was never reached: trying again cannot tell anybody twice. */
export class NotSent extends Error {
  override name = 'NotSent'
}

/** The carrier will not take these words. Not for a refusal that somebody can mend: a login, a sender, an address. */
export class Refused extends NotSent {
  override name = 'Refused'
}

/** Addresses have no place in a log line or on a page; carriers like to quote them. */
export const withoutAddresses = (text: string) => text.replace(/[^\s<>"']+@[^\s<>"']+|\+\d{6,15}/g, '(address)')

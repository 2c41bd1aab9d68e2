import { smsMisfit } from '../config/countries.ts'
import { type Reading, readEmail, readPhone } from '../config/readings.ts'
import type { Subscriber } from '../words.ts'
import { Refusal } from './refusal.ts'

/** Where somebody wants to be told: one of the two, as people type it. */
export type Wish = { readonly email: string } | { readonly sms: string }

/**
 * @param countries those whose numbers may be told by SMS
 * @throws Refusal for what is no address, and for a number that may not be told
 */
export function readWish(wish: Wish, countries: readonly string[]): Pick<Subscriber, 'route' | 'protocol' | 'address'> {
  if ('email' in wish) return { route: 'mail', protocol: 'email', address: held(readEmail(wish.email)) }
  const typed = readPhone(wish.sms.replace(/\(0\)|[\s()./-]/g, '')) // as people write them: +33 (0)6 12.34
  const remedy = 'write +, the country code and the number, like +33600000000'
  const address = held('value' in typed ? typed : { ...typed, remedy })
  const misfit = smsMisfit(address, countries)
  if (misfit) throw new Refusal(422, `${misfit.message}: ${misfit.remedy}.`)
  return { route: 'sms', protocol: 'sms', address }
}

function held(reading: Reading<string>): string {
  if ('value' in reading) return reading.value
  throw new Refusal(422, `${reading.message}: ${reading.remedy}.`)
}

import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { quoted } from './problem.ts'

/** The countries that have telephone numbers, as ISO 3166 codes them (and two islands that it does not). */
export const COUNTRIES: readonly string[] = getCountries()

/** The country that a number in international form belongs to; null of one that is everywhere, or nowhere. */
const countryOf = (number: string): string | null => parsePhoneNumberFromString(number)?.country ?? null

/**
 * Why a number may not be told by SMS, which is paid for by the message; null if it may.
 * @param countries those that the file allows; none, and SMS is off
 */
export function smsMisfit(number: string, countries: readonly string[]): { message: string; remedy: string } | null {
  const country = countryOf(number)
  if (country === null) return { message: `${quoted(number)} is of no country`, remedy: 'check the digits after the +' }
  if (countries.includes(country)) return null
  const wider = `sms: { countries: [${[...countries, country].join(', ')}] }`
  return countries.length === 0
    ? { message: 'SMS is off: no country is allowed', remedy: `to turn it on, write \`${wider}\` in the first file` }
    : {
        message: `${quoted(number)} is a number of ${country}, which is not allowed`,
        remedy: `write \`${wider}\` in the first file to allow it`,
      }
}

import { cut, oneLine } from '../alert/plain.ts'
import { writtenIn } from '../topic/language/script.ts'
import type { Lack } from '../topic/why-not.ts'

/** A shipped topic has hundreds of alternatives, and a NEAR between groups may be as long. */
const MOST_NAMED = 5
const LONGEST_OF_SEVERAL = 60
export const LONGEST = 300

const WHY = {
  missing: 'missing',
  excluded: 'excluded, but there',
  apart: 'too far apart',
  half: 'only half there',
  elsewhere: 'elsewhere',
}

/**
 * What an article lacks to match, on one line. Of many alternatives a few are named, and how many there are besides;
 * those in the letters of the headline come first.
 */
export function sayLack({ why, alternatives }: Lack, headline: string): string {
  const languages = writtenIn(headline)
  const isAkin = (text: string) => Number(writtenIn(text).some(language => languages.includes(language)))
  const named = alternatives.toSorted((a, b) => isAkin(b) - isAkin(a)).slice(0, MOST_NAMED)
  const longest = alternatives.length > 1 ? LONGEST_OF_SEVERAL : LONGEST
  const more = alternatives.length - named.length
  const said = named.map(text => cut(oneLine(text), longest)).join(' OR ')
  return `${WHY[why]}: ${said}${more > 0 ? ` … ${more} more` : ''}`
}

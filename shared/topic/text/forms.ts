import { arabicStem, arabicStems, bareSpellings } from './arabic.ts'
import { cyrillicStem, cyrillicStems } from './cyrillic.ts'
import { STEMMED, stemOf } from './stem.ts'

// Folded words of one script alone. Beyond forty letters no word has endings, and a hostile one would cost time.
const LATIN = /^[a-z]{1,40}$/
const CYRILLIC = /^[\u0430-\u045f\u0491]{1,40}$/u
const ARABIC = /^[\u0620-\u06ff]{1,40}$/u

// No word holds a control character, so no stem is taken for a word, nor for a stem of another kind.
const stemKey = (of: string, stem: string): string => `\u0001${of}:${stem}`

/**
 * Keys under which an article's folded word is found: the word itself first; then initials without their stops (f.b.i:
 * fbi), then its stems: of Cyrillic and Arabic words by their script, of others by the article's language.
 */
export function formsOf(word: string, language: string | null): readonly string[] {
  const plain = word.replaceAll('.', '')
  const stems = stemKeys(plain, language)
  return plain === word ? [word, ...stems] : [word, plain, ...stems]
}

function stemKeys(word: string, language: string | null): readonly string[] {
  if (LATIN.test(word)) return [latinKey(word, language)]
  if (CYRILLIC.test(word)) return cyrillicStems(word).map(stem => stemKey('cyrl', stem))
  return ARABIC.test(word) ? arabicStems(word).map(stem => stemKey('arab', stem)) : []
}

/** An article of a language without a stemmer has the whole word for its stem, under a key of no language. */
function latinKey(word: string, language: string | null): string {
  const known = language !== null && STEMMED.includes(language) ? language : ''
  return stemKey(known, stemOf(word, known))
}

/**
 * Keys under which a query's folded word is filed: it is found in an article one of whose words has any of them. One of
 * `usual`; of `stem` and a Latin word, one for each language that has a stemmer, and one for all others.
 */
export function filedAs(word: string, as: 'usual' | 'stem'): readonly string[] {
  if (CYRILLIC.test(word)) return [stemKey('cyrl', cyrillicStem(word))]
  if (ARABIC.test(word)) return [stemKey('arab', arabicStem(word))]
  if (as === 'usual' || !LATIN.test(word)) return [word]
  return ['', ...STEMMED].map(language => latinKey(word, language))
}

/**
 * Whether the folded word in `units[start..end]` may have other forms than itself, apart from stems by the article's
 * language: with Cyrillic or Arabic letters in it, or a stop. A quick no for most words.
 */
export function hasForms(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = units[at] ?? 0
    if (unit === FULL_STOP || (unit >= 0x370 && unit < 0x2e80) || (unit >= 0xa640 && unit < 0xa6a0)) return true
  }
  return false
}

const FULL_STOP = 46

/** The spellings of an article's folded word that a prefix may begin: initials without stops, bare Arabic; no stems. */
export function beginningsOf(word: string): readonly string[] {
  if (word.includes('.')) return [word, word.replaceAll('.', '')]
  return ARABIC.test(word) ? bareSpellings(word) : [word]
}

import { endings, stemBy, withoutEach } from './endings.ts'

const AND = ['', 'و', 'ف']
const WITH_THE = ['', 'ال', 'بال', 'كال', 'لل', 'ب', 'ك', 'ل']
const PROCLITICS = AND.flatMap(and => WITH_THE.map(rest => and + rest)).filter(written => written !== '')
const LEAST_LETTERS = 3

// Plurals, and the feminine of adjectives. Not the dual ان: with it, Taliban would be a student and Lebanon milk.
const NUMBER = endings({ 3: 'ات يه>ي', 4: 'ين ون يين>ي يون>ي' })
// What else an article's word may end in: the feminine; ي of a plural before its genitive, or of an adjective.
const VARIED = endings({ 3: 'ه', 4: 'ي' })
const FEMININE = endings({ 3: 'ات>ه' })
// His, her, their, also after ta marbuta; the accusative's alef.
const OWNED = endings({ 3: 'ه ها هم ا ته>ه تها>ه تهم>ه' })

/**
 * A folded word and the spellings without what Arabic writes onto its front: "and", "with", "for", "like", "the", where
 * three letters remain (والمخدرات: also المخدرات, مخدرات). It looks up no dictionary, so كتاب (book) is also found
 * as تاب. After light10 (Larkey, Ballesteros, Connell 2002), with ب ل ك added: "لمكافحة المخدرات" is how headlines go.
 */
export function bareSpellings(word: string): readonly string[] {
  const bare = PROCLITICS.filter(written => word.startsWith(written) && word.length - written.length >= LEAST_LETTERS)
  return [word, ...bare.flatMap(written => without(word, written))]
}

/** "For the" is written لل: the word it hides is found with its article, too. */
function without(word: string, written: string): string[] {
  const rest = word.slice(written.length)
  return written.endsWith('لل') ? [rest, `ال${rest}`] : [rest]
}

/** The stem by which a folded word is looked for: without the endings of number, as light10 has them. */
export const arabicStem = (word: string): string => stemBy([NUMBER], word)

/**
 * The stems under which a folded word of an article is found. More is taken off it than off the word that is looked
 * for: شرط (condition) finds شرطة (police) but not the other way. Of 152 words in the form that a dictionary has, 135 find the
 * headline that holds them (without stems: 98; with light10 on both: 126); most of the others have broken plurals.
 */
export function arabicStems(word: string): readonly string[] {
  const bare = bareSpellings(word)
  const alone = [...bare, ...bare.flatMap(spelling => [...withoutEach(spelling, OWNED)])]
  const stems = alone.flatMap(form => [NUMBER, VARIED, FEMININE].flatMap(turn => [...withoutEach(form, turn)]))
  return [...new Set([...alone, ...stems])]
}

const AND = ['', 'و', 'ف']
const WITH_THE = ['', 'ال', 'بال', 'كال', 'لل', 'ب', 'ك', 'ل']
const PROCLITICS = AND.flatMap(and => WITH_THE.map(rest => and + rest)).filter(written => written !== '')
const LEAST_LETTERS = 3

/**
 * Every spelling under which a folded word of an article is found: itself first. Initials also without their stops
 * (f.b.i: fbi). Arabic words also without what Arabic writes onto their front: "and", "with", "for", "like", "the", where
 * three letters remain (والمخدرات: also المخدرات, مخدرات). It looks up no dictionary, so كتاب (book) is also found
 * as تاب. After light10 (Larkey, Ballesteros, Connell 2002), with ب ل ك added: "لمكافحة المخدرات" is how headlines go.
 */
export function forms(word: string): readonly string[] {
  if (word.includes('.')) return [word, word.replaceAll('.', '')]
  if (!/^[وفبكلا]/u.test(word)) return [word]
  const bare = PROCLITICS.filter(written => word.startsWith(written) && word.length - written.length >= LEAST_LETTERS)
  return [word, ...bare.flatMap(written => without(word, written))]
}

/** "For the" is written لل: the word it hides is found with its article, too. */
function without(word: string, written: string): string[] {
  const rest = word.slice(written.length)
  return written.endsWith('لل') ? [rest, `ال${rest}`] : [rest]
}

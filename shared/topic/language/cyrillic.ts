/** Of the letters that not all of them write, those that each does. */
const ALPHABETS: readonly (readonly [language: string, letters: string])[] = [
  ['bg', 'ийщъьюя'],
  ['ru', 'иёйщъыьэюя'],
  ['uk', 'ийщьюяіїєґ'],
  ['be', 'ёйыьэюяіў'],
  ['sr', 'иђћљњџј'],
  ['mk', 'иѓќѕљњџј'],
]
const TELLING = new Set(ALPHABETS.flatMap(([, letters]) => [...letters]))

/**
 * The languages that a Cyrillic text may be in: those to which the fewest of its letters are foreign, because a name
 * brings its own with it.
 */
export function cyrillic(text: string): readonly string[] {
  const letters = text.toLowerCase().match(/\p{Script=Cyrillic}/gu) ?? []
  const beyond = letters.filter(letter => 'әғқңөұүҗҳҷӯӣ'.includes(letter))
  if (beyond.length * 50 >= letters.length) return beyondSlavic(letters)
  const telling = letters.filter(letter => TELLING.has(letter))
  const foreign = ALPHABETS.map(([, alphabet]) => telling.filter(letter => !alphabet.includes(letter)).length)
  const fewest = Math.min(...foreign)
  const possible = ALPHABETS.flatMap(([language], n) => (foreign[n] === fewest ? [language] : []))
  return possible.join() === 'sr,mk' ? serbianOrMacedonian(text) : possible
}

/** Kazakh; Kyrgyz, Tatar, Mongolian, Tajik and Uzbek share some of its letters. */
const beyondSlavic = (letters: readonly string[]): readonly string[] =>
  /[ғқұ]/.test(letters.join('')) && !/[ҳҷӯӣҗў]/.test(letters.join('')) ? ['kk'] : []

// The detector knows no Macedonian.
const SERBIAN = /(?<!\p{L})(?:у|је|су|ће|са)(?!\p{L})/iu
const MACEDONIAN = /(?<!\p{L})(?:во|го|ги|со)(?!\p{L})|ите(?!\p{L})/iu

function serbianOrMacedonian(text: string): readonly string[] {
  const [serbian, macedonian] = [SERBIAN.test(text), MACEDONIAN.test(text)]
  if (serbian === macedonian) return []
  return serbian ? ['sr'] : ['mk']
}

// Scripts whose marks are accents, vowels or stress that half of all writers leave out.
const SHEDS_MARKS = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]/u
const CYRILLIC = /\p{Script=Cyrillic}/u
const LETTER = /\p{L}/u
const MARKS = /\p{M}/gu
// Variation selectors choose a glyph, never a letter; they follow Chinese characters and digits alike.
const GLYPH_CHOICE = /\p{Variation_Selector}/gu

/** What neither decomposition nor lower case makes equal, though readers and keyboards do. */
const ALIKE = new Map([
  ...Object.entries({ ß: 'ss', ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h' }),
  ...Object.entries({ ς: 'σ', ё: 'е', ѐ: 'е', ѝ: 'и' }),
  // Alef wasla; alef maksura and Farsi yeh; ta marbuta and heh goal; keheh; tatweel, which only stretches a line.
  ...Object.entries({ ٱ: 'ا', ى: 'ي', ی: 'ي', ة: 'ه', ہ: 'ه', ک: 'ك', ـ: '' }),
  ...['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '०१२३४५६७८९', '০১২৩৪৫৬৭৮৯', '๐๑๒๓๔๕๖๗๘๙'].flatMap(digits =>
    Array.from(digits, (digit, value): [string, string] => [digit, String(value)]),
  ),
])

/**
 * One character and the marks on it, as it is compared: NFKC, lower case, without the accents that writers leave out
 * (Latin, Greek, Arabic, Hebrew: all; Cyrillic: stress, and ё for е, but й and ї are letters; elsewhere none).
 */
export function fold(character: string): string {
  const whole = character.normalize('NFKC').replace(GLYPH_CHOICE, '')
  const lower = (SHEDS_MARKS.test(whole) ? whole.normalize('NFKD') : whole).toLowerCase()
  const bare = SHEDS_MARKS.test(lower) || CYRILLIC.test(lower) || !LETTER.test(lower) ? lower.replace(MARKS, '') : lower
  let folded = ''
  for (const letter of bare) folded += ALIKE.get(letter) ?? letter
  return folded
}

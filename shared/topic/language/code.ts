/** Norwegian has two ways of writing, and its papers call either by its own name or by that of the language. */
const NORWEGIAN = new Set(['nb', 'nn'])

/** The one code that a language has here: "eng" → "en", "iw" → "he" (ECMA-402), "nb" → "no". @param code two or three letters */
export function canonicalCode(code: string): string {
  const { language } = new Intl.Locale(code)
  return NORWEGIAN.has(language) ? 'no' : language
}

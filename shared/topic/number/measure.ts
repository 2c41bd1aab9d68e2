/** Weights and areas, as they are written against a number: 10kg. */
export const MEASURES = ['t', 'kg', 'lb', 'lbs', 'oz', 'ha', 'кг', 'т']
const MEASURED = new RegExp(`^[\\d.,]*\\d(${MEASURES.join('|')})$`)

/** The measure in a folded word such as `10kg`, a word of its own to queries; null if there is none. */
export const measureIn = (word: string): string | null => MEASURED.exec(word)?.[1] ?? null

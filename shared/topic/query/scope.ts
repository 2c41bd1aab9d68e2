import { canonicalCode } from '../language/code.ts'
import type { Query, Term } from './query.ts'
import { refuse } from './refusal.ts'

/** Refuses what would never be found in `source:` or `lang:`, where names and codes stand. @throws Refusal */
export function refuseInScope({ field, text, quoted, prefix, range, as, slop, start }: Term): void {
  if (field !== 'source' && field !== 'lang') return
  if (range !== null) refuse(start, `"${field}:" has no amounts.`, 'Look for them in title or summary: title:10..')
  if (prefix || as !== 'usual' || slop > 0)
    refuse(start, `"${field}:" takes no star, "=" or "~".`, 'Write the whole: source:reuters, lang:fr.')
  if (field === 'lang') refuseCode(text, start)
  else if (!quoted && text.includes('/'))
    refuse(
      start,
      'A source is known by its name and host, without a path.',
      'Write source:bbc.co.uk or source:"BBC News".',
    )
}

function refuseCode(text: string, start: number): void {
  const code = text.normalize('NFKC').toLowerCase()
  if (!/^[a-z]{2,3}$/.test(code))
    refuse(start, 'A language is written as its code of two or three letters.', 'Write the code: lang:fr.')
  const language = canonicalCode(code)
  if (new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language) === undefined)
    refuse(start, `There is no language "${code}".`, 'Write the code: lang:zh for Chinese, lang:ja for Japanese.')
  if (language !== code) refuse(start, `"${code}" is written "${language}" here.`, `Write lang:${language}.`)
}

/** Refuses parts that must all hold, if an article would have to be in two languages at once. @throws Refusal */
export function refuseTwoLanguages(parts: readonly Query[]): void {
  const languages = parts.flatMap(part => (part.kind === 'term' && part.field === 'lang' ? part : []))
  const codes = languages.map(({ text }) => text.normalize('NFKC').toLowerCase())
  const other = languages[codes.findIndex(code => code !== codes[0])]
  if (other) refuse(other.start, 'No article is in two languages.', `Write lang:(${codes.join(' OR ')}).`)
}

import type { Run } from '../shared/alert/mark.ts'

/**
 * Control characters but for line breaks and tabs, and those that rearrange what is read: a title holding U+202E turns
 * "exe.fdp" into "pdf.exe", and U+2069 ends the isolation of the element it stands in (Unicode Annex 9). Joiners stay:
 * Persian, Hindi and emoji are spelt with them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const REARRANGING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** A stranger's words, as they may stand in a page. hono/jsx escapes the rest. */
export const shown = (text: string) => text.replace(REARRANGING, '')

/** As above for JSON, where they are spelt out: what is copied from the page is still the same. */
export const shownJson = (value: unknown) =>
  JSON.stringify(value, null, 2).replace(
    REARRANGING,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Only what is a language tag in shape may become one (RFC 5646, section 2.1). */
const langOf = (language: string | null | undefined) =>
  language && /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/i.test(language) ? language : undefined

interface Said {
  readonly text: string
  readonly language?: string | null
}

/** A stranger's words, isolated and in their own direction. */
export const Strange = ({ text, language }: Said) => (
  <bdi lang={langOf(language)} dir="auto">
    {shown(text)}
  </bdi>
)

/** The words that fired are marked. */
export const Marked = ({ runs, language }: { readonly runs: readonly Run[]; readonly language?: string | null }) => (
  <bdi lang={langOf(language)} dir="auto">
    {runs.map(({ text, marked }) => (marked ? <mark>{shown(text)}</mark> : shown(text)))}
  </bdi>
)

/** A link to a stranger's page, which learns nothing of ours; its words alone if it is not one to follow. */
export const StrangeLink = ({ href, children }: { readonly href: string | null; readonly children?: unknown }) =>
  href && /^https?:\/\//i.test(href) ? (
    <a href={href} rel="noreferrer noopener" target="_blank">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  )

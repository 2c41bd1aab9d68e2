import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { Refusal } from '../shared/audience/refusal.ts'
import { shown } from './strange.tsx'

interface Said {
  readonly kind: 'good' | 'bad'
  readonly words: string
}

/** What came of it, in words; a refusal is one. @throws whatever else goes wrong */
export async function outcomeOf(work: () => Promise<string>): Promise<Said> {
  try {
    return { kind: 'good', words: await work() }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'bad', words: error.message }
    throw error
  }
}

const OUTCOME = 'outcome'
const STAYS_SECONDS = 60
/** Each may become three letters, and a browser need not keep more than 4,096 (RFC 6265, section 6.1). */
const MOST_BYTES = 1_200

/** For the page that is shown next. In a cookie, not in the address: a link could have the page say what it likes. */
export function keepOutcome(c: Context, { kind, words }: Said): void {
  const isSecure = new URL(c.req.url).protocol === 'https:'
  const options = {
    path: '/channels',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure,
    maxAge: STAYS_SECONDS,
  } as const
  // By bytes, so that no half of a letter is left, which cannot be encoded.
  setCookie(c, OUTCOME, `${kind} ${Buffer.from(words).subarray(0, MOST_BYTES).toString()}`, options)
}

/** It is shown once. */
export function takeOutcome(c: Context): Said | null {
  const [, kind, words] = /^(good|bad) (.+)$/s.exec(getCookie(c, OUTCOME) ?? '') ?? []
  if (words === undefined) return null
  deleteCookie(c, OUTCOME, { path: '/channels' })
  return { kind: kind === 'good' ? 'good' : 'bad', words }
}

export const Outcome = ({ said }: { readonly said: Said | null }) =>
  said && (
    <p class={said.kind} role="status" dir="auto">
      {shown(said.words)}
    </p>
  )

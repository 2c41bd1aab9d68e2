import type { Told } from '../words.ts'
import { cut, oneLine } from './plain.ts'

/** GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, section 6.2.1), without the control codes. */
const GSM =
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
  'abcdefghijklmnopqrstuvwxyzäöñüà'
const GSM_TWO = '^{}\\[~]|€'

/** Typography that would turn 160 letters a part into 70, and what says the same. */
const PLAIN = new Map(
  Object.entries({ "'": '‘’‚', '"': '“”„«»', '-': '–—', '...': '…', ' ': '\u00a0\u202f' }).flatMap(([plain, letters]) =>
    [...letters].map(letter => [letter, plain] as const),
  ),
)

export interface SmsSize {
  readonly alphabet: 'GSM-7' | 'UCS-2'
  readonly parts: number
}

/** How an operator will cut and bill a text: 160/153 septets or 70/67 UTF-16 units a part (3GPP TS 23.040, 9.2.3.24). */
export function smsSize(text: string): SmsSize {
  let septets = 0
  for (const letter of text) {
    if (GSM.includes(letter)) septets += 1
    else if (GSM_TWO.includes(letter)) septets += 2
    else return { alphabet: 'UCS-2', parts: parts(text.length, 70, 67) }
  }
  return { alphabet: 'GSM-7', parts: parts(septets, 160, 153) }
}

const parts = (length: number, alone: number, joined: number) => (length <= alone ? 1 : Math.ceil(length / joined))

const MOST_PARTS = 2

/** Who an SMS is from: Amazon SNS puts the SNS topic's display name in front of each text ("NEWS> …"), and it counts. */
export const SMS_NAME = 'NEWS'
const fitsIn = (text: string) => smsSize(`${SMS_NAME}> ${text}`).parts <= MOST_PARTS

/** One text for all a message tells: the gravest story, why, its link as far as they fit, and how many more. */
export function smsText(stories: readonly Told[]): string {
  const [first] = stories
  if (!first) return ''
  const more = stories.length > 1 ? ` +${stories.length - 1} more` : ''
  const was = first.was ? `, was ${first.was.toUpperCase()}` : ''
  const head = `${first.was ? 'NOW ' : ''}${first.severity.toUpperCase()}${was} ${plain(first.title)}`
  const because = [first.matches[0]?.topicName, first.sources[0]].flatMap(name => (name ? [plain(name)] : []))
  const why = because.length > 0 ? ` (${because.join(', ')})` : ''
  const link = first.link ? ` ${first.link}` : ''
  const fits = [head + why + more + link, head + more + link, head + why + more, head + more]
  return fits.find(fitsIn) ?? shortened(head, more)
}

function shortened(head: string, more: string): string {
  for (let length = 153 * MOST_PARTS - more.length; length > 0; length -= 10) {
    const text = plain(cut(head, length)) + more
    if (fitsIn(text)) return text
  }
  return more.trim()
}

const isGsm = (letters: string) => [...letters].every(letter => GSM.includes(letter) || GSM_TWO.includes(letter))

/** Typography and accents that GSM-7 has not ("cocaína") go, if that is all that keeps a text from it. */
export function plain(text: string): string {
  const line = oneLine(text).normalize('NFC')
  const bare = [...line].map(letter => PLAIN.get(letter) ?? (isGsm(letter) ? letter : withoutAccent(letter))).join('')
  return isGsm(bare) ? bare : line
}

const withoutAccent = (letter: string) => letter.normalize('NFD').replace(/\p{M}/gu, '')

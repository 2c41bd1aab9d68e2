import { unpacked } from '../../shared/store/messages.ts'
import type { Message } from '../../shared/words.ts'
import type { Item, Value } from './expression.ts'

/** A value of the table as people write it; bytes stay base64. */
function plain({ S, N, B, BOOL, L, M }: Value): unknown {
  if (N !== undefined) return Number(N)
  if (L !== undefined) return L.map(plain)
  if (M !== undefined) return plainItem(M)
  return S ?? B ?? BOOL ?? null
}

/** An item of the table as the store gave it. */
// biome-ignore lint/suspicious/noExplicitAny: as the document client types an item's attributes.
export const plainItem = (item: Item): Record<string, any> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]))

/** The message that an item holds. */
export const messageIn = ({ message }: Item): Message => unpacked(Buffer.from(message?.B ?? '', 'base64'))

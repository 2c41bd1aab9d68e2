import type { Severity } from '../shared/words.ts'

/** How urgent, as a word first and a colour second. */
export const Chip = ({ severity }: { readonly severity: Severity }) => (
  <span class={`chip ${severity}`}>{severity}</span>
)

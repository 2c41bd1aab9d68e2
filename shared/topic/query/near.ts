import type { Query, Scope, Term } from './query.ts'
import { refuse } from './refusal.ts'

/** What may not stand beside a NEAR, and what to write instead. */
const STRANGERS = {
  and: 'Write a phrase, "cyber fraud" NEAR/5 bank, or NEAR twice: cyber NEAR/5 bank AND fraud NEAR/5 bank.',
  not: 'Exclude the whole: port NOT (port NEAR/5 strike).',
  near: 'Write a NEAR/5 b AND b NEAR/5 c.',
}

/** The alternatives on one side of a NEAR, whose field is `field`. @throws Refusal */
export function readSide(side: Query, field: Scope | null): readonly Term[] {
  if (side.kind === 'or') return side.parts.flatMap(part => readSide(part, field))
  if (side.kind !== 'term')
    return refuse(side.start, `${side.kind.toUpperCase()} stands inside NEAR.`, STRANGERS[side.kind])
  if (side.field !== field)
    refuse(side.start, 'A field stands inside NEAR.', 'Put it in front of the whole: title:(port NEAR/5 strike).')
  if (side.boost !== 1) refuse(side.end, 'A word beside NEAR takes no boost: NEAR counts 1.', 'Leave out the "^".')
  return [side]
}

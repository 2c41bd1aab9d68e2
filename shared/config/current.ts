import type { Setup } from '../store/configs.ts'
import type { Store } from '../store/store.ts'
import { openIndex } from '../topic/index/stored.ts'
import { compileTopics, type Matcher } from '../topic/match.ts'

/** The configuration that counts now, ready to work by. */
export interface Current extends Setup {
  readonly slots: number
  readonly match: Matcher
}

/**
 * Reads the pointer, and the version it names only when that has changed: one small read a batch.
 * @returns a function that answers null before the first apply
 */
export function openCurrent({ configs }: Pick<Store, 'configs'>): () => Promise<Current | null> {
  let last: (Setup & { readonly match: Matcher }) | null = null
  return async () => {
    const pointer = await configs.pointer()
    if (!pointer) return null
    if (last?.version !== pointer.version) {
      const stored = await configs.load(pointer.version)
      if (!stored) throw new Error(`configuration ${pointer.version} counts, but is not there`)
      const { index, ...setup } = stored
      last = { ...setup, match: compileTopics(setup.topics, (index && openIndex(index)) ?? undefined) }
    }
    return { ...last, slots: pointer.slots }
  }
}

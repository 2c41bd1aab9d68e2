import type { Pointer } from '../store/configs.ts'
import type { Store } from '../store/store.ts'

/**
 * Flips the pointer for an apply. Has the API been quicker, `means` is asked again, so that nothing that it made is
 * lost.
 * @throws Error if another apply has been quicker
 */
export async function turn<Meant extends { readonly to: Omit<Pointer, 'rev'> }>(
  from: Pointer | null,
  means: (now: Pointer | null) => Promise<Meant>,
  { configs }: Store,
): Promise<Meant & { readonly pointer: Pointer }> {
  for (let now = from; ; ) {
    const meant = await means(now)
    const pointer = await configs.flip(now, meant.to)
    if (pointer) return { ...meant, pointer }
    now = await configs.pointer()
    if (appliesOf(now) !== appliesOf(from))
      throw new Error('another configuration was applied at the same time; apply yours again')
  }
}

const appliesOf = (pointer: Pointer | null) => (pointer ? pointer.rev - pointer.edits : 0)

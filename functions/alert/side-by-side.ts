/** Works through all of them, at most so many at a time. `work` must not throw: the others would not be waited for. */
export async function sideBySide<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values() // shared: each worker takes what no other has taken
  const worker = async () => {
    for (const one of left) await work(one)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

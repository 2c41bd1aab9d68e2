import { expect, test } from 'vitest'
import { fileSchema, MainFile } from '../../shared/config/schema.ts'

test('the schema that editors read is the one the reader checks (`vitest -u` writes it anew)', async () => {
  const text = `${JSON.stringify(fileSchema(), null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../../docs/schema/news-alerts.schema.json')
})

/** Every object with keys and every key, by its path. */
function* settings(node: unknown, path = ''): Generator<{ path: string; node: Record<string, unknown> }> {
  if (typeof node !== 'object' || node === null) return
  yield { path, node: { ...node } }
  if ('items' in node) yield* settings(node.items, `${path}[]`)
  if ('properties' in node && typeof node.properties === 'object')
    for (const [key, inner] of Object.entries(node.properties ?? {})) yield* settings(inner, `${path}.${key}`)
}

test('every setting has a description, and no object takes a key it does not know', () => {
  const all = [...settings(fileSchema())]
  expect(all.length).toBeGreaterThan(30)
  expect(all.filter(({ node }) => typeof node['description'] !== 'string').map(({ path }) => path)).toEqual([])
  const open = all.filter(({ node }) => node['type'] === 'object' && node['additionalProperties'] !== false)
  expect(open.map(({ path }) => path)).toEqual(['.topics[].terms']) // whose keys are languages
})

/** A file of every setting there is, each as its first example has it. */
function everything(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return null
  if ('examples' in node && Array.isArray(node.examples)) return node.examples[0]
  if ('items' in node) return [everything(node.items)]
  const keys = 'properties' in node ? Object.entries(node.properties ?? {}) : []
  return Object.fromEntries(keys.map(([key, inner]) => [key, everything(inner)]))
}

test('what the examples propose is right', () => {
  expect(MainFile.safeParse(everything(fileSchema())).error?.issues).toBeUndefined()
})

import { readConfig } from '../../shared/config/read.ts'

/** A shipped pack that the tests may extend. */
const FRAUD_PACK = `id: fraud
name: Fraud
description: Tricks for money.
severity: high
query: fraud OR scam
examples:
  match: ["Bank fraud grows"]
  reject: ["Bank grows"]
`

/** Reads a configuration as if it stood in these files; the first is the one asked for. */
export function readWritten(
  files: Readonly<Record<string, string>>,
  packs: Readonly<Record<string, string>> = { fraud: FRAUD_PACK },
) {
  const read = (path: string) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined // an object knows a `constructor` unasked
    if (text === undefined) throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT' })
    return text
  }
  const [first = 'news-alerts.yaml'] = Object.keys(files)
  return readConfig(first, {
    read,
    pack: id => (Object.hasOwn(packs, id) ? (packs[id] ?? null) : null),
    packIds: Object.keys(packs),
  })
}

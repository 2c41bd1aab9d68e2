import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { bundling, type Entry } from '../../infra/bundle.ts'
import { run } from './run.ts'

const CLIENTS = join(import.meta.dirname, 'clients')

/** Our clients in the place of the SDK's, but for those that ours are made of. */
const clients: Plugin = {
  name: 'clients',
  setup({ onResolve }) {
    onResolve({ filter: /^@aws-sdk\/client-(dynamodb|sns|sqs)$/ }, ({ path, importer }) =>
      importer.startsWith(CLIENTS) ? null : { path: join(CLIENTS, `${path.split('/')[1]}.ts`) },
    )
  },
}

/** A function as it is deployed, from the same sources, but that each of its calls goes to `port` here. @returns a zip */
export async function faultyCode(entry: Entry, port: number): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), `news-alerts-${entry}-`))
  try {
    const define = { FAULTS_PORT: String(port), FUNCTION: JSON.stringify(entry) }
    await build({ ...bundling(entry, join(folder, 'code')), plugins: [clients], define })
    const files = readdirSync(join(folder, 'code')).map(name => join(folder, 'code', name))
    const zipped = await run('python3', ['-m', 'zipfile', '-c', join(folder, 'code.zip'), ...files], process.env)
    if (zipped.code !== 0) throw new Error(zipped.err)
    return readFileSync(join(folder, 'code.zip'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

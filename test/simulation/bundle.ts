import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

/** Something broken on purpose: in this file, this text becomes that. */
export interface Patch {
  readonly file: string
  readonly from: string
  readonly to: string
}

type Simulation = typeof import('./entry.ts')

const ROOT = join(import.meta.dirname, '../..')

/** @throws Error if the file does not hold the text exactly once: then the patch breaks nothing, or something else */
const breaking = (patches: readonly Patch[]): Plugin => ({
  name: 'patches',
  setup({ onLoad }) {
    for (const file of new Set(patches.map(patch => patch.file)))
      onLoad({ filter: new RegExp(`${join(ROOT, file).replace(/[.\\/]/g, '\\$&')}$`) }, async ({ path }) => {
        let contents = await readFile(path, 'utf8')
        for (const { from, to } of patches.filter(patch => patch.file === file)) {
          if (contents.split(from).length !== 2) throw new Error(`${file} does not hold this exactly once: ${from}`)
          contents = contents.replace(from, () => to)
        }
        return { contents, loader: 'ts' }
      })
  },
})

/**
 * Loads the simulation and all it simulates as one script. In one script nothing is left to be read later: a dynamic
 * import that waits for a file, or for the loader's thread, would end in an order of its own.
 */
export async function loadSimulation(patches: readonly Patch[] = []): Promise<Simulation> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'entry.ts')],
    ...{ bundle: true, write: false, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'error' },
    mainFields: ['module', 'main'],
    plugins: [breaking(patches)],
  })
  const module: { exports: Simulation | null } = { exports: null }
  const [{ text } = { text: '' }] = outputFiles
  new Function('module', 'exports', 'require', text)(module, {}, createRequire(import.meta.url))
  if (module.exports === null) throw new Error('the bundle exports nothing')
  await module.exports.settleIn()
  return module.exports
}

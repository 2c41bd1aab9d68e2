import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AssetHashType, DockerImage } from 'aws-cdk-lib'
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda'
import { type BuildOptions, buildSync } from 'esbuild'

const ROOT = join(import.meta.dirname, '..')
const ENTRIES = join(ROOT, 'functions', 'lambda')

/** The functions, by the name of their file. */
export type Entry = 'dispatch' | 'poll' | 'alert' | 'api' | 'authorize' | 'apply' | 'reconcile'

/** What esbuild is asked for; the same asks it, in a test, which files a function is made of. */
export const bundling = (entry: Entry, outdir: string): BuildOptions & { readonly metafile: true } => ({
  entryPoints: { index: join(ENTRIES, `${entry}.ts`) },
  outdir,
  absWorkingDir: ROOT, // paths in the output are relative to it, so that it is the same on every machine
  bundle: true,
  minify: true,
  splitting: true, // what is imported lazily costs a cold start nothing
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'], // a third off the init CPU of the SDK's CommonJS
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // Packages that are still CommonJS ask for Node's own modules by `require`, which ESM has not.
  banner: { js: `import{createRequire as $require}from'node:module';const require=$require(import.meta.url);` },
})

/**
 * One function's code, SDK included: it starts faster than with the runtime's copy, and what was tested is what runs.
 * @param files what stands beside it: texts, by name
 */
export function bundle(entry: Entry, files: Readonly<Record<string, string>>): AssetCode {
  return Code.fromAsset(ENTRIES, {
    assetHashType: AssetHashType.OUTPUT, // an unchanged function is not deployed again
    bundling: {
      image: DockerImage.fromRegistry('none'), // asked for by the type; never used
      command: [entry], // the same: CDK would take two bundles of one folder for one
      local: {
        tryBundle(folder) {
          buildSync(bundling(entry, folder))
          for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
          return true
        },
      },
    },
  })
}

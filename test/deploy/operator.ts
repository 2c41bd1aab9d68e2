import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, shell } from './run.ts'

/** Whoever deploys a stack and looks after it. @param folder where all files are kept, apart from others' */
export function openOperator(
  { endpoint, folder }: { readonly endpoint: string; readonly folder: string },
  stack: string,
) {
  // No two at once may synthesise to one folder.
  const cdkTo = (output: string, args: readonly string[]) =>
    run('npx', ['cdk', ...args, '-c', `stack=${stack}`, '-o', join(folder, output)], shell(endpoint))
  return {
    cdk: (...args: string[]) => cdkTo('out', args),
    /** @param text the configuration, by its name in a folder of its own */
    write(name: string, text: string): string {
      mkdirSync(join(folder, 'files'), { recursive: true })
      writeFileSync(join(folder, 'files', name), text)
      return join(folder, 'files', name)
    },
    deploy: (file: string, output = 'out') =>
      cdkTo(output, ['deploy', '--require-approval', 'never', '-c', `config=${file}`]),
    cli: (...args: string[]) =>
      run(process.execPath, ['cli/news-alerts.js', ...args, '--stack', stack], shell(endpoint)),
  }
}

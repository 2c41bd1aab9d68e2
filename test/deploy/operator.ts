import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, shell } from './run.ts'

/** Whoever deploys a stack and looks after it. @param folder where the files are kept */
export function openOperator(
  { endpoint, folder }: { readonly endpoint: string; readonly folder: string },
  stack: string,
) {
  const cdk = (...args: string[]) => run('npx', ['cdk', ...args, '-c', `stack=${stack}`], shell(endpoint))
  return {
    cdk,
    /** @param text the configuration, by its name in a folder of its own */
    write(name: string, text: string): string {
      mkdirSync(join(folder, 'files'), { recursive: true })
      writeFileSync(join(folder, 'files', name), text)
      return join(folder, 'files', name)
    },
    deploy: (file: string, output = 'out') =>
      cdk('deploy', '--require-approval', 'never', '-c', `config=${file}`, '-o', join(folder, output)),
    cli: (...args: string[]) =>
      run(process.execPath, ['cli/news-alerts.js', ...args, '--stack', stack], shell(endpoint)),
  }
}

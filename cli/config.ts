import { existsSync } from 'node:fs'
import { readConfigFile } from '../local/files.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { printProblem } from '../shared/config/read.ts'
import { Failure } from './failure.ts'

const USUAL = 'news-alerts.yaml'

/** The file to go by: the one that is named, else the usual one if it is there, else null. */
export const configPath = (named: string | undefined): string | null => named ?? (existsSync(USUAL) ? USUAL : null)

/** The data folder: the one that is named, else the usual one; the sample newsroom has its own. */
export const dataFolder = (named: string | undefined, isSample: boolean): string =>
  named ?? (isSample ? '.news-alerts-sample' : '.news-alerts')

/** A checked configuration. @throws Failure that names everything wrong with it */
export function checkedConfig(path: string): Configuration {
  const read = readConfigFile(path)
  if (read.ok) return read.configuration
  const count = read.problems.length === 1 ? '1 problem' : `${read.problems.length} problems`
  throw new Failure(2, `${read.problems.map(printProblem).join('\n')}\n\n${count}; nothing was changed.`)
}

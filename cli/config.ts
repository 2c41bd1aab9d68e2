import { existsSync } from 'node:fs'
import { readConfigFile } from '../local/files.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import type { Problem } from '../shared/config/problem.ts'
import { printProblem } from '../shared/config/read.ts'
import type { Topic } from '../shared/words.ts'
import { counted } from '../web/counted.ts'
import { Failure } from './failure.ts'

const USUAL = 'news-alerts.yaml'

/** The file to go by: the one that is named, else the usual one if it is there, else null. */
export const configPath = (named: string | undefined): string | null => named ?? (existsSync(USUAL) ? USUAL : null)

/** The same, for what cannot do without. @throws Failure if there is none */
export function neededConfigPath(named: string | undefined): string {
  const path = configPath(named)
  if (path === null) throw new Failure(2, 'There is no news-alerts.yaml here; name a file with --config FILE.')
  return path
}

/** The data folder: the one that is named, else the usual one; the sample newsroom has its own. */
export const dataFolder = (named: string | undefined, isSample: boolean): string =>
  named ?? (isSample ? '.news-alerts-sample' : '.news-alerts')

/**
 * A checked configuration.
 * @param text what the file is to hold; by default what it holds
 * @throws Failure that names everything wrong with it
 */
export function checkedConfig(path: string, text?: string): Configuration {
  const read = readConfigFile(path, text)
  if (read.ok) return read.configuration
  throw refusal(read.problems)
}

/** The topics of a file, whatever their examples show. @throws Failure that names everything else wrong with it */
export function topicsToTest(path: string): readonly Topic[] {
  const read = readConfigFile(path)
  if (read.ok) return read.configuration.topics
  if (read.topics) return read.topics
  throw refusal(read.problems)
}

const refusal = (problems: readonly Problem[]): Failure =>
  new Failure(
    2,
    `${problems.map(printProblem).join('\n')}\n\n${counted(problems.length, 'problem')}; nothing was changed.`,
  )

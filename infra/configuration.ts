import { existsSync } from 'node:fs'
import { readConfigFile } from '../local/files.ts'
import type { Configuration } from '../shared/config/configuration.ts'
import { printProblem } from '../shared/config/read.ts'
import { MOST_CHANNELS } from './topics.ts'

const USUAL = 'news-alerts.yaml'

/** The file cannot be deployed; the message says why, for a person. */
export class Undeployable extends Error {}

/**
 * The checked configuration to deploy.
 * @param named as in `-c config=FILE`; `./news-alerts.yaml` if nothing is
 * @throws Undeployable with everything that is wrong with it
 */
export function deployable(named: unknown): Configuration {
  const path = typeof named === 'string' && named !== '' ? named : USUAL
  if (path === USUAL && !existsSync(USUAL))
    throw new Undeployable(
      `There is no ${USUAL} here.\n    Write one (docs/configuration.md), or name yours: -c config=FILE`,
    )
  const read = readConfigFile(path)
  if (!read.ok) throw new Undeployable(`${read.problems.map(printProblem).join('\n')}\n\nNothing was deployed.`)
  const { length } = read.configuration.channels
  if (length > MOST_CHANNELS)
    throw new Undeployable(
      `${path} has ${length} channels, and on AWS there can be ${MOST_CHANNELS} (policies name the SNS topics of each).\n` +
        '    Put several topics on one channel; without `channels:` there is one for each topic.',
    )
  return read.configuration
}

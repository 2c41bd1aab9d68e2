import { App } from 'aws-cdk-lib'
import { readStyle } from '../local/files.ts'
import { deployable, Undeployable } from './configuration.ts'
import { isRegionSaid } from './region.ts'
import { NewsAlertsStack } from './stack.ts'

const app = new App()
const named: unknown = app.node.tryGetContext('stack')

try {
  const configuration = deployable(app.node.tryGetContext('config'))
  if (!(await isRegionSaid(process.env)))
    throw new Undeployable('No region is set. Say where to deploy:\n    AWS_REGION=eu-west-1 npx cdk deploy')
  new NewsAlertsStack(app, typeof named === 'string' ? named : 'NewsAlerts', { configuration, style: readStyle() })
} catch (error) {
  if (!(error instanceof Undeployable)) throw error
  console.error(error.message)
  process.exit(2) // before anything is synthesised
}

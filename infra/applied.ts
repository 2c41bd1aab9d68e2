import { createHash } from 'node:crypto'
import { CustomResource, Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { Configuration } from '../shared/config/configuration.ts'
import type { Worker } from './worker.ts'

/** Thousands of feeds, each some writes. */
export const APPLY_TIMEOUT = Duration.minutes(10)

interface Props {
  readonly apply: Worker
  readonly configuration: Configuration
}

/** The file, applied by every deployment that changes it; and its SNS topics removed with the stack. */
export class Applied extends Construct {
  constructor(scope: Construct, id: string, { apply, configuration }: Props) {
    super(scope, id)
    new CustomResource(this, 'Configuration', {
      resourceType: 'Custom::NewsAlertsConfiguration',
      serviceToken: apply.function.functionArn,
      serviceTimeout: APPLY_TIMEOUT.plus(Duration.minutes(1)), // CloudFormation's own is an hour
      properties: { digest: createHash('sha256').update(JSON.stringify(configuration)).digest('hex') },
    })
  }
}

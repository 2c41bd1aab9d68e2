import { CustomResource, Duration, Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { Worker } from './worker.ts'

/** Thousands of feeds, each some writes. */
export const APPLY_TIMEOUT = Duration.minutes(10)

/**
 * The file, applied by every deployment that changes it or the code that applies it, which it stands beside; and its SNS
 * topics removed with the stack. Make it last: it waits for all that is there, for nobody is to be asked or told by a
 * deployment that fails after all.
 */
export class Applied extends Construct {
  /** What the last deployment that applied it has changed, in words. */
  readonly said: string

  constructor(scope: Construct, id: string, { apply }: { readonly apply: Worker }) {
    super(scope, id)
    const configuration = new CustomResource(this, 'Configuration', {
      resourceType: 'Custom::NewsAlertsConfiguration',
      serviceToken: apply.function.functionArn,
      serviceTimeout: APPLY_TIMEOUT.plus(Duration.minutes(1)), // CloudFormation's own is an hour
      properties: { digest: apply.hash },
    })
    const others = Stack.of(this).node.children.filter(other => other !== this && other !== apply)
    this.node.addDependency(...others)
    this.said = configuration.getAttString('Applied')
  }
}

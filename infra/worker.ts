import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Asset } from 'aws-cdk-lib/aws-s3-assets'
import { Construct } from 'constructs'
import { bundle, type Entry } from './bundle.ts'

interface Props {
  readonly entry: Entry
  /** CPU comes with it: a whole one at 1,769 MB (Lambda Developer Guide). */
  readonly memory: number
  readonly timeout: Duration
  readonly environment: Readonly<Record<string, string>>
  /** All it may do, but for its log. */
  readonly may: readonly PolicyStatement[]
  /** A run that failed is not tried again, and a call that has waited for a minute is stale. */
  readonly runOnce?: true
  /** What stands beside its code. */
  readonly files?: Readonly<Record<string, string>>
}

/** A function, its own log, and a role of its own that may do what is written here and nothing else. */
export class Worker extends Construct {
  readonly log = new LogGroup(this, 'Log', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  readonly role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  readonly function: LambdaFunction

  constructor(scope: Construct, id: string, { entry, memory, timeout, environment, may, runOnce, files = {} }: Props) {
    super(scope, id)
    const leave = new Policy(this, 'May', { roles: [this.role], statements: [this.mayLog(), ...may] })
    this.function = new LambdaFunction(this, 'Function', {
      code: bundle(entry, files),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout,
      environment,
      // By its ARN alone: to the role itself CDK would add stars of its own.
      role: Role.fromRoleArn(this, 'ItsRole', this.role.roleArn, { mutable: false }),
      logGroup: this.log,
      ...(runOnce && { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
    })
    this.function.node.addDependency(leave)
  }

  /** A hash of its code and of what stands beside it. */
  get hash(): string {
    const code = this.function.node.findChild('Code')
    if (!(code instanceof Asset)) throw new Error('CDK keeps the asset of a function elsewhere now')
    return code.assetHash
  }

  private mayLog(): PolicyStatement {
    const actions = ['logs:CreateLogStream', 'logs:PutLogEvents']
    return new PolicyStatement({ actions, resources: [this.log.logGroupArn] })
  }
}

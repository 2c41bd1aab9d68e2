import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { PUBLIC } from '../web/public.ts'
import type { Worker } from './worker.ts'

interface Props {
  readonly site: Worker
  readonly judge: Worker
}

/** Kept of each request. Not its path: a link by which somebody confirms or leaves is a secret. */
const KEPT = [
  'requestId',
  'requestTime',
  'httpMethod',
  'routeKey',
  'status',
  'responseLatency',
  'integrationErrorMessage',
]
const FORMAT = AccessLogFormat.custom(JSON.stringify(Object.fromEntries(KEPT.map(name => [name, `$context.${name}`]))))

/** The way in: an HTTP API, each of whose routes asks the authorizer first. No other origin may call it: no CORS. */
export class Door extends Construct {
  readonly api: HttpApi

  constructor(scope: Construct, id: string, { site, judge }: Props) {
    super(scope, id)
    const integration = new HttpLambdaIntegration('Site', site.function, { scopePermissionToRoute: false })
    const authorizer = new HttpLambdaAuthorizer('Judge', judge.function, {
      identitySource: [], // it is asked about those too who show nothing: the site words the answer
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.seconds(0), // a token that was replaced ends at once
    })
    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      defaultIntegration: integration,
      defaultAuthorizer: authorizer,
      createDefaultStage: false,
    })
    // By their names the log, which keeps no paths, tells them apart.
    for (const path of PUBLIC) this.api.addRoutes({ path: path.replace('/*', '/{rest+}'), integration })
    this.openStage()
  }

  private openStage(): void {
    const log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY })
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: FORMAT },
      // Far above what a team asks, and far below what would cost money or take all the functions an account may run.
      throttle: { rateLimit: 5, burstLimit: 20 },
    })
  }
}

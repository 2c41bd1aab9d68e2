import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { TABLE_SHAPE } from '../../shared/store/table.ts'
import { PUBLIC } from '../../web/public.ts'
import { ofType, type Resource, resourcesOf, templateOf } from './synth.ts'

const template = templateOf()
const resources = resourcesOf(template)
const all = (type: string) => ofType(resources, type)
const one = (type: string, name: string): Resource => {
  const found = all(type).filter(([id]) => id.startsWith(name))
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} ${type} are called ${name}`)
  return found[0][1]
}
/** The name in the template of what a property refers to. */
const referred = (value: unknown): string | undefined =>
  /"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/.exec(JSON.stringify(value))?.[1]
const functions = all('AWS::Lambda::Function')
const queues = all('AWS::SQS::Queue')

describe('the table', () => {
  const [[, { Properties: table }] = ['', one('AWS::DynamoDB::GlobalTable', 'Table')]] =
    all('AWS::DynamoDB::GlobalTable')

  test('has the keys and indexes of the one on a laptop', () => {
    const byName = (a: { IndexName: string }, b: { IndexName: string }) => a.IndexName.localeCompare(b.IndexName)
    expect(table.KeySchema).toEqual(TABLE_SHAPE.KeySchema)
    expect(table.LocalSecondaryIndexes).toEqual(TABLE_SHAPE.LocalSecondaryIndexes)
    expect(table.GlobalSecondaryIndexes.toSorted(byName)).toEqual(TABLE_SHAPE.GlobalSecondaryIndexes.toSorted(byName))
    const named = table.AttributeDefinitions.map(({ AttributeName }: { AttributeName: string }) => AttributeName)
    expect(named.toSorted()).toEqual(TABLE_SHAPE.AttributeDefinitions.map(of => of.AttributeName).toSorted())
  })

  test('can be set back to any second of the last weeks, and forgets what has expired', () => {
    expect(table.Replicas[0].PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true })
    expect(table.TimeToLiveSpecification).toEqual({ AttributeName: 'expires', Enabled: true })
  })

  test('alone stays when the stack is removed', () => {
    const stay = Object.values(resources).filter(({ DeletionPolicy }) => DeletionPolicy && DeletionPolicy !== 'Delete')
    expect(stay.map(({ Type, DeletionPolicy }) => [Type, DeletionPolicy])).toEqual([
      ['AWS::DynamoDB::GlobalTable', 'RetainExceptOnCreate'], // a first deployment that fails leaves none
    ])
  })
})

describe('every function', () => {
  test.each(functions)('%s has a log of its own that is kept for thirty days and goes with the stack', (_, of) => {
    const log = resources[referred(of.Properties.LoggingConfig.LogGroup) ?? '']
    expect(log).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } })
    expect(log?.Properties).not.toHaveProperty('LogGroupName') // cli/stack.ts says how CloudFormation makes one
  })

  test.each(functions)('%s runs on the newest Node.js, on ARM, and reserves nothing', (_, { Properties }) => {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] })
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions') // a new account may have ten in all
  })
})

/** Seconds of a lease, as the function's code has it. */
const leaseIn = (file: string) => Number(/LEASE_SECONDS = (\d+)/.exec(readFileSync(file, 'utf8'))?.[1])

test.each([
  ['Poll', 'functions/poll.ts'],
  ['Alert', 'functions/alert/deps.ts'],
])('%s is cut off before its leases end', (name, file) => {
  expect(one('AWS::Lambda::Function', name).Properties.Timeout).toBeLessThan(leaseIn(file))
})

test('the site answers, and is judged, before an HTTP API gives up', () => {
  expect(one('AWS::Lambda::Function', 'ApiFunction').Properties.Timeout).toBeLessThan(30)
  expect(one('AWS::Lambda::Function', 'Authorize').Properties.Timeout).toBeLessThanOrEqual(10)
})

describe('every queue', () => {
  test.each(queues)('%s is encrypted and refuses what comes in the clear', (id, { Properties }) => {
    expect(Properties.SqsManagedSseEnabled).toBe(true)
    const policies = all('AWS::SQS::QueuePolicy').filter(([, policy]) => referred(policy.Properties.Queues) === id)
    expect(JSON.stringify(policies)).toContain(
      '"Action":"sqs:*","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"',
    )
  })
})

describe('the slots that are due', () => {
  const queue = one('AWS::SQS::Queue', 'Slots').Properties
  const mapping = one('AWS::Lambda::EventSourceMapping', 'Slots').Properties

  test('one bad record never sends its neighbours back', () => {
    expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
  })

  test('take at most half of the functions that a new account may run', () => {
    expect(mapping.ScalingConfig).toEqual({ MaximumConcurrency: 5 })
    expect(mapping.BatchSize).toBeLessThanOrEqual(10) // more needs a batching window
  })

  test('are not given out twice while a batch is worked on', () => {
    expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * one('AWS::Lambda::Function', 'Poll').Properties.Timeout)
  })

  test('rest among the dead letters before they lapse', () => {
    expect(referred(queue.RedrivePolicy.deadLetterTargetArn)).toMatch(/Failures/)
    const tries = queue.RedrivePolicy.maxReceiveCount
    expect(tries).toBe(4)
    expect(tries * queue.VisibilityTimeout).toBeLessThan(queue.MessageRetentionPeriod)
  })
})

describe('the stream', () => {
  const { Properties } = one('AWS::Lambda::EventSourceMapping', 'Stream')

  test('wakes alert for an article that owes, when it is recorded and not again when it changes', () => {
    const [{ Pattern }] = Properties.FilterCriteria.Filters
    expect(JSON.parse(Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { todo: { S: ['OWED'] } } },
    })
    expect(referred(Properties.FunctionName)).toMatch(/^Alert/)
    expect(all('AWS::DynamoDB::GlobalTable')[0]?.[1].Properties.StreamSpecification).toEqual({
      StreamViewType: 'NEW_IMAGE',
    })
  })

  test('is never blocked by a record that cannot be worked on', () => {
    expect(Properties).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 2 })
    expect(Properties.MaximumRecordAgeInSeconds).toBe(600)
    expect(referred(Properties.DestinationConfig.OnFailure.Destination)).toMatch(/Failures/)
  })
})

test.each([
  ['EveryMinute', 'rate(1 minute)', /^Dispatch/],
  ['Sweep', 'rate(1 minute)', /^Alert/],
  ['EveryHour', 'rate(1 hour)', /^Reconcile/],
])('%s is %s, to the minute, with the event of the scheduler itself', (name, rate, wakes) => {
  const { Properties } = one('AWS::Scheduler::Schedule', name)
  expect(Properties).toMatchObject({ ScheduleExpression: rate, FlexibleTimeWindow: { Mode: 'OFF' } })
  expect(Properties.Target).not.toHaveProperty('Input')
  expect(referred(Properties.Target.Arn)).toMatch(wakes)
  expect(referred(Properties.Target.DeadLetterConfig.Arn)).toMatch(/Failures/)
  const minutes = rate.includes('hour') ? 60 : 1
  expect(Properties.Target.RetryPolicy.MaximumEventAgeInSeconds).toBeLessThanOrEqual(minutes * 60)
})

describe('the way in', () => {
  test('asks the authorizer on every route, about everybody, every time', () => {
    const [[authorizer, { Properties }] = ['', one('AWS::ApiGatewayV2::Authorizer', 'Door')]] = all(
      'AWS::ApiGatewayV2::Authorizer',
    )
    expect(Properties).toMatchObject({ AuthorizerResultTtlInSeconds: 0, EnableSimpleResponses: true })
    expect(Properties).toMatchObject({ AuthorizerType: 'REQUEST', AuthorizerPayloadFormatVersion: '2.0' })
    expect(Properties.IdentitySource ?? []).toEqual([])
    for (const [, route] of all('AWS::ApiGatewayV2::Route'))
      expect(route.Properties).toMatchObject({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizer } })
  })

  test('has the public routes by name, and one for all others', () => {
    const keys = all('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey)
    const named = PUBLIC.map(path => `ANY ${path.replace('/*', '/{rest+}')}`)
    expect(keys.toSorted()).toEqual(['$default', ...named].toSorted())
  })

  test('lets API Gateway call site and authorizer', () => {
    const called = all('AWS::Lambda::Permission').map(([, { Properties }]) => referred(Properties.FunctionName))
    expect(called.map(name => name?.replace(/Function.*/, '')).toSorted()).toEqual(['Api', 'Authorize'])
  })

  test('slows down who asks too much, opens to no other origin, and keeps no path, for some are secret', () => {
    const stage = one('AWS::ApiGatewayV2::Stage', 'Door').Properties
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 20, ThrottlingRateLimit: 5 })
    expect(stage.AccessLogSettings.Format).not.toMatch(/path|authorization|cookie/i)
    expect(one('AWS::ApiGatewayV2::Api', 'Door').Properties).not.toHaveProperty('CorsConfiguration')
  })
})

test('SNS may leave what it could not deliver, for the topics of this stack and account', () => {
  const policies = all('AWS::SQS::QueuePolicy').map(([, { Properties }]) => JSON.stringify(Properties.PolicyDocument))
  const forSns = policies.filter(policy => policy.includes('sns.amazonaws.com'))
  expect(forSns).toHaveLength(1)
  expect(forSns[0]).toMatch(
    /"Action":"sqs:SendMessage","Condition":{"ArnLike":{"aws:SourceArn":{"Fn::Join":\["",\[.*{"Ref":"AWS::AccountId"},":NewsAlerts_\*"\]\]}}},"Effect":"Allow"/,
  )
  expect(forSns[0]).not.toContain('aws:SourceAccount') // the ARN names it, and SNS need not say it twice
})

test('the file is applied when it has changed, and somebody waits for the answer no longer than needed', () => {
  const { Properties } = one('Custom::NewsAlertsConfiguration', 'Applied')
  expect(Properties.digest).toMatch(/^[0-9a-f]{64}$/)
  const { Timeout } = one('AWS::Lambda::Function', 'Apply').Properties
  expect(Number(Properties.ServiceTimeout)).toBeGreaterThan(Timeout)
  expect(Number(Properties.ServiceTimeout)).toBeLessThan(3600)
})

test('the file is applied last of all: nothing can fail any more when people are asked or told', () => {
  const { DependsOn = [] } = one('Custom::NewsAlertsConfiguration', 'Applied')
  const others = Object.keys(resources).filter(id => !/^(Applied|Apply|AWSCDK|CDKMetadata)/.test(id))
  expect(others.length).toBeGreaterThan(70)
  expect(others.filter(id => !DependsOn.includes(id))).toEqual([])
})

test('a file that could not be applied is not tried again behind the back of the deployment', () => {
  const asynchronous = all('AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => Properties)
  const apply = asynchronous.find(of => referred(of.FunctionName)?.startsWith('Apply'))
  expect(apply).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 })
  const { Timeout } = one('AWS::Lambda::Function', 'Apply').Properties
  const patience = Number(one('Custom::NewsAlertsConfiguration', 'Applied').Properties.ServiceTimeout)
  expect(Timeout + apply.MaximumEventAgeInSeconds).toBeLessThanOrEqual(patience)
})

test('outputs say where it is, what there is, how to get in, and what the command line calls', () => {
  const { ApiUrl, Channels, Changed, TokenCommand, ...rest } = template.toJSON()['Outputs']
  expect(ApiUrl.Value).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^DoorApi/), 'ApiEndpoint'] })
  expect(Channels.Value).toBe('fraud-desk, night-desk')
  expect(Changed.Value).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Applied/), 'Applied'] })
  expect(TokenCommand.Value).toBe('npm run news-alerts -- token --stack NewsAlerts')
  const names = Object.keys(rest)
  expect(names).toEqual(['ApiFunction', 'DispatchFunction', 'AlertFunction', 'Failures', 'Undelivered'])
  for (const name of names) expect(referred(rest[name].Value)).toMatch(new RegExp(`^(DeadLetters)?${name}`))
})

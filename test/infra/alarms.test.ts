import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Happening } from '../../functions/log.ts'
import { log, logFailure } from '../../shared/lambda/log.ts'
import { ofType, type Resource, resourcesOf, templateOf, warningsOf } from './synth.ts'

const WITH_SMS = `
defaults: { contact: ops@example.org }
feeds: [{ url: https://news.example.org/rss }]
topics: [{ pack: fraud }]
sms: { countries: [FR, BE] }
`
const resources = resourcesOf(templateOf())
const propertiesOf = (type: string, of = resources) => ofType(of, type).map(([, { Properties }]) => Properties)
const alarms = propertiesOf('AWS::CloudWatch::Alarm')

/** What in the template a property refers to, without the digits by which names there end. */
const referred = (value: unknown) => /"(?:Ref|Fn::GetAtt)":\[?"(\w+?)(?:[0-9A-F]{8})?"/.exec(JSON.stringify(value))?.[1]

/** What an alarm looks at and when it rings: `or silence` is what CloudWatch does if there is nothing to count. */
function rings({ Properties: of }: Pick<Resource, 'Properties'>): string {
  expect(of.EvaluationPeriods).toBe(1)
  const { Expression, Period } = of.Metrics?.[0] ?? of
  const metric = Expression ?? `${of.Statistic} of ${of.Namespace} ${of.MetricName} ${referred(of.Dimensions) ?? ''}`
  const sign = { GreaterThanOrEqualToThreshold: '>=', LessThanThreshold: '<' }[String(of.ComparisonOperator)]
  const silence = { breaching: ' or silence', notBreaching: '' }[String(of.TreatMissingData)]
  return `${metric.trim()} ${sign} ${of.Threshold} in ${Period / 60} min${silence}`
}

const VISIBLE = 'Maximum of AWS/SQS ApproximateNumberOfMessagesVisible'
const RINGS = {
  DispatchSilent: 'Sum of AWS/Lambda Invocations DispatchFunction < 1 in 5 min or silence',
  DispatchFailing: 'Sum of AWS/Lambda Errors DispatchFunction >= 3 in 5 min',
  AlertSilent: 'Sum of AWS/Lambda Invocations AlertFunction < 1 in 5 min or silence',
  AlertFailing: 'Sum of AWS/Lambda Errors AlertFunction >= 3 in 5 min',
  SlotsWaiting: 'Maximum of AWS/SQS ApproximateAgeOfOldestMessage SlotsQueue >= 1200 in 5 min',
  PollFailing: 'Sum of NewsAlerts PollFailures >= 3 in 15 min',
  NotTold: 'Sum of NewsAlerts NotTold >= 1 in 5 min',
  Unheard: 'Sum of NewsAlerts Unheard >= 1 in 60 min',
  ReconcileFailing: 'Sum of AWS/Lambda Errors ReconcileFunction >= 1 in 60 min',
  ApiFailing: 'Sum of AWS/ApiGateway 5xx DoorApi >= 3 in 5 min',
  DeadLetters: `${VISIBLE} DeadLettersFailures >= 1 in 5 min`,
  Undelivered: `${VISIBLE} DeadLettersUndelivered >= 1 in 5 min`,
}
const SMS = { SmsFailing: 'SELECT AVG(SMSSuccessRate) FROM "AWS/SNS" < 1 in 60 min' }

const ringsOf = (of: typeof alarms) =>
  Object.fromEntries(of.map(Properties => [Properties.AlarmName.replace('NewsAlerts-', ''), rings({ Properties })]))

describe('every alarm', () => {
  test('looks at what it is named after', () => {
    expect(ringsOf(alarms)).toEqual(RINGS)
  })

  test('and if the file turns SMS on, there is one for what did not arrive', () => {
    const more = propertiesOf('AWS::CloudWatch::Alarm', resourcesOf(templateOf(WITH_SMS)))
    expect(ringsOf(more)).toEqual({ ...RINGS, ...SMS })
  })

  test.each(alarms.map(({ AlarmName, ...rest }) => [AlarmName, rest]))(
    '%s tells somebody what it means',
    (_, alarm) => {
      expect(alarm.AlarmActions).toHaveLength(1)
      expect(referred(alarm.AlarmActions)).toBe('AlarmsTopic')
      expect(alarm.AlarmDescription).toMatch(/\.$/)
    },
  )

  test('docs/operations.md says of each what to do, docs/cost.md what they cost', () => {
    const page = readFileSync('docs/operations.md', 'utf8')
    expect(Object.keys({ ...RINGS, ...SMS }).filter(name => !page.includes(`| \`${name}\` |`))).toEqual([])
    expect(readFileSync('docs/cost.md', 'utf8')).toContain(`| Alarms | ${alarms.length} |`)
  })
})

const FAILED: Happening = {
  ...{ what: 'send-failed', channel: 'desk', route: 'sms', message: 'm', error: 'e' },
  ...{ outcome: 'failed', attempts: 6 },
}

describe('what is counted in a log', () => {
  const filters = Object.fromEntries(
    propertiesOf('AWS::Logs::MetricFilter').map(of => [of.MetricTransformations[0].MetricName, of]),
  )

  test.each([
    ['PollFailures', 'PollLog', '{ $.what = "failed" }'],
    ['NotTold', 'AlertLog', '{ $.what = "send-failed" && ($.outcome != "failed" || $.attempts > 6) }'],
    ['Unheard', 'ReconcileLog', '{ $.what = "unheard" }'],
  ])('%s is in %s', (name, whose, pattern) => {
    expect(referred(filters[name].LogGroupName)).toBe(whose)
    expect(filters[name].FilterPattern).toBe(pattern)
    expect(filters[name].MetricTransformations).toEqual([
      { MetricName: name, MetricNamespace: 'NewsAlerts', MetricValue: '1' },
    ])
  })

  test('each in its own log', () => {
    expect(Object.keys(filters).toSorted()).toEqual(['NotTold', 'PollFailures', 'Unheard'])
  })

  test.each<[string, () => void, string[]]>([
    ['work that failed', () => logFailure('poll', new Error('no')), ['PollFailures']],
    ['a publish that is tried again', () => log(FAILED), []],
    ['one refused again and again', () => log({ ...FAILED, attempts: 7 }), ['NotTold']],
    ['one that may have arrived', () => log({ ...FAILED, outcome: 'unknown', attempts: 1 }), ['NotTold']],
    ['one that is given up', () => log({ ...FAILED, outcome: 'refused', attempts: 5 }), ['NotTold']],
    ['a channel that nobody hears', () => log({ what: 'unheard', channel: 'desk' }), ['Unheard']],
    ['a gap', () => log({ what: 'gap', feed: 'f', title: 't' }), []],
  ])('%s', (_, happen, counted) => {
    const lines: string[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation(line => lines.push(String(line)) > 0)
    onTestFinished(() => void vi.restoreAllMocks())
    happen()
    expect(Object.keys(filters).filter(name => matches(filters[name].FilterPattern, lines[0] ?? ''))).toEqual(counted)
  })
})

/** JavaScript reads the few forms that patterns here have as CloudWatch does, but for the sign of equality. */
const matches = (pattern: string, line: string): boolean =>
  runInNewContext(pattern.slice(1, -1).replaceAll(' = ', ' === '), { $: JSON.parse(line) })

describe('who is told', () => {
  const [policy] = propertiesOf('AWS::SNS::TopicPolicy')

  test('CloudWatch may publish, nobody in the clear', () => {
    expect(propertiesOf('AWS::SNS::Topic')).toHaveLength(1)
    expect(propertiesOf('AWS::SNS::Topic')[0] ?? {}).not.toHaveProperty('KmsMasterKeyId')
    const text = JSON.stringify(policy.PolicyDocument)
    expect(text).toMatch(/"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"}/)
    expect(text).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"')
  })

  test('the contact of the file', () => {
    expect(propertiesOf('AWS::SNS::Subscription')).toMatchObject([{ Protocol: 'email', Endpoint: 'ops@example.org' }])
    expect(warningsOf()).toEqual([])
  })

  test.each(['', 'defaults: { contact: "https://example.org/@desk" }'])(
    'nobody if it names no mailbox, and whoever deploys is warned: %j',
    contact => {
      const file = `${contact}\nfeeds: [{ url: https://news.example.org/rss }]\ntopics: [{ pack: fraud }]\n`
      templateOf(file).resourceCountIs('AWS::SNS::Subscription', 0)
      expect(warningsOf(file)).toEqual([expect.stringMatching(/alarms .* nobody.*defaults\.contact/)])
    },
  )
})

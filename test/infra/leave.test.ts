import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../infra/bundle.ts'
import { callsOf, filesOf } from './calls.ts'
import { ofType, type Resource, resourcesOf, templateOf } from './synth.ts'

const resources = resourcesOf(templateOf())
const ENTRIES: readonly Entry[] = ['dispatch', 'poll', 'alert', 'api', 'authorize', 'apply', 'reconcile']

interface Statement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const listed = (one: string | readonly string[]): readonly string[] => [one].flat()
const nameOf = (entry: Entry) => `${entry.charAt(0).toUpperCase()}${entry.slice(1)}`
const policies = [...ofType(resources, 'AWS::IAM::Policy'), ...ofType(resources, 'AWS::IAM::ManagedPolicy')]

/** All that a function's role may do. */
function leaveOf(entry: Entry): Statement[] {
  const isIts = ({ Properties }: Resource) => JSON.stringify(Properties.Roles).includes(`"${nameOf(entry)}Role`)
  return policies.flatMap(([, policy]) => (isIts(policy) ? policy.Properties.PolicyDocument.Statement : []))
}

/** As callsOf says it: a query of an index by the index's name. */
function grantsOf(entry: Entry): string[] {
  const grants = leaveOf(entry).flatMap(({ Action, Resource }) =>
    listed(Action).flatMap(action => {
      const indexes = [...JSON.stringify(Resource).matchAll(/\/index\/(\w+)/g)].map(([, index]) => `${action} ${index}`)
      return indexes.length > 0 ? indexes : [action]
    }),
  )
  return [...new Set(grants)].filter(grant => !forLambda(entry).includes(grant)).toSorted()
}

/** What Lambda does in a function's name: it writes its log, and hands it messages and records. */
const forLambda = (entry: Entry) => [
  ...['logs:CreateLogStream', 'logs:PutLogEvents'],
  ...(entry === 'poll' ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] : []),
  ...(entry === 'alert'
    ? ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(call => `dynamodb:${call}`)
    : []),
  ...(entry === 'alert' ? ['sqs:SendMessage'] : []), // a batch of the stream that was given up
]

describe('a function may make every call its code makes, and no other', () => {
  test.each(ENTRIES)('%s', entry => {
    expect(grantsOf(entry)).toEqual(callsOf(entry))
  })
})

describe('a function is given the settings its code reads, and no other', () => {
  test.each(ENTRIES)('%s', entry => {
    const texts = filesOf(entry).map(file => readFileSync(file, 'utf8'))
    const asked = texts.flatMap(text => [...text.matchAll(/\benv\('(\w+)'\)/g)].map(([, name]) => name))
    const [, it] = ofType(resources, 'AWS::Lambda::Function').find(([id]) => id.startsWith(nameOf(entry))) ?? []
    expect(Object.keys(it?.Properties.Environment.Variables).toSorted()).toEqual([...new Set(asked)].toSorted())
  })
})

test('no policy has a star for an action or a resource', () => {
  const statements: Statement[] = policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
  expect(statements.length).toBeGreaterThan(20)
  for (const { Effect, Action, Resource } of statements) {
    expect(Effect).toBe('Allow')
    expect(JSON.stringify([Action, Resource])).not.toContain('*')
  }
})

test('no role has leave from anywhere else', () => {
  for (const [, { Properties }] of ofType(resources, 'AWS::IAM::Role')) {
    expect(Object.keys(Properties)).toEqual(['AssumeRolePolicyDocument'])
    expect(JSON.stringify(Properties)).toMatch(/"Service":"(lambda|scheduler)\.amazonaws\.com"/)
  }
})

const LEADING = 'dynamodb:LeadingKeys'
const partitionsOf = ({ Condition }: Statement) => Condition?.['ForAllValues:StringLike']?.[LEADING]
const onTable = (entry: Entry) =>
  leaveOf(entry).filter(({ Action }) => listed(Action).some(action => /^dynamodb:\w+Item$/.test(action)))

test('poll can neither publish nor read whose addresses there are, nor change the configuration', () => {
  expect(JSON.stringify(leaveOf('poll'))).not.toMatch(/sns:|PERSON|CHANNEL|ACCESS|index/)
  expect(onTable('poll').map(({ Action, ...rest }) => [Action, partitionsOf({ Action, ...rest })])).toEqual([
    [
      ['dynamodb:GetItem', 'dynamodb:Query'],
      ['CONFIG', 'CONFIG#*'],
    ],
    [
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      ['SLOT#*', 'ARTICLE#*'],
    ],
  ])
})

test('dispatch sees slots and which configuration counts, the authorizer one item', () => {
  expect(onTable('dispatch').map(partitionsOf)).toEqual([['CONFIG', 'SLOT#*']])
  expect(onTable('authorize').map(partitionsOf)).toEqual([['ACCESS']])
})

test('who calls SNS may do so about the channels of the file alone, each by its name', () => {
  const named = JSON.stringify(leaveOf('alert').filter(({ Action }) => listed(Action).includes('sns:Publish')))
  expect([...named.matchAll(/:(NewsAlerts_[\w-]+)/g)].map(([, name]) => name)).toEqual(
    ['fraud-desk-mail', 'fraud-desk-sms', 'night-desk-mail', 'night-desk-sms'].map(name => `NewsAlerts_${name}`),
  )
})

test('a deployment that takes a channel away removes the leave to remove its SNS topics last', () => {
  const before = new Set(policies.map(([id]) => id))
  const after = resourcesOf(templateOf(ONE_CHANNEL))
  const stayed = ofType(after, 'AWS::IAM::ManagedPolicy').filter(([id]) => before.has(id))
  expect(stayed).toEqual([]) // by another name: CloudFormation makes new ones first, and removes what is gone at the end
})

const ONE_CHANNEL = `
feeds: [{ url: https://news.example.org/rss }]
topics: [{ pack: fraud }]
channels: [{ id: fraud-desk, topics: [fraud] }]
`

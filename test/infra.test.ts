import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { NewsAlertsStack } from '../infra/stack.ts'
import { TABLE_SHAPE } from '../shared/store/table.ts'

const template = Template.fromStack(
  new NewsAlertsStack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Test'),
)
const [table] = Object.values(template.findResources('AWS::DynamoDB::GlobalTable'))

test('the deployed table has the keys and indexes of the one on a laptop', () => {
  const byName = (a: { IndexName: string }, b: { IndexName: string }) => a.IndexName.localeCompare(b.IndexName)
  const { Properties } = table ?? {}
  expect(Properties.KeySchema).toEqual(TABLE_SHAPE.KeySchema)
  expect(Properties.LocalSecondaryIndexes).toEqual(TABLE_SHAPE.LocalSecondaryIndexes)
  expect(Properties.GlobalSecondaryIndexes.toSorted(byName)).toEqual(
    TABLE_SHAPE.GlobalSecondaryIndexes.toSorted(byName),
  )
  const named = Properties.AttributeDefinitions.map(({ AttributeName }: { AttributeName: string }) => AttributeName)
  expect(named.toSorted()).toEqual(
    TABLE_SHAPE.AttributeDefinitions.map(({ AttributeName }) => AttributeName).toSorted(),
  )
})

test('destroying the stack keeps what was matched', () => {
  expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
})

import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import { TABLE_SHAPE } from '../shared/store/table.ts'

const projections = { ALL: ProjectionType.ALL, KEYS_ONLY: ProjectionType.KEYS_ONLY }

/** Every key is a string. */
const attribute = (name: string): Attribute => ({ name, type: AttributeType.STRING })

function keysOf(schema: readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[]) {
  const named = (type: 'HASH' | 'RANGE') => schema.find(({ KeyType }) => KeyType === type)?.AttributeName
  const [hash, range] = [named('HASH'), named('RANGE')]
  if (!hash || !range) throw new Error('every key of the table has a hash and a range')
  return { partitionKey: attribute(hash), sortKey: attribute(range) }
}

/** What is deployed: for now the table, which outlives everything else. */
export class NewsAlertsStack extends Stack {
  readonly table = new TableV2(this, 'Table', {
    ...keysOf(TABLE_SHAPE.KeySchema),
    localSecondaryIndexes: TABLE_SHAPE.LocalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
      indexName: IndexName,
      sortKey: keysOf(KeySchema).sortKey,
      projectionType: projections[Projection.ProjectionType],
    })),
    globalSecondaryIndexes: TABLE_SHAPE.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
      indexName: IndexName,
      ...keysOf(KeySchema),
      projectionType: projections[Projection.ProjectionType],
    })),
    billing: Billing.onDemand(),
    timeToLiveAttribute: 'expires',
    dynamoStream: StreamViewType.KEYS_ONLY, // it only wakes; whoever is woken reads the table
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.RETAIN,
  })
}

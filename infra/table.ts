import { RemovalPolicy } from 'aws-cdk-lib'
import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { type INDEX, TABLE_SHAPE } from '../shared/store/table.ts'

const projections = { ALL: ProjectionType.ALL, KEYS_ONLY: ProjectionType.KEYS_ONLY }

/** Every key is a string. */
const attribute = (name: string): Attribute => ({ name, type: AttributeType.STRING })

function keysOf(schema: readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[]) {
  const named = (type: 'HASH' | 'RANGE') => schema.find(({ KeyType }) => KeyType === type)?.AttributeName
  const [hash, range] = [named('HASH'), named('RANGE')]
  if (!hash || !range) throw new Error('every key of the table has a hash and a range')
  return { partitionKey: attribute(hash), sortKey: attribute(range) }
}

/** What the store asks of DynamoDB: the calls behind shared/store/db.ts. */
type Call = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem'

/** The table. It outlives the stack. */
export class Table extends Construct {
  private readonly table = new TableV2(this, 'Table', {
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
    dynamoStream: StreamViewType.NEW_IMAGE, // the filter on what wakes `alert` looks at the item as it is now
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, // but a first deployment that fails leaves none behind
  })

  readonly name = this.table.tableName
  readonly stream = this.table.tableStreamArn ?? ''

  /**
   * Leave to make these calls on items.
   * @param partitions the keys of the only partitions they may touch, `*` standing for the rest of a key; all if absent
   */
  may(calls: readonly Call[], partitions?: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: calls.map(call => `dynamodb:${call}`),
      resources: [this.table.tableArn],
      // Leading keys are the partition keys a request names, all of them (Developer Guide, "Specifying conditions").
      ...(partitions && { conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } } }),
    })
  }

  /** Leave to query these indexes. What stands in them is read, as items, by leave of its own. */
  mayQuery(...indexes: readonly (keyof typeof INDEX)[]): PolicyStatement {
    return new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: indexes.map(index => `${this.table.tableArn}/index/${index}`),
    })
  }
}

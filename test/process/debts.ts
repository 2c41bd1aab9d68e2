import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { startTable, TABLE_NAME } from '../../local/table.ts'
import { openStore, type Store } from '../../shared/store/store.ts'

/** What a data folder still owes. */
export interface Debts {
  /** Articles whose stories and alerts are not worked out. */
  readonly articles: number
  readonly alerts: number
  /** Messages whose alerts are not crossed off, and those among them that were being sent. */
  readonly unsettled: number
  readonly sending: number
}

/** Looks into the data folder of a program that is not running. */
export async function inFolder<T>(folder: string, look: (store: Store, debts: Debts) => Promise<T>): Promise<T> {
  const table = await startTable(folder)
  try {
    const FilterExpression = 'attribute_exists(todo) OR attribute_exists(dueAt) OR settled = :no'
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new ScanCommand({ TableName: TABLE_NAME, FilterExpression, ExpressionAttributeValues: { ':no': false } }),
    )
    if (LastEvaluatedKey) throw new Error('the table has become too large to look through at once')
    const messages = Items.filter(item => item['settled'] === false)
    return await look(openStore(table.client, TABLE_NAME), {
      articles: Items.filter(item => item['todo'] === 'OWED').length,
      alerts: Items.filter(item => item['dueAt']).length,
      unsettled: messages.length,
      sending: messages.filter(item => item['state'] === 'sending').length,
    })
  } finally {
    await table.close()
  }
}

export const sum = ({ articles, alerts, unsettled }: Debts) => articles + alerts + unsettled

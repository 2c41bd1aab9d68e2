import { expect, test } from 'vitest'
import { type Change, updateOf, worded } from '../../shared/store/change.ts'

test.each<[string, Change, object]>([
  [
    'what is set, taken away and added to',
    { set: { state: 'sent' }, setNew: { dueAt: 'now' }, remove: ['alone', 'owner'], add: { rev: 1 } },
    {
      UpdateExpression:
        'SET #state = :to_state, #dueAt = if_not_exists(#dueAt, :to_dueAt) REMOVE #alone, #owner ADD #rev :to_rev',
      ExpressionAttributeNames: {
        ...{ '#state': 'state', '#dueAt': 'dueAt', '#alone': 'alone', '#owner': 'owner', '#rev': 'rev' },
      },
      ExpressionAttributeValues: { ':to_state': 'sent', ':to_dueAt': 'now', ':to_rev': 1 },
    },
  ],
  [
    'one attribute as it was and as it is to be',
    { set: { rank: 2 }, when: '#rank < :rank', values: { rank: 1 } },
    {
      UpdateExpression: 'SET #rank = :to_rank',
      ConditionExpression: '#rank < :rank',
      ExpressionAttributeNames: { '#rank': 'rank' },
      ExpressionAttributeValues: { ':rank': 1, ':to_rank': 2 },
    },
  ],
  [
    'no values where none are needed, which DynamoDB would refuse',
    { remove: ['todo'], when: 'attribute_exists(pk)' },
    {
      UpdateExpression: 'REMOVE #todo',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#todo': 'todo' },
    },
  ],
])('an update words %s', (_, change, words) => {
  expect(updateOf(change)).toEqual(words)
})

test('a write without a condition words nothing', () => {
  expect(worded({})).toEqual({})
})

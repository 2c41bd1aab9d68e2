import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { accessStore } from './access.ts'
import { articleStore } from './articles.ts'
import { configStore } from './configs.ts'
import { openDb } from './db.ts'
import { deskStore } from './desks.ts'
import { feedStore } from './feeds.ts'
import { matchStore } from './matches.ts'
import { messageStore } from './messages.ts'
import { owingStore } from './owing.ts'
import { peopleStore } from './people.ts'
import { slotStore } from './slots.ts'
import { storyStore } from './stories.ts'

/**
 * Every question the product asks of its table, by the word it is about.
 * @param client given from outside, so that a test can fail, repeat or lose any call
 */
export function openStore(client: DynamoDBDocumentClient, table: string) {
  const db = openDb(client, table)
  return {
    access: accessStore(db),
    articles: articleStore(db),
    configs: configStore(db),
    desks: deskStore(db),
    feeds: feedStore(db),
    matches: matchStore(db),
    messages: messageStore(db),
    owing: owingStore(db),
    people: peopleStore(db),
    slots: slotStore(db),
    stories: storyStore(db),
  }
}

export type Store = ReturnType<typeof openStore>

import type { Alert, Channel, Route, Severity, Told } from '../words.ts'
import { SEVERITIES } from '../words.ts'
import type { Db, Item } from './db.ts'
import { alertKey, deskKey, expiresAt, FORMAT, INDEX, KEEP_DAYS } from './table.ts'

/** What waits at a desk, oldest first. */
export interface Waiting {
  readonly due: readonly Alert[]
  /** When the first that is not yet due will be; null if nothing waits. */
  readonly next: string | null
}

type At = Pick<Channel, 'id'> & { readonly route: Route }

const toAlert = (item: Item): Alert => ({
  channel: item['channel'],
  route: item['route'],
  story: item['story'],
  state: item['state'],
  severity: item['severity'],
  told: item['told'],
  owedRev: item['owedRev'],
  sentRev: item['sentRev'],
  dueAt: item['dueAt'] ?? null,
  alone: item['alone'] ?? false,
})

/** What is owed at desks. */
export const alertStore = (db: Db) => ({
  /**
   * Owes a story to a channel's route, once. Owed again it changes nothing, unless it is more severe than it was owed or
   * told: then there is something new to tell, when it was due already or else at the new time.
   */
  async owe({ id, route }: At, alert: { story: string; severity: Severity; dueAt: Date; now: Date }): Promise<void> {
    const { story, severity, now } = alert
    const dueAt = alert.dueAt.toISOString()
    const rank = SEVERITIES.indexOf(severity)
    const fresh = {
      channel: id,
      route,
      story,
      severity,
      rank,
      told: null,
      state: 'owed',
      owedRev: 1,
      sentRev: 0,
      dueAt,
    }
    const item = { ...alertKey(id, route, story), v: FORMAT, ...fresh, expires: expiresAt(now, KEEP_DAYS.message) }
    if (await db.put(item, { ConditionExpression: 'attribute_not_exists(pk)' })) return
    await db.update(alertKey(id, route, story), {
      UpdateExpression:
        'SET severity = :severity, #rank = :rank, #state = :owed, dueAt = if_not_exists(dueAt, :due) ADD owedRev :one',
      ConditionExpression: '#rank < :rank',
      ExpressionAttributeNames: { '#rank': 'rank', '#state': 'state' },
      ExpressionAttributeValues: { ':severity': severity, ':rank': rank, ':owed': 'owed', ':due': dueAt, ':one': 1 },
    })
  },

  /** The alerts owed at a desk, read consistently: what is due, at most `limit`, and when the next will be. */
  async waiting({ id, route }: At, now: Date, limit: number): Promise<Waiting> {
    const { items } = await db.page({
      IndexName: INDEX.due,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :desk',
      ExpressionAttributeValues: { ':desk': deskKey(id, route).pk },
      Limit: limit,
    })
    const alerts = (await db.getMany(items.map(({ pk, sk }) => ({ pk, sk }))))
      .map(toAlert)
      .filter(({ dueAt }) => dueAt !== null)
    const isDue = ({ dueAt }: Alert) => dueAt !== null && dueAt <= now.toISOString()
    return { due: alerts.filter(isDue), next: alerts.find(alert => !isDue(alert))?.dueAt ?? null }
  },

  /** What these desks are or were owed of a story; a desk that never was is left out. */
  async ofStory(desks: readonly At[], story: string): Promise<Alert[]> {
    return (await db.getMany(desks.map(({ id, route }) => alertKey(id, route, story)))).map(toAlert)
  },

  /** Crosses an alert off at the revision a message told it; what has been owed since stays owed. */
  async settle(
    { id, route }: At,
    told: Pick<Told, 'story' | 'rev' | 'severity'>,
    state: 'sent' | 'unknown',
  ): Promise<void> {
    const { story, rev, severity } = told
    const key = alertKey(id, route, story)
    const settled = await db.update(key, {
      UpdateExpression: 'SET sentRev = :rev, told = :told, #rank = :rank, #state = :state REMOVE dueAt, alone',
      ConditionExpression: 'owedRev = :rev',
      ExpressionAttributeNames: { '#rank': 'rank', '#state': 'state' },
      ExpressionAttributeValues: {
        ':rev': rev,
        ':told': severity,
        ':rank': SEVERITIES.indexOf(severity),
        ':state': state,
      },
    })
    if (settled) return
    await db.update(key, {
      UpdateExpression: 'SET sentRev = :rev, told = :told',
      ConditionExpression: 'owedRev > :rev AND sentRev < :rev',
      ExpressionAttributeValues: { ':rev': rev, ':told': severity },
    })
  },

  /** Lets what is still owed be told in a message of its own: it was in one that was refused. */
  async setApart({ id, route }: At, story: string): Promise<void> {
    await db.update(alertKey(id, route, story), {
      UpdateExpression: 'SET alone = :true',
      ConditionExpression: 'attribute_exists(dueAt)',
      ExpressionAttributeValues: { ':true': true },
    })
  },

  /** Crosses an alert off that the carrier refused. Its rank stays: only if more severe is it owed again, and alone. */
  async giveUp({ id, route }: At, { story, rev }: Pick<Told, 'story' | 'rev'>): Promise<void> {
    await db.update(alertKey(id, route, story), {
      UpdateExpression: 'SET #state = :refused, alone = :true REMOVE dueAt',
      ConditionExpression: 'owedRev = :rev AND attribute_exists(dueAt)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':refused': 'refused', ':rev': rev, ':true': true },
    })
  },

  /** Crosses an alert off that nobody is told of. Whoever is owed the story again, is. */
  async drop(alert: Alert): Promise<boolean> {
    return cancel(db, alert)
  },

  /** Everything that is owed at a desk, due or not. */
  async owed(at: At): Promise<Alert[]> {
    return owed(db, at)
  },

  /**
   * Cancels every debt of a desk. What its last message told is settled by whoever next takes it.
   * @returns how many there were
   */
  async cancel(at: At): Promise<number> {
    let cancelled = 0
    for (const alert of await owed(db, at)) if (await cancel(db, alert)) cancelled += 1
    return cancelled
  },
})

async function owed(db: Db, { id, route }: At): Promise<Alert[]> {
  const entries = await db.all({
    IndexName: INDEX.due,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :desk',
    ExpressionAttributeValues: { ':desk': deskKey(id, route).pk },
  })
  return (await db.getMany(entries.map(({ pk, sk }) => ({ pk, sk })))).map(toAlert)
}

/** Its rank falls back to what was told, so that the same story can be owed again. */
async function cancel(db: Db, { channel, route, story, told, owedRev }: Alert): Promise<boolean> {
  const item = await db.update(alertKey(channel, route, story), {
    UpdateExpression: 'SET #state = :cancelled, #rank = :told REMOVE dueAt',
    ConditionExpression: 'owedRev = :rev AND attribute_exists(dueAt)',
    ExpressionAttributeNames: { '#state': 'state', '#rank': 'rank' },
    ExpressionAttributeValues: {
      ':cancelled': 'cancelled',
      ':told': told === null ? -1 : SEVERITIES.indexOf(told),
      ':rev': owedRev,
    },
  })
  return item !== null
}

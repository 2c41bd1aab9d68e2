import { type Alert, type Channel, type Route, SEVERITIES, type Severity, type Told } from '../words.ts'
import { type Db, type Item, under } from './db.ts'
import { alertKey, deskKey, expiresAt, FORMAT, INDEX, KEEP_DAYS } from './table.ts'

/** What waits at a desk, oldest first. */
export interface Waiting {
  readonly due: readonly Alert[]
  /** When the first that is not yet due will be; null if nothing waits. */
  readonly next: string | null
}

/** A channel's route. */
export type At = Pick<Channel, 'id'> & { readonly route: Route }

function toAlert(item: Item): Alert {
  const { channel, route, story, state, severity, told, owedRev, sentRev, dueAt = null, alone = false } = item
  return { channel, route, story, state, severity, told, owedRev, sentRev, dueAt, alone }
}

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
      ...{ channel: id, route, story, severity, rank, dueAt },
      ...{ told: null, state: 'owed', owedRev: 1, sentRev: 0 },
    }
    const item = { ...alertKey(id, route, story), v: FORMAT, ...fresh, expires: expiresAt(now, KEEP_DAYS.message) }
    if (await db.put(item, { when: 'attribute_not_exists(pk)' })) return
    await db.update(alertKey(id, route, story), {
      set: { severity, rank, state: 'owed' },
      setNew: { dueAt },
      add: { owedRev: 1 },
      when: '#rank < :rank',
      values: { rank },
    })
  },

  /** The alerts owed at a desk, read consistently: what is due, at most `limit`, and when the next will be. */
  async waiting({ id, route }: At, now: Date, limit: number): Promise<Waiting> {
    const { items } = await db.page({ ...under(deskKey(id, route).pk), IndexName: INDEX.due, Limit: limit })
    const alerts = (await db.getMany(items)).map(toAlert).filter(({ dueAt }) => dueAt !== null)
    if (alerts.length < items.length) return this.waiting({ id, route }, now, limit) // in place of what ended meanwhile
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
    const rank = SEVERITIES.indexOf(severity)
    const settled = await db.update(key, {
      set: { sentRev: rev, told: severity, rank, state },
      remove: ['dueAt', 'alone'],
      // Or cancelled while it was being sent, and owed anew since: what is owed is no graver than what was told after all.
      when: 'owedRev = :rev OR (owedRev > :rev AND #rank <= :told)',
      values: { rev, told: rank },
    })
    if (settled) return
    await db.update(key, {
      set: { sentRev: rev, told: severity },
      when: 'owedRev > :rev AND sentRev < :rev',
      values: { rev },
    })
  },

  /**
   * Owes an alert no more gravely than it is going to be told, so that what is graver is a rise.
   * @returns false if it has been owed anew since it was read: then there is more to tell
   */
  async lower({ channel, route, story, owedRev }: Alert, severity: Severity): Promise<boolean> {
    const item = await db.update(alertKey(channel, route, story), {
      set: { severity, rank: SEVERITIES.indexOf(severity) },
      when: 'owedRev = :rev AND attribute_exists(dueAt)',
      values: { rev: owedRev },
    })
    return item !== null
  },

  /** Lets what is still owed be told in a message of its own: it was in one that was refused. */
  async setApart({ id, route }: At, story: string): Promise<void> {
    await db.update(alertKey(id, route, story), { set: { alone: true }, when: 'attribute_exists(dueAt)' })
  },

  /** Crosses an alert off that the carrier refused. Its rank stays: only if more severe is it owed again, and alone. */
  async giveUp({ id, route }: At, { story, rev }: Pick<Told, 'story' | 'rev'>): Promise<void> {
    await db.update(alertKey(id, route, story), {
      set: { state: 'refused', alone: true },
      remove: ['dueAt'],
      when: 'owedRev = :rev AND attribute_exists(dueAt)',
      values: { rev },
    })
  },

  /** Crosses an alert off that nobody is told of. Whoever is owed the story again, is. */
  async drop(alert: Alert): Promise<boolean> {
    const { channel, route, story, told, owedRev } = alert
    const item = await db.update(alertKey(channel, route, story), {
      // It falls back to what was told, so that the same story can be owed again.
      set: { state: 'cancelled', rank: told === null ? -1 : SEVERITIES.indexOf(told) },
      remove: ['dueAt'],
      when: 'owedRev = :rev AND attribute_exists(dueAt)',
      values: { rev: owedRev },
    })
    return item !== null
  },

  /** Everything that is owed at a desk, due or not. */
  async owed({ id, route }: At): Promise<Alert[]> {
    const entries = await db.all({ ...under(deskKey(id, route).pk), IndexName: INDEX.due })
    return (await db.getMany(entries)).map(toAlert)
  },

  /**
   * Cancels every debt of a desk. What its last message told is settled by whoever next takes it.
   * @returns how many there were
   */
  async cancel(at: At): Promise<number> {
    let cancelled = 0
    for (const alert of await this.owed(at)) if (await this.drop(alert)) cancelled += 1
    return cancelled
  },
})

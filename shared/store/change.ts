type Attributes = Readonly<Record<string, unknown>>

/** What must hold for a write: in `when`, `#name` is an attribute of any name, and `:name` one of the values. */
export interface Condition {
  readonly when?: string
  readonly values?: Attributes
}

/** How an item changes. */
export interface Change extends Condition {
  readonly set?: Attributes
  /** Set only where there is none. */
  readonly setNew?: Attributes
  readonly remove?: readonly string[]
  readonly add?: Readonly<Record<string, number>>
}

/**
 * A condition as DynamoDB wants it: with every name and value that is used, and no other.
 * @param update what else names attributes
 */
export function worded({ when = '', values = {} }: Condition, update = '') {
  const names = [...`${update} ${when}`.matchAll(/#(\w+)/g)]
  const given = Object.entries(values).map(([name, value]) => [`:${name}`, value])
  return {
    ...(when && { ConditionExpression: when }),
    ...(names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) }),
    ...(given.length > 0 && { ExpressionAttributeValues: Object.fromEntries(given) }),
  }
}

/** The same with the change. What an attribute is given goes by another name than what the condition asks of it. */
export function updateOf({ set = {}, setNew = {}, remove = [], add = {}, when = '', values }: Change) {
  const clauses = {
    SET: [
      ...Object.keys(set).map(name => `#${name} = :to_${name}`),
      ...Object.keys(setNew).map(name => `#${name} = if_not_exists(#${name}, :to_${name})`),
    ],
    REMOVE: remove.map(name => `#${name}`),
    ADD: Object.keys(add).map(name => `#${name} :to_${name}`),
  }
  const said = Object.entries(clauses).filter(([, parts]) => parts.length > 0)
  const UpdateExpression = said.map(([verb, parts]) => `${verb} ${parts.join(', ')}`).join(' ')
  const given = Object.entries({ ...set, ...setNew, ...add }).map(([name, value]) => [`to_${name}`, value])
  return {
    UpdateExpression,
    ...worded({ when, values: { ...values, ...Object.fromEntries(given) } }, UpdateExpression),
  }
}

import type { Route } from '../words.ts'

/** Neither a stack's name nor a channel's id has a `_`: no two stacks share an SNS topic. */
export const topicName = (prefix: string, channel: string, route: Route) => `${prefix}_${channel}-${route}`

/**
 * How SNS calls a channel's topics. An ARN is worked out and never stored: it says nothing that is not known already.
 * @param prefix the stack's name @param functionArn of the function that asks: its account and region are theirs
 */
export function topicArns(prefix: string, functionArn: string): (channel: string, route: Route) => string {
  const [, partition, , region, account] = functionArn.split(':')
  return (channel, route) => `arn:${partition}:sns:${region}:${account}:${topicName(prefix, channel, route)}`
}

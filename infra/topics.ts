import { createHash } from 'node:crypto'
import { Stack } from 'aws-cdk-lib'
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { topicName } from '../shared/lambda/topics.ts'
import { type Channel, ROUTES } from '../shared/words.ts'
import type { Worker } from './worker.ts'

/** What functions ask of the SNS topics. */
type Call =
  | 'CreateTopic'
  | 'SetTopicAttributes'
  | 'DeleteTopic'
  | 'Publish'
  | 'Subscribe'
  | 'ConfirmSubscription'
  | 'ListSubscriptionsByTopic'
  // SNS asks for leave on the subscription's topic, whatever the Service Authorization Reference says: its refusals read
  // "not authorized to perform: SNS:Unsubscribe on resource: arn:aws:sns:<region>:<account>:<topic>".
  | 'Unsubscribe'

/** A managed policy has 6,144 characters at most, and these are two ARNs a channel (IAM User Guide, quotas). */
const CHANNELS_A_POLICY = 20
/** A role has ten managed policies at most, and while a deployment changes them it has the old and the new. */
export const MOST_CHANNELS = 5 * CHANNELS_A_POLICY

/**
 * Leave to call SNS about the topics of these channels, each by its name: there is no star. Each policy is named after
 * what it says, so that a deployment that takes a channel away removes the old policy last of all, when `apply` has had
 * leave to remove the channel's SNS topics.
 */
export function mayOnTopics(worker: Worker, channels: readonly Pick<Channel, 'id'>[], calls: readonly Call[]): void {
  const stack = Stack.of(worker)
  const actions = calls.map(call => `sns:${call}`)
  const ids = channels.map(({ id }) => id).toSorted()
  for (let at = 0; at < ids.length; at += CHANNELS_A_POLICY) {
    const names = ids
      .slice(at, at + CHANNELS_A_POLICY)
      .flatMap(id => ROUTES.map(route => topicName(stack.stackName, id, route)))
    const digest = createHash('sha256')
      .update(JSON.stringify([actions, names]))
      .digest('hex')
      .slice(0, 12)
    const resources = names.map(resource => stack.formatArn({ service: 'sns', resource }))
    const policy = new ManagedPolicy(worker, `Topics${digest}`, {
      roles: [worker.role],
      statements: [new PolicyStatement({ actions, resources })],
    })
    worker.function.node.addDependency(policy) // there before it runs, and until it is gone
  }
}

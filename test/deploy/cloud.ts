import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import {
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda'
import { ListSubscriptionsByTopicCommand, ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type MessageAttributeValue,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { openStore } from '../../shared/store/store.ts'
import { REGION } from './run.ts'

/** What an account's owner sees of it, and does in it beside the product. */
export function openCloud(endpoint: string) {
  const at = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
  const [cloudFormation, dynamo] = [new CloudFormationClient(at), new DynamoDBClient(at)]
  const [sns, sqs, lambda] = [new SNSClient(at), new SQSClient(at), new LambdaClient(at)]

  /** CloudFormation adds to its name. */
  async function functionNamed(name: string): Promise<string> {
    const { Functions = [] } = await lambda.send(new ListFunctionsCommand())
    return Functions.find(one => one.FunctionName?.includes(`-${name}Function`))?.FunctionName ?? name
  }

  return {
    /** The stack's outputs by name; null if there is no such stack. */
    async outputs(stack: string): Promise<Readonly<Record<string, string>> | null> {
      const found = await cloudFormation
        .send(new DescribeStacksCommand({ StackName: stack }))
        .catch(error => (/does not exist/.test(String(error)) ? null : Promise.reject(error)))
      const outputs = found?.Stacks?.[0]?.Outputs
      return outputs ? Object.fromEntries(outputs.map(one => [one.OutputKey, one.OutputValue ?? ''])) : null
    },

    /** Runs a function of the stack now. @param name as in infra/stack.ts @returns what it answered, or how it failed */
    async runNow(name: string, event: object): Promise<{ readonly failed: boolean; readonly answer: unknown }> {
      const asked = { FunctionName: await functionNamed(name), Payload: JSON.stringify(event) }
      const { FunctionError, Payload } = await lambda.send(new InvokeCommand(asked))
      return { failed: FunctionError !== undefined, answer: JSON.parse(Payload?.transformToString() || 'null') }
    },

    /** Gives a function of the stack other code. */
    async replace(name: string, ZipFile: Uint8Array): Promise<void> {
      const { FunctionName } = await lambda.send(
        new UpdateFunctionCodeCommand({ FunctionName: await functionNamed(name), ZipFile }),
      )
      await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 20, minDelay: 1 }, { FunctionName })
    },

    /** From now on nothing runs that nobody calls, but what empties queues. */
    async stopClock(): Promise<void> {
      const signed = { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/scheduler/aws4_request` }
      const schedules = Schedules.parse(await (await fetch(`${endpoint}/schedules`, { headers: signed })).json())
      for (const { Name } of schedules.Schedules)
        await fetch(`${endpoint}/schedules/${Name}`, { method: 'DELETE', headers: signed })
      const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand())
      for (const { UUID, EventSourceArn } of EventSourceMappings)
        if (EventSourceArn?.includes('/stream/'))
          await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }))
    },

    /** The queue in whose name this is: its address, and what somebody may do with it. */
    async queue(name: string) {
      const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand())
      const QueueUrl = QueueUrls.find(url => url.includes(name))
      const attributes = async () => {
        const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })
        return (await sqs.send(asked)).Attributes ?? {}
      }
      return {
        arn: (await attributes())['QueueArn'],
        /** How many messages can be received, and how many somebody has received lately. */
        async counts() {
          const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = await attributes()
          return { waiting: Number(ApproximateNumberOfMessages), taken: Number(ApproximateNumberOfMessagesNotVisible) }
        },
        set: (Attributes: Record<string, string>) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes })),
        send(bodies: readonly string[], MessageAttributes: Record<string, MessageAttributeValue> = {}) {
          const Entries = bodies.map((MessageBody, n) => ({ Id: String(n), MessageBody, MessageAttributes }))
          return sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
        },
        empty: () => sqs.send(new PurgeQueueCommand({ QueueUrl })),
      }
    },

    /** Everything that stands in a table. */
    async items(TableName: string): Promise<Record<string, unknown>[]> {
      const items: Record<string, unknown>[] = []
      const client = DynamoDBDocumentClient.from(dynamo)
      for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
        items.push(...Items)
      return items
    },

    /** How many messages wait in each queue that has any. */
    async waiting(): Promise<Record<string, number>> {
      const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand())
      const counts = QueueUrls.map(async (QueueUrl): Promise<[string, number]> => {
        const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })
        const { Attributes } = await sqs.send(asked)
        return [QueueUrl.split('/').at(-1) ?? '', Number(Attributes?.ApproximateNumberOfMessages)]
      })
      return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0))
    },

    tables: async () => (await dynamo.send(new ListTablesCommand())).TableNames ?? [],
    store: (table: string) => openStore(DynamoDBDocumentClient.from(dynamo), table),

    /** Names of the SNS topics there are. */
    async topics(): Promise<string[]> {
      const { Topics = [] } = await sns.send(new ListTopicsCommand())
      return Topics.map(({ TopicArn = '' }) => TopicArn.split(':').at(-1) ?? '')
    },

    /** Subscriptions of an SNS topic: address and ARN. */
    async subscriptions(topic: string): Promise<string[]> {
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arnOf(topic) }))
      return Subscriptions.map(({ Endpoint, SubscriptionArn }) => `${Endpoint} ${SubscriptionArn}`).sort()
    },

    /** A program that somebody subscribes to an SNS topic. @returns what it has been sent so far, at each call */
    async subscribeQueue(topic: string) {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `reader-of-${topic}` }))
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] })
      const { Attributes } = await sqs.send(asked)
      const Attributed = { RawMessageDelivery: 'true' }
      const subscription = { TopicArn: arnOf(topic), Protocol: 'sqs', Endpoint: Attributes?.QueueArn }
      await sns.send(new SubscribeCommand({ ...subscription, Attributes: Attributed }))
      const bodies: string[] = []
      return async () => {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
        for (const { Body = '', ReceiptHandle } of Messages) {
          bodies.push(Body)
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
        }
        return bodies
      }
    },
  }
}

const Schedules = z.object({ Schedules: z.array(z.object({ Name: z.string() })) })

/** The account is MiniStack's own. */
const arnOf = (topic: string) => `arn:aws:sns:${REGION}:000000000000:${topic}`

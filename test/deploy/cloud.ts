import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { ListSubscriptionsByTopicCommand, ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { openStore } from '../../shared/store/store.ts'
import { REGION } from './run.ts'

/** What an account's owner sees of it, and does in it beside the product. */
export function openCloud(endpoint: string) {
  const at = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
  const [cloudFormation, dynamo] = [new CloudFormationClient(at), new DynamoDBClient(at)]
  const [sns, sqs, lambda] = [new SNSClient(at), new SQSClient(at), new LambdaClient(at)]

  return {
    /** The stack's outputs by name; null if there is no such stack. */
    async outputs(stack: string): Promise<Readonly<Record<string, string>> | null> {
      const found = await cloudFormation
        .send(new DescribeStacksCommand({ StackName: stack }))
        .catch(error => (/does not exist/.test(String(error)) ? null : Promise.reject(error)))
      const outputs = found?.Stacks?.[0]?.Outputs
      return outputs ? Object.fromEntries(outputs.map(one => [one.OutputKey, one.OutputValue ?? ''])) : null
    },

    /** Runs the function in whose name this is, now. @returns what went wrong in it */
    async runNow(name: string): Promise<string | undefined> {
      const { Functions = [] } = await lambda.send(new ListFunctionsCommand())
      const FunctionName = Functions.find(one => one.FunctionName?.includes(name))?.FunctionName
      return (await lambda.send(new InvokeCommand({ FunctionName }))).FunctionError
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

/** The account is MiniStack's own. */
const arnOf = (topic: string) => `arn:aws:sns:${REGION}:000000000000:${topic}`

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { SNSClientConfig } from '@aws-sdk/client-sns'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Answer, Request } from './table.ts'

/** Answers a request to DynamoDB, or fails as a network does. */
export type Carry = (command: string, request: Request) => Promise<Answer>

/** A service's own answer that it did nothing: 400 and a name. */
export class Refusal extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** All that the SDK would otherwise look for in files, which takes a time of its own. It signs nothing: half its time. */
export const OFFLINE: Omit<SNSClientConfig, 'requestHandler'> = {
  ...{ region: 'nowhere', maxAttempts: 1, retryMode: 'standard', defaultsMode: 'standard', authSchemePreference: [] },
  ...{ useDualstackEndpoint: false, useFipsEndpoint: false, userAgentAppId: 'simulation' },
  credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
  signer: { sign: async request => request },
}

/** Not Buffer's: the SDK's bytes complain of being taken for a text. */
export const utf8 = new TextDecoder()

const TYPE = 'application/x-amz-json-1.0'

const respond = (answer: Answer) => {
  const isError = 'exception' in answer
  const said = isError
    ? { __type: `com.amazonaws.dynamodb.v20120810#${answer.exception}`, message: answer.message }
    : answer.body
  const body = Buffer.from(JSON.stringify(said))
  return { response: { statusCode: isError ? 400 : 200, headers: { 'content-type': TYPE }, body } }
}

/**
 * The real client, its marshalling and its errors, with no socket behind it. It asks once: what the SDK's own retry does
 * is a fault like others (docs: `again`), and its pauses would need a real clock. It signs nothing: half of its time.
 */
export function openClient(carry: Carry): DynamoDBDocumentClient {
  const requestHandler = {
    async handle({ headers, body }: { headers: Record<string, string>; body?: unknown }) {
      const [, command = ''] = (headers['x-amz-target'] ?? '').split('.')
      const text = body instanceof Uint8Array ? utf8.decode(body) : String(body)
      try {
        return respond(await carry(command, JSON.parse(text)))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return respond({ exception: error.name, message: error.message })
      }
    },
  }
  const client = new DynamoDBClient({
    ...OFFLINE,
    ...{ endpoint: 'http://table.invalid', requestHandler, accountIdEndpointMode: 'disabled' },
    endpointDiscoveryEnabled: false,
  })
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}

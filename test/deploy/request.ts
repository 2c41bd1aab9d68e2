/** A request to AWS as it is on the wire, read as far as is needed to say what it is about. */
export interface Request {
  readonly service: 'dynamodb' | 'sqs' | 'sns'
  /** `poll PutItem ARTICLE`: who asks, what, and about what kind of item. Without numbers: like calls have like names. */
  readonly call: string
  /** The same for all attempts of one operation. */
  readonly operation: string
  readonly attempt: number
  /** What is asked for; of SNS, nothing. */
  readonly body: Body
  /** How many things a batch is about, which may be done in part; of all else 1. */
  readonly size: number
}

interface Text {
  readonly S?: string
}
interface Body {
  readonly Key?: Readonly<Record<string, Text>>
  readonly Item?: Readonly<Record<string, Text>>
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Readonly<Record<string, Text>>[] }>>
  readonly ExpressionAttributeValues?: Readonly<Record<string, Text>>
  readonly UpdateExpression?: string
  readonly Entries?: readonly { readonly Id: string }[]
}

/** An update by which a worker lets a lease go. */
export const LETS_GO = 'lets go'

type Headers = Readonly<Record<string, string | string[] | undefined>>

export function readRequest(headers: Headers, text: string): Request {
  const target = String(headers['x-amz-target'] ?? '')
  const body: Body = target ? JSON.parse(text) : {}
  const command = target.split('.')[1] ?? new URLSearchParams(text).get('Action')
  const [keys] = Object.values(body.RequestItems ?? {}).map(({ Keys }) => Keys)
  const about = kindOf(body.Key ?? body.Item ?? keys?.[0] ?? body.ExpressionAttributeValues ?? {})
  const letsGo = /REMOVE.*#owner/.test(body.UpdateExpression ?? '') ? [LETS_GO] : []
  return {
    service: target.startsWith('DynamoDB') ? 'dynamodb' : target ? 'sqs' : 'sns',
    call: [headers['x-function'], command, ...about, ...letsGo].join(' '),
    operation: String(headers['amz-sdk-invocation-id']),
    attempt: Number(/attempt=(\d+)/.exec(String(headers['amz-sdk-request']))?.[1]),
    body,
    size: keys?.length ?? body.Entries?.length ?? 1,
  }
}

/** The capital words that keys begin with: `SLOT`, `LEASE`. */
function kindOf(keys: Readonly<Record<string, Text>>): string[] {
  const named = ['pk', 'sk', ':pk', ':prefix', ':desk', ':message', ':owed', ':due', ':belongs']
  return named.flatMap(name => /^[A-Z]{3,}/.exec(keys[name]?.S ?? '')?.[0] ?? [])
}

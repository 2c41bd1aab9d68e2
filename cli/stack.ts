import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import * as z from 'zod'
import { printable } from '../local/terminal.ts'
import { Failure } from './failure.ts'
import type { Request, Send } from './site.ts'

/** As a function behind an HTTP API answers (API Gateway Developer Guide, payload format version 2.0). */
const Answer = z.object({
  statusCode: z.int(),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
})
const Unhandled = z.object({ errorType: z.string().default('Error'), errorMessage: z.string().default('') })

/**
 * The site of a stack, asked by calling its function: whoever IAM lets do that is the operator, and shows no token.
 * @throws Failure that says what is missing on this machine or on AWS
 */
export async function openStack(stack: string): Promise<Send> {
  const call = await functionOf(stack, 'Api')
  return async request => {
    const { statusCode, body, isBase64Encoded } = Answer.parse(await call(eventOf(request)))
    return new Response(isBase64Encoded ? Buffer.from(body, 'base64') : body, { status: statusCode })
  }
}

/** A function of the stack, to be called and waited for. @throws Failure likewise, or with how the function failed */
export async function functionOf(stack: string, name: 'Api' | 'Dispatch' | 'Alert') {
  const output = `${name}Function` as const
  const { [output]: FunctionName } = await outputsOf(stack, [output])
  // Once: a message that was sent, and whose answer was lost, is not to be sent again.
  const client = new LambdaClient({ maxAttempts: 1 })
  return async (payload: unknown): Promise<unknown> => {
    const call = new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) })
    const { FunctionError, Payload } = await client.send(call).catch(error => refuse(error, stack))
    const answer: unknown = JSON.parse(Payload?.transformToString() || 'null')
    if (!FunctionError) return answer
    const { errorType, errorMessage } = Unhandled.parse(answer)
    const log = `aws logs describe-log-groups --log-group-name-prefix ${stack}-${name}Log` // CloudFormation adds to the name
    throw new Failure(1, `${FunctionName} failed: ${printable(`${errorType}: ${errorMessage}`)} (its log: ${log})`)
  }
}

/** What the stack says of itself, by the names of its outputs. @throws Failure likewise */
export async function outputsOf<Name extends string>(
  stack: string,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const client = new CloudFormationClient({})
  const { Stacks } = await client
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch(error => refuse(error, stack))
  const said = new Map((Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]))
  const read = z
    .record(z.enum(names), z.string())
    .safeParse(Object.fromEntries(names.map(name => [name, said.get(name)])))
  if (read.success) return read.data
  const missing = names.find(name => !said.has(name))
  throw new Failure(2, `The stack ${stack} has no output ${missing}: it is another's, or was not deployed to its end.`)
}

/** As much as is read of what API Gateway hands on, with a verdict that nobody can say through API Gateway. */
function eventOf({ method, path, body }: Request) {
  const domainName = 'news-alerts.invalid'
  const { pathname, search } = new URL(path, `https://${domainName}`)
  return {
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { host: domainName, 'content-type': 'application/json' },
    requestContext: { domainName, http: { method }, authorizer: { lambda: { reader: 'operator' } } },
    ...(body !== null && { body }),
    isBase64Encoded: false,
  }
}

/** What the SDK or AWS says, and what to do about it. */
const TROUBLES: readonly (readonly [RegExp, string])[] = [
  [/Region is missing/, 'Which region? Set AWS_REGION, or a region in the profile that AWS_PROFILE names.'],
  [
    /^(CredentialsProvider|TokenProvider)Error/,
    'No AWS credentials were found: sign in, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  ],
  [/^(ExpiredToken|RequestExpired)/, 'The AWS credentials have expired: sign in again.'],
  [
    /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch)/,
    'AWS does not know these credentials.',
  ],
]

export async function refuse(error: Error, stack: string): Promise<never> {
  if (error instanceof Failure) throw error
  const said = `${error.name}: ${error.message}`
  const known = TROUBLES.find(([like]) => like.test(said))
  if (known) throw new Failure(2, known[1])
  if (/^ValidationError: .*does not exist/.test(said))
    throw new Failure(2, `There is no stack ${stack} in ${await new CloudFormationClient({}).config.region()}.`)
  throw new Failure(1, `AWS did not do it: ${printable(said)}`)
}

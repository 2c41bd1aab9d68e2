/** An answer on the wire. */
export type Answer = readonly [status: number, body: string, headers?: Record<string, string>]

/** What CloudFormation says of a stack with these outputs. */
export const outputs = (given: Readonly<Record<string, string>>): Answer => [
  200,
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>
    <member><StackName>s</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${Object.entries(given)
      .map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`)
      .join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
]

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, CfnResource, Validations } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { NewsAlertsStack } from '../../infra/stack.ts'
import { stackOf } from './synth.ts'

const CHECKED = { 'aws:cdk:bundling-stacks': [], '@aws-cdk/core:validateAgainstDefaultRules': true }

/** Synthesises with CDK's validator and nag's rules, of which every finding is an error. */
function checked(change: (stack: NewsAlertsStack) => void = () => {}) {
  vi.stubEnv('CDK_VALIDATION', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  const stack = stackOf(CHECKED)
  change(stack)
  Validations.of(stack.node.root).addPlugins(new AwsSolutionsChecks(stack.node.root))
  return (stack.node.root as App).synth()
}

const acknowledgedIn = (stack: NewsAlertsStack) =>
  stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY))

/** They take seconds by themselves, and longer where others work too. */
const PATIENT = { timeout: 120_000 }
const template = () => join(checked().directory, 'NewsAlerts.template.json')

describe('CDK, nag (AwsSolutions) and cfn-lint', PATIENT, () => {
  const isThere = spawnSync('cfn-lint', ['--version']).status === 0
  if (!isThere) console.warn('cfn-lint is not installed (pip install -r .ci/requirements.txt): its test is skipped')
  const lint = (...templates: string[]) => spawnSync('cfn-lint', ['--', ...templates], { encoding: 'utf8' })

  test.skipIf(!isThere && !process.env['REQUIRE_ALL'])('find nothing, neither errors nor warnings', () => {
    expect(lint(template())).toMatchObject({ status: 0, stdout: '' })
  })

  test('find nothing, and nothing was acknowledged', () => {
    const acknowledged: unknown[] = []
    checked(stack => acknowledged.push(...acknowledgedIn(stack)))
    expect(acknowledged).toEqual([])
  })

  test.each<[string, RegExp, (stack: NewsAlertsStack) => void]>([
    ['nag looks', /AwsSolutions-SQS4/, stack => void new Queue(stack, 'Bad')],
    [
      "CDK's validator looks",
      /Bogus/,
      stack => void new CfnResource(stack, 'Bad', { type: 'AWS::SNS::Topic', properties: { Bogus: 1 } }),
    ],
  ])('%s', (_, finding, change) => {
    expect(() => checked(change)).toThrow(finding)
  })
})

const APP = join(import.meta.dirname, '..', '..', 'infra', 'app.ts')
const TSX = join(import.meta.dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'cli.mjs')

/** Runs the app as the CDK's command does. */
function synth(
  context: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>>,
  shell: Readonly<Record<string, string>> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'news-alerts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const env = {
    ...process.env,
    ...shell,
    CDK_OUTDIR: join(folder, 'cdk.out'),
    CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [], ...context }),
  }
  const { status, stderr } = spawnSync(process.execPath, [TSX, APP], { cwd: folder, env, encoding: 'utf8' })
  const made = existsSync(env.CDK_OUTDIR) ? readdirSync(env.CDK_OUTDIR) : []
  return { status, stderr, made }
}

/** Credentials, and no region: what CDK's command then gives to the app. */
const NOWHERE = {
  ...{ CDK_DEFAULT_ACCOUNT: '123456789012', CDK_DEFAULT_REGION: 'us-east-1' },
  ...{ AWS_REGION: '', AWS_DEFAULT_REGION: '', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
}

const GOOD = `
feeds: [{ url: https://news.example.org/rss }]
topics: [{ id: strikes, name: Strikes, severity: high, query: strike, examples: { match: [A strike], reject: [A hike] } }]
`

describe('what cannot be deployed is said, and nothing is made', PATIENT, () => {
  test.each<[string, Record<string, unknown>, Record<string, string>, RegExp]>([
    ['no file', {}, {}, /There is no news-alerts\.yaml here\.\n {4}Write one .* name yours: -c config=FILE/],
    [
      'a file that is not there',
      { config: 'a.yaml' },
      {},
      /a\.yaml:1:1 {2}cannot read `a\.yaml`: there is no such file/,
    ],
    [
      'a file that does not hold',
      { config: 'a.yaml' },
      { 'a.yaml': 'topics: 1\n' },
      /a\.yaml:1:9[\s\S]*Nothing was deployed/,
    ],
    [
      'more channels than a role can name',
      {},
      {
        'news-alerts.yaml': GOOD.concat(
          'channels:\n',
          ...Array.from({ length: 101 }, (_, n) => `  - { id: c${n}, topics: [strikes] }\n`),
        ),
      },
      /has 101 channels, and on AWS there can be 100/,
    ],
  ])('%s', (_, context, files, said) => {
    const { status, stderr, made } = synth(context, files)
    expect(stderr).toMatch(said)
    expect(status).toBe(2)
    expect(made).toEqual([])
  })

  test('no region, where CDK would take one unasked', () => {
    const { status, stderr, made } = synth({}, { 'news-alerts.yaml': GOOD }, NOWHERE)
    expect(stderr).toBe('No region is set. Say where to deploy:\n    AWS_REGION=eu-west-1 npx cdk deploy\n')
    expect([status, made]).toEqual([2, []])
  })

  test('a file that holds is made into a stack, by the name that is asked for', () => {
    const { status, stderr, made } = synth(
      { stack: 'Second' },
      { 'news-alerts.yaml': GOOD },
      { ...NOWHERE, AWS_REGION: 'us-east-1' },
    )
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(made).toContain('Second.template.json')
  })
})

import { App } from 'aws-cdk-lib'
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions'
import { NewsAlertsStack } from '../../infra/stack.ts'
import type { Configuration } from '../../shared/config/configuration.ts'
import { readWritten } from '../config/written.ts'

const FILE = `
defaults: { contact: ops@example.org }
feeds:
  - url: https://news.example.org/rss
topics:
  - pack: fraud
channels:
  - { id: fraud-desk, topics: [fraud], subscribers: { email: [desk@example.org] } }
  - { id: night-desk, topics: [fraud] }
`

/** A checked configuration. */
function configurationOf(file = FILE): Configuration {
  const read = readWritten({ 'news-alerts.yaml': file })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.configuration
}

/** The stack of a file, as it is deployed. @param context of the app: what to leave out of the synth */
export function stackOf(context: Readonly<Record<string, unknown>>, file?: string): NewsAlertsStack {
  const app = new App({ context: { ...context } })
  return new NewsAlertsStack(app, 'NewsAlerts', { configuration: configurationOf(file), style: 'body{}' })
}

// CDK's validator takes seconds: checks.test.ts has it on.
process.env['CDK_VALIDATION'] = 'false'

/** Without the code: bundling takes a second. */
const QUICK = { 'aws:cdk:bundling-stacks': [] }

/** The template of a file. */
export const templateOf = (file?: string) => Template.fromStack(stackOf(QUICK, file))

/** What whoever deploys a file is warned of. */
export const warningsOf = (file?: string): string[] =>
  Annotations.fromStack(stackOf(QUICK, file))
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data))

/** Of a resource, what tests look at. */
export interface Resource {
  readonly Type: string
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON, and each test knows what it looks at
  readonly Properties: any
  readonly DeletionPolicy?: string
  readonly DependsOn?: readonly string[]
}

/** All resources, by their names in the template. */
export const resourcesOf = (template: Template): Readonly<Record<string, Resource>> => template.toJSON()['Resources']

/** All resources of a type, with their names. */
export const ofType = (resources: Readonly<Record<string, Resource>>, type: string): [string, Resource][] =>
  Object.entries(resources).filter(([, { Type }]) => Type === type)

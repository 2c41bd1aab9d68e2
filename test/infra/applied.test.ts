import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { ofType, resourcesOf, stackOf } from './synth.ts'

const file = (more = '') => `
feeds: [{ url: https://news.example.org/rss }]
topics: [{ pack: fraud }]
smtp: "smtps://user:secret@mail.example.org"
${more}
`

/** What is shipped for a file, bundled as it is deployed. */
function shipped(text: string) {
  const stack = stackOf({}, text)
  const resources = resourcesOf(Template.fromStack(stack))
  const [[, apply] = []] = ofType(resources, 'AWS::Lambda::Function').filter(([id]) => id.startsWith('Apply'))
  const [[, custom] = []] = ofType(resources, 'Custom::NewsAlertsConfiguration')
  const code = String(apply?.Properties.Code.S3Key).replace('.zip', '')
  const folder = join((stack.node.root as App).outdir, `asset.${code}`)
  return { code, digest: custom?.Properties.digest, text: readFileSync(join(folder, 'configuration.json'), 'utf8') }
}

test('the file is applied again when it or the code that applies it has changed, and its secrets stay here', () => {
  const [one, same, other] = [file(), file(), file('sms: { countries: [FR] }')].map(shipped)
  expect(one?.text).toContain('https://news.example.org/rss')
  expect(one?.text).not.toContain('secret')
  expect(one?.digest).toBe(one?.code) // it stands beside the code, so that one hash is of both
  expect(same).toEqual(one)
  expect(other?.digest).not.toBe(one?.digest)
}, 60_000)

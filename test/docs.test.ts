import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test } from 'vitest'
import { packs, readConfigText } from '../local/files.ts'
import { openAudience } from '../shared/audience/audience.ts'
import { fileSchema } from '../shared/config/schema.ts'
import { openStore } from '../shared/store/store.ts'
import { site } from '../web/site.tsx'
import { aLaptop } from './people.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const found = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))]
const sourcesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|tsx|mjs|js)$/.test(name))
    .map(name => read(join(folder, name)))
    .join('\n')

const pages = readdirSync('docs', { encoding: 'utf8' }).filter(name => name.endsWith('.md'))
const manual = ['README.md', ...pages.map(name => join('docs', name))].map(read).join('\n')
const configuration = read('docs/configuration.md')

/** The paths of all keys that hold a value and no further keys: `feeds[].url`. */
function keysOf(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return []
  if ('items' in node && typeof node.items === 'object' && node.items && 'properties' in node.items)
    return keysOf(node.items, `${path}[]`)
  if (!('properties' in node) || typeof node.properties !== 'object') return [path]
  return Object.entries(node.properties ?? {}).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key))
}

/** Nothing of it is called: only its routes are asked for. */
function routesOfSite(): string[] {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'none' }))
  const store = openStore(client, 'none')
  const [current, now] = [async () => null, () => new Date(0)]
  const audience = openAudience({ store, current, send: async () => undefined, ...aLaptop(now) })
  const paths = site({ store, current, now, audience, packs, assets: { style: '' } }).routes.map(({ path }) => path)
  return [...new Set(paths)].filter(path => !path.endsWith('*') && !/\.(css|js)$/.test(path))
}

const commandLine = read('cli/main.ts')
const variables = found(['cli', 'local', 'docs/gallery'].map(sourcesIn).join('\n'), /process\.env(?:\.|\[')([A-Z_]+)/g)

describe('README.md and docs/*.md name', () => {
  test.each(found(commandLine, /\.command\('([\w-]+)'\)/g))('the command %s', command => {
    expect(read('README.md')).toMatch(new RegExp(`\\| \`([a-z]+ )?${command}[\` ]`)) // feeds is a key elsewhere
  })

  test.each(found(commandLine, /'(--[\w-]+)/g))('the option %s', option => {
    expect(manual).toMatch(new RegExp(`\`${option}[ \`]`))
  })

  test.each(keysOf(fileSchema()))('the configuration key %s', key => {
    expect(configuration).toContain(`| \`${key}\` |`)
  })

  test.each(routesOfSite())('the route %s', path => {
    expect(manual).toContain(`\`${path}\``)
  })

  test.each(variables)('the environment variable %s', name => {
    expect(manual).toContain(`\`${name}\``)
  })

  test.each(Object.keys(JSON.parse(read('package.json')).scripts))('the script %s', script => {
    expect(manual).toMatch(new RegExp(`npm (run )?${script}\\b`))
  })
})

test.each(found(read('shared/store/table.ts').split('const key =')[0] ?? '', /['`]([A-Z]{3,})[#'`]/g))(
  'docs/architecture.md shows %s, which is part of a key of the table',
  part => {
    expect(read('docs/architecture.md')).toMatch(new RegExp(`\`[^\`]*\\b${part}\\b`))
  },
)

test('what docs/configuration.md calls a key or a variable is one', () => {
  const known = [...keysOf(fileSchema()), ...variables, 'feeds', 'topics', 'channels']
  expect(found(configuration, /^\| `([\w.[\]]+)` \|/gm).filter(name => !known.includes(name))).toEqual([])
})

const yamlIn = (path: string) => [...read(path).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)
const examples = ['README.md', 'docs/configuration.md'].flatMap(path =>
  yamlIn(path).map((text, n): [string, string] => [`${path} ${n + 1}`, text]),
)

test.each(examples)('the configuration shown in %s holds', (_, text) => {
  const isComment = text.split('\n').every(line => line === '' || line.startsWith('#'))
  const answer = isComment ? null : readConfigText(text)
  const problems = answer === null || answer.ok ? [] : answer.problems
  // A part of a file may name topics that another part defines.
  const isPart = !/^topics:/m.test(text)
  expect(problems.filter(({ message }) => !(isPart && message.startsWith('no topic is called')))).toEqual([])
})

const topicFiles = readdirSync('examples/topics').map(name => join('examples/topics', name))

test.each(topicFiles)('%s holds, with its examples', path => {
  expect(readConfigText(read(path))).toMatchObject({ ok: true })
})

test('the topics that docs/tutorial-topics.md shows are those of examples/topics', () => {
  expect(yamlIn('docs/tutorial-topics.md').sort()).toEqual(topicFiles.map(read).sort())
})

const papers = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join('docs', name)),
]
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
const withoutCode = (text: string) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')

describe('every link leads somewhere', () => {
  test.each(papers)('in %s', paper => {
    const links = found(withoutCode(read(paper)), /\]\(([^)\s]+)\)/g).filter(link => !/^[a-z]+:/.test(link))
    const lost = links.filter(link => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? paper : join(dirname(paper), path)
      if (!existsSync(target)) return true
      return (
        anchor !== undefined &&
        !found(read(target), /^#+ (.+)$/gm)
          .map(slug)
          .includes(anchor)
      )
    })
    expect(lost).toEqual([])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Which rooms each may enter. Everyone may import shared/words.ts. */
const MAY_ENTER: Readonly<Record<string, readonly string[]>> = {
  'shared/feed': [],
  'shared/topic': [],
  'shared/story': [],
  'shared/alert': [],
  'shared/store': ['shared/story'],
  'shared/audience': ['shared/alert', 'shared/config', 'shared/store'],
  'shared/config': ['shared/alert', 'shared/audience', 'shared/feed', 'shared/topic', 'shared/store'],
  'shared/lambda': ['shared/alert'],
  web: ['shared'],
  'functions/lambda': ['shared', 'functions', 'web'],
  functions: ['shared'],
  local: ['shared', 'functions', 'web'],
  cli: ['shared', 'local', 'web'],
  infra: ['shared', 'local', 'web'],
}

/** Files that speak to the world. In every other file of these rooms a test can try every line without it. */
const SPEAK: readonly string[] = [
  'shared/feed/fetch.ts',
  'shared/feed/exchange.ts',
  'shared/feed/guard.ts',
  'shared/feed/body.ts',
]
const WORLD = /^node:(fs|http|https|http2|net|tls|dgram|dns|child_process|worker_threads|os|process|timers)/

const sources = Object.keys(MAY_ENTER).flatMap(room =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map(name => join(room, name)),
)
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name)
const roomOf = (path: string) => Object.keys(MAY_ENTER).find(room => path.startsWith(`${room}/`)) ?? path
const enters = (file: string) =>
  importsOf(file)
    .filter(name => name.startsWith('.'))
    .map(name => normalize(join(dirname(file), name)))
    .filter(path => path !== 'shared/words.ts')

test('every file of shared is words.ts or in a room', () => {
  const strays = readdirSync('shared', { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => name)
  expect(strays).toEqual(['words.ts'])
})

test.each(sources)('%s imports only from the rooms it may enter', file => {
  const room = roomOf(file)
  const open = [room, ...(MAY_ENTER[room] ?? [])]
  expect(enters(file).filter(path => !open.some(may => path.startsWith(`${may}/`)))).toEqual([])
})

describe('only the outermost files reach outside by themselves', () => {
  const inner = sources.filter(
    file => /^(shared|functions|web)\//.test(file) && !/^(shared|functions)\/lambda\//.test(file),
  )

  test.each(inner)('%s', file => {
    const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    const reached = importsOf(file).filter(name => WORLD.test(name))
    expect(SPEAK.includes(file) ? [] : reached).toEqual([])
    expect(code).not.toMatch(/process\.env|Date\.now\(|new Date\(\)|Math\.random|new \w+Client\(/)
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'
import { bundling, type Entry } from '../../infra/bundle.ts'

/**
 * What a function can really ask of AWS, found in the text of the files its bundle is made of: the SDK's commands they
 * make or have paged, and the methods of store and carrier they call, followed down to the verbs of shared/store/db.ts.
 * By file and by name: every call in a file of the bundle counts, and so does the `stories.get(` of a Map.
 */
export function callsOf(entry: Entry): string[] {
  const texts = filesOf(entry)
    .filter(file => !BEHIND.includes(file))
    .map(read)
  return [...new Set(texts.flatMap(text => [...commandsIn(text, text), ...callsBehind(text)]))].toSorted()
}

/** Without comments, which speak of much. */
const read = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=\s)\/\/.*$/gm, '')
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, ...groups]) => groups)

const bundled = new Map<Entry, string[]>()

/** Our own files in a function's bundle, but for those of which tree shaking left nothing. */
export function filesOf(entry: Entry): readonly string[] {
  const files = bundled.get(entry) ?? ownFilesOf(entry)
  bundled.set(entry, files)
  return files
}

function ownFilesOf(entry: Entry): string[] {
  const { metafile } = buildSync({ ...bundling(entry, 'out'), write: false })
  const used = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : [])),
  )
  return [...new Set(used)].filter(file => !file.includes('node_modules/'))
}

/** Batches are granted as what they are batches of (Service Authorization Reference, Amazon SQS). */
const commandsIn = (text: string, file: string) =>
  all(text, /(?:new (\w+?)(?:Batch)?Command|\bpaginate(\w+))\(/g).map(
    ([made, paged]) => `${SERVICE.exec(file)?.[1] ?? '?'}:${made ?? paged}`,
  )
const SERVICE = /from '@aws-sdk\/client-(\w+)'/

const VERBS: Readonly<Record<string, string>> = {
  ...{ get: 'GetItem', getMany: 'BatchGetItem', page: 'Query', all: 'Query' },
  ...{ put: 'PutItem', update: 'UpdateItem', remove: 'DeleteItem' },
}

const STORE = join('shared', 'store')
const CARRIER = join('shared', 'audience', 'sns.ts')
/** Files whose methods count only where they are called. */
const BEHIND = [...readdirSync(STORE).map(name => join(STORE, name)), CARRIER]

interface Part {
  readonly file: string
  readonly name: string
  readonly isMethod: boolean
  readonly text: string
}

/** Where a function, a constant or a method begins: biome lays all of them out alike. */
const HEAD =
  /^(?:export )?(?:async )?(?:function\*?|const) (\w+)|^ {2}(?:async )?\*?(?!(?:if|for|while|switch)\b)(\w+)\(/

const parts: readonly Part[] = BEHIND.filter(file => !/\/(db|store|table)\.ts$/.test(file)).flatMap(partsOf)

function partsOf(file: string): Part[] {
  const found: { -readonly [key in keyof Part]: Part[key] }[] = []
  for (const line of read(file).split('\n')) {
    const [, top, method] = HEAD.exec(line) ?? []
    const name = top ?? method
    const last = found.at(-1)
    if (name)
      found.push({ file, name, isMethod: top === undefined, text: line.slice(line.indexOf(name) + name.length) })
    else if (last) last.text += `\n${line}`
  }
  return found
}

/** The files that answer for `store.desks`, and the like. */
const rooms = new Map(
  all(read(join(STORE, 'store.ts')), /^ {4}(\w+): (\w+)\(db\)/gm).map(([room, maker]) => [room, filesMaking(maker)]),
).set('carrier', [CARRIER])

function filesMaking(maker: string | undefined): string[] {
  const part = parts.find(({ name }) => name === maker)
  const spread = part ? all(part.text, /\.\.\.(\w+)\(db\)/g) : []
  return part ? [part.file, ...spread.flatMap(([other]) => filesMaking(other))] : []
}

const callsBehind = (text: string) =>
  all(text, /\b(\w+)(?:\(\))?\.(\w+)\(/g)
    .flatMap(([room, method]) => parts.filter(({ file, name }) => name === method && rooms.get(room)?.includes(file)))
    .flatMap(callsOfPart)

const indexesIn = (part: Part) => [part, ...mentionedBy(part)].flatMap(({ text }) => all(text, /INDEX\.(\w+)/g).flat())

/** The calls of a part and of all it leads to; a query that names no index is one of the table. */
function callsOfPart(part: Part): string[] {
  const led = [...reached(part)]
  const verbs = led.flatMap(one => {
    const asked = all(one.text, /\bdb\.(\w+)\(/g).map(([verb = '']) => VERBS[verb] ?? verb)
    return indexesIn(one).length > 0 ? asked.filter(verb => verb !== 'Query') : asked
  })
  const queries = led.flatMap(indexesIn).map(index => `Query ${index}`)
  return [
    ...[...verbs, ...queries].map(verb => `dynamodb:${verb}`),
    ...led.flatMap(({ file, text }) => commandsIn(text, read(file))),
  ]
}

function reached(part: Part, seen = new Set<Part>()): Set<Part> {
  if (seen.has(part)) return seen
  seen.add(part)
  for (const other of mentionedBy(part)) reached(other, seen)
  return seen
}

/** The parts of its file, or of one that file imports, that a part mentions. */
function mentionedBy({ file, text }: Part): Part[] {
  const imported = read(file)
  const isNear = (other: string) => other === file || imported.includes(`'${other.replace(`${dirname(file)}/`, './')}'`)
  return parts.filter(
    ({ file, name, isMethod }) =>
      isNear(file) && new RegExp(isMethod ? `\\bthis\\.${name}\\(` : `(?<![\\w.'])${name}\\b`).test(text),
  )
}

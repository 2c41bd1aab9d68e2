import { type Document, type ErrorCode, isDocument, isNode, isScalar, type Node, type Pair, visit } from 'yaml'
import type { Complaint } from './problem.ts'

/** A mistake of syntax, by its offset in the text; `code` is yaml's, if yaml found it. */
export interface Mistake extends Complaint {
  readonly code?: ErrorCode
  readonly offset: number
}

/** Everything YAML itself has to say against a document, its aliases (yaml meets those only on use) and twin keys included. */
export function mistakesOf(document: Document.Parsed): Mistake[] {
  const said = [...document.errors, ...document.warnings].map(({ code, pos, message }) => {
    const [plain, remedy] = (message.endsWith('scalar at node end') ? GOES_ON : PLAIN[code]) ?? UNKNOWN
    return { code, offset: pos[0], message: plain === '' ? `this is not YAML: ${message}` : plain, remedy }
  })
  return [...said, ...badAliases(document), ...repeatedKeys(document)].toSorted((a, b) => a.offset - b.offset)
}

/** An alias repeats the last node above it that has its name (YAML 1.2, section 7.1). */
function badAliases(document: Document.Parsed): Mistake[] {
  const found: Mistake[] = []
  const named = new Map<string, Node>() // `alias.resolve` walks the document for each
  visit(document, {
    Value(_, node) {
      if (node.anchor) named.set(node.anchor, node)
    },
    Alias(_, alias, ancestors) {
      const target = named.get(alias.source)
      const around: readonly unknown[] = ancestors.filter(ancestor => !isDocument(ancestor))
      if (target !== undefined && !around.includes(target)) return
      const [unknown, remedy] = UNKNOWN_ALIAS
      const message = target === undefined ? unknown : 'this alias stands inside what it repeats'
      found.push({ code: 'BAD_ALIAS', offset: alias.range?.[0] ?? 0, message, remedy })
    },
  })
  return found
}

/** As a path names it; keys are text. */
export const keyOf = ({ key }: Pair): unknown => (isScalar(key) ? key.value : undefined)

function repeatedKeys(document: Document.Parsed): Mistake[] {
  const found: Mistake[] = []
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const pair of items) {
        const key = keyOf(pair)
        if (key !== undefined && seen.has(key))
          found.push({ ...TWIN, offset: isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0 })
        seen.add(key)
      }
    },
  })
  return found
}
const TWIN = {
  code: 'DUPLICATE_KEY',
  message: 'this key is here twice',
  remedy: 'join the two, or remove one',
} as const

const UNKNOWN = ['', 'check the indentation, quotes and colons here and on the line before'] as const

/** `query: "cyber fraud" OR scam`, for which yaml has no code of its own. */
const GOES_ON = [
  'the text goes on after its closing quotation mark or bracket',
  `put the whole in single quotes: '"cyber fraud" OR scam'`,
] as const

const UNKNOWN_ALIAS = [
  'nothing above has this anchor',
  'text that starts with `*` or `&` must stand in quotes',
] as const

const PLAIN: Partial<Record<ErrorCode, readonly [message: string, remedy: string]>> = {
  BAD_ALIAS: UNKNOWN_ALIAS,
  BAD_SCALAR_START: ['text cannot start with this character', 'put the text in quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['a second colon on one line', 'put text that holds `: ` in quotes'],
  MULTIPLE_DOCS: [
    'the file holds a second document',
    'remove the line `---`, or `include:` the rest from its own file',
  ],
  NON_STRING_KEY: ['a key must be plain text', 'remove the brackets, or quote the key'],
  TAB_AS_INDENT: ['the line is indented with a tab', 'indent with spaces'],
  TAG_RESOLVE_FAILED: ['nothing here understands this tag', 'put text that starts with `!` in quotes'],
}

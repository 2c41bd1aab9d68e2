import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { readQueries, readTexts } from './data.ts'
import { type Making, make, spaced } from './plain.ts'
import { COUNTED, Row, RUN_MS, RUNS } from './row.ts'

const SOURCES = join(import.meta.dirname, 'lucene')
const GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath'

/** A query for Lucene's classic parser, in signs: its AND and OR have no precedence. */
const SYNTAX: Making<string> = {
  term: words => `"${words}"`,
  and: parts => `(${parts.map(part => (part.startsWith('-') ? part : `+${part}`)).join(' ')})`,
  or: parts => `(${parts.join(' ')})`,
  not: part => `-${part}`,
}

/** Has Maven find Lucene. @returns Java's class path @throws Error saying what is missing */
export function findLucene(): string {
  const said = execFileSync('mvn', ['-B', '-f', SOURCES, GOAL], { encoding: 'utf8' })
  const [classPath] = /^\S+\.jar$/m.exec(said) ?? []
  if (classPath === undefined) throw new Error(`Maven names no class path:\n${said}`)
  return classPath
}

/** Measures Lucene's monitor in a process of its own. */
export function measureLucene(classPath: string, size: number, name: string): Row {
  const queries = readQueries(size).map(query => make(query, SYNTAX))
  const input = [...queries, ...readTexts(name).map(spaced)].join('\n')
  // The other garbage collectors use more than one thread.
  const java = ['-XX:+UseSerialGC', '-Xmx4g', '-Dfile.encoding=UTF-8', '-cp', classPath, join(SOURCES, 'Match.java')]
  const bounds = [queries.length, COUNTED, RUNS, RUN_MS].map(String)
  return Row.parse(JSON.parse(execFileSync('java', [...java, ...bounds], { input, encoding: 'utf8' })))
}

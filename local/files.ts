import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ReadConfig, readConfig } from '../shared/config/read.ts'

const PACKS = join(import.meta.dirname, '..', 'shared', 'topic', 'packs')
const packIds = readdirSync(PACKS).flatMap(name => (name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : []))
const pack = (id: string) => (packIds.includes(id) ? readFileSync(join(PACKS, `${id}.yaml`), 'utf8') : null)

/** The shipped packs. */
export const packs = { pack, packIds }

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The text of a file in UTF-8. @throws as `readFileSync` does, or if it is none */
export const readText = (path: string): string => decoder.decode(readFileSync(path))

/**
 * Reads a configuration file, its includes and the packs it names from the disk.
 * @param text what the file is to hold, to see whether that would do; by default what it holds
 */
export const readConfigFile = (path: string, text?: string): ReadConfig =>
  readConfig(path, { read: name => (name === path && text !== undefined ? text : readText(name)), ...packs })

/** Reads a configuration that is no file. */
export const readConfigText = (text: string): ReadConfig => readConfig('sample', { read: () => text, ...packs })

/** What the pages look like: Pico's sheet, then ours. */
export function readStyle(): string {
  const pico = readFileSync(new URL(import.meta.resolve('@picocss/pico/css/pico.classless.min.css')), 'utf8')
  return pico + readFileSync(join(import.meta.dirname, '..', 'web', 'style.css'), 'utf8')
}

/** `npm run bench -- NAME`: prints the figures of the bench of that name, a file beside this one. */
import { readdirSync } from 'node:fs'

const names = readdirSync(import.meta.dirname)
  .filter(file => /^(?!main).*\.ts$/.test(file))
  .map(file => file.replace('.ts', ''))
const [, , name = ''] = process.argv
if (names.includes(name)) await import(`./${name}.ts`)
else {
  console.error(`usage: npm run bench -- ${names.join('|')}`)
  process.exitCode = 2
}

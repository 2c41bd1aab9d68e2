/** `ready.ts KIND`: prints in how many milliseconds what `save` gave, on standard input, answers. */
import { readFileSync } from 'node:fs'
import { kindOf } from './kinds.ts'

const stored = readFileSync(0)
const start = performance.now()
kindOf(process.argv[2]).load?.(stored).hits('A first text')
console.log(performance.now() - start)

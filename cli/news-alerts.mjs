#!/usr/bin/env node
import { fileURLToPath } from 'node:url'

// tsx looks for tsconfig.json in the working directory; ours is beside us, wherever we are called from.
process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL('../tsconfig.json', import.meta.url))
const { register } = await import('tsx/esm/api')
register()
await import('./main.ts')

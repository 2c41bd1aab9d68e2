#!/usr/bin/env node
// Runs the TypeScript as it stands, from whatever folder: left alone, tsx looks for its tsconfig.json in the caller's.
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
await import('./main.ts')

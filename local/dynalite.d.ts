declare module 'dynalite' {
  import type { Server } from 'node:http'
  /** dynalite 4: options as in its index.js. Without `path` the table lives in memory. */
  export default function dynalite(options: { path?: string; createTableMs?: number }): Server
}

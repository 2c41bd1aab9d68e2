/** Written into the bundle when it is made: the server that decides, and whose call it is. */
declare const FAULTS_PORT: number
declare const FUNCTION: string

/** Below the SDK's retry, so that each attempt passes; and below the endpoint, so that each finds its way here. */
export const DETOUR = { step: 'finalizeRequest', priority: 'low', name: 'detour' } as const

/** A request as it goes to the server of faults instead, which knows where it was to go. */
export function detoured<T extends { request: unknown }>(args: T): T {
  const { headers } = Object(args.request)
  Object.assign(Object(args.request), { protocol: 'http:', hostname: '127.0.0.1', port: FAULTS_PORT })
  Object.assign(headers, { 'x-function': FUNCTION })
  return args
}

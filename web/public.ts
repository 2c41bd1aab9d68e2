/**
 * What answers without the token on AWS; everything else is closed, whatever is added. `/*` stands for one or more steps:
 * what a link that nobody can guess allows. For gate, authorizer and stack alike.
 */
export const PUBLIC = ['/health', '/style.css', '/sign-in', '/link/*', '/leave/*'] as const

/** @param path as the router reads it */
export const isPublic = (path: string): boolean =>
  PUBLIC.some(open =>
    open.endsWith('/*') ? path.startsWith(open.slice(0, -1)) && path.length >= open.length : path === open,
  )

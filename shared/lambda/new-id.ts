import { randomBytes } from 'node:crypto'

/** A name for one run of one worker: no two are alike. */
export const newId = () => randomBytes(9).toString('base64url')

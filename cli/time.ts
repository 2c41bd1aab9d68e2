/** A time as a person reads it in a terminal: "2026-03-02 10:00:00 UTC". @param at ISO 8601, UTC */
export const utc = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`

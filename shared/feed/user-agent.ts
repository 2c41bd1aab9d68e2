interface Reader {
  /** An address or a page; null if nobody is named. */
  readonly contact: string | null
  readonly subscribers: number
}

/** Who asks, whom to write to, and for how many people: what publishers like to know of a feed reader. */
export function userAgentOf({ contact, subscribers }: Reader): string {
  const who = contact ? `; +${contact.includes('@') ? 'mailto:' : ''}${contact}` : ''
  return `NewsAlerts/0.1 (feed reader${who}; ${subscribers} subscribers)`
}

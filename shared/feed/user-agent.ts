/**
 * Who asks, whom to write to, and for how many people: what publishers like to know of a feed reader.
 * @param contact an address or a page; null if nobody is named
 */
export function userAgentOf(contact: string | null, subscribers: number): string {
  const who = contact ? `; +${contact.includes('@') ? 'mailto:' : ''}${contact}` : ''
  return `NewsAlerts/0.1 (feed reader${who}; ${subscribers} subscribers)`
}

const MAX_LENGTH = 4096

/**
 * A link as a browser would follow it, or null if it is none. Any scheme: whoever shows it asks `isWeb` too.
 * @param base absolute, or '' when nobody knows the document's own address
 */
export function resolve(link: string, base: string): string | null {
  const clean = link.trim()
  if (clean === '' || clean.length > MAX_LENGTH) return null
  try {
    const { href } = new URL(clean, base === '' ? undefined : base)
    return href.length <= MAX_LENGTH ? href : null
  } catch {
    return null
  }
}

/** Whether a link may be shown: http(s) only, never `javascript:` or `data:`. */
export const isWeb = (link: string): boolean => /^https?:\/\//i.test(link)

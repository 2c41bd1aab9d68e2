const MAX_LENGTH = 4096

/**
 * A link as a browser would follow it, or '' if it is none that may be shown: http(s) only, never `javascript:`.
 * @param link as written, `&amp;` for `&` if it was escaped once too often; the empty one leads to the base itself (RFC 3986, section 4.4), undefined nowhere
 * @param base absolute, or '' when nobody knows the document's own address
 */
export function resolve(link: string | undefined, base: string): string {
  if (link === undefined || link.length > MAX_LENGTH) return ''
  try {
    const { href, protocol } = new URL(link.trim().replace(/&(?:amp;)+/g, '&'), base === '' ? undefined : base)
    return /^https?:$/.test(protocol) && href.length <= MAX_LENGTH ? href : ''
  } catch {
    return ''
  }
}

/** Browsers once handed `feed://host/rss` and `feed:https://host/rss` to a reader of feeds: it asks over the web. */
export const overWeb = (link: string): string =>
  link.replace(/^\s*feed:(?:\/\/)?(?=https?:)/i, '').replace(/^\s*feed:\/\//i, 'http://')

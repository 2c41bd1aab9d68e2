/** Full-width letters, digits and signs as ASCII. What is known is short: the rest of a stranger's word is cut off. */
export const plain = (written: string): string => written.slice(0, 12).normalize('NFKC')

import { createHash } from 'node:crypto'
import type { Article } from '../words.ts'

/** Fewer letters than this say too little: "Weather" twice in a week is not one event. Han says more with less. */
const LEAST_LETTERS = 12
const LEAST_HAN = 6

/**
 * What an article is found by: its page and its normalised title. Two articles that share a term within its seven days
 * report one event.
 * @returns hashes, the surest first; a home page or a title that says too little is no term
 */
export function storyTerms({ page, title, feedTitle }: Pick<Article, 'page' | 'title' | 'feedTitle'>): string[] {
  const plain = plainTitle(title, feedTitle)
  return [
    ...(page && !isHome(page) ? [hash(`page ${page}`)] : []),
    ...(saysEnough(plain) ? [hash(`title ${plain}`)] : []),
  ]
}

/** Letters and digits alone, folded; without the newsroom's name that aggregators append (" - Example News"). */
function plainTitle(title: string, feedTitle: string): string {
  const suffix = ` - ${feedTitle}`
  const bare = feedTitle && title.endsWith(suffix) ? title.slice(0, -suffix.length) : title
  return bare
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function saysEnough(plain: string): boolean {
  const han = plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
  return han >= LEAST_HAN || (plain.length >= LEAST_LETTERS && plain.includes(' '))
}

function isHome(page: string): boolean {
  const { pathname, search } = new URL(page)
  return pathname === '/' && search === ''
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22)

import type { Article, Match, Severity } from '../../shared/words.ts'

const T0 = Date.parse('2026-03-02T10:00:00Z')
export const at = (seconds: number) => new Date(T0 + seconds * 1000)
export const lease = (owner: string, fromSeconds: number, seconds = 300) => ({
  ...{ owner, now: at(fromSeconds), until: at(fromSeconds + seconds) },
})

export const anArticle = (id: string, article: Partial<Article> = {}): Article => ({
  ...{ id, feed: 'f1', feedTitle: 'Wire', title: `Title ${id}`, summary: '', link: null, page: null, language: null },
  ...{ published: null, firstSeen: at(0).toISOString() },
  ...article,
})

export const aMatch = (topic: string, severity: Severity = 'high'): Match => ({
  ...{ topic, topicName: topic, severity, language: null, score: 1, threshold: 0, evidence: [] },
})

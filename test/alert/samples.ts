import type { Channel, Evidence, Reason, Severity, Told, When } from '../../shared/words.ts'

export const NOW = new Date('2026-03-02T10:00:00Z')

export const aWhen = (when: Partial<When> = {}): When => ({
  ...{ instant: true, quiet: null, digest: null, timezone: 'UTC' },
  ...when,
})

export const aChannel = (channel: Partial<Channel> = {}): Channel => ({
  ...{ id: 'desk', name: 'Fraud desk', topics: ['fraud', 'ports'], severity: 'low', languages: [], when: aWhen() },
  ...{ routes: ['mail', 'sms'], origin: 'file' },
  ...channel,
})

/** A word of a text, where it stands. */
export const found = (text: string, word: string, field: 'title' | 'summary' = 'title'): Evidence => ({
  clause: word,
  contribution: 1,
  spans: [{ field, start: text.indexOf(word), end: text.indexOf(word) + word.length }],
})

export const aReason = (topic: string, severity: Severity, reason: Partial<Reason> = {}): Reason => {
  const title = reason.title ?? 'A cyber fraud ring falls'
  return {
    ...{ topic, topicName: `Topic ${topic}`, severity, language: 'en', score: 1, threshold: 0, title, summary: '' },
    source: 'Wire',
    evidence: [found(title, 'fraud')],
    ...reason,
  }
}

export const aTold = (told: Partial<Told> = {}): Told => {
  const { title = 'A cyber fraud ring falls', severity = 'high' } = told
  return {
    ...{ story: 's1', rev: 1, severity, was: null, title, summary: '', link: 'https://wire.example/ring' },
    ...{ language: 'en', first: '2026-03-02T09:00:00.000Z', size: 1, sources: ['Wire'] },
    matches: [aReason('fraud', severity, { title })],
    ...told,
  }
}

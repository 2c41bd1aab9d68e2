import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { compose } from '../../shared/alert/compose.ts'
import type { Message, Told } from '../../shared/words.ts'
import { aChannel, aReason, aTold, aWhen, found, NOW } from './samples.ts'

const composed = (...stories: readonly Told[]) => compose(aChannel(), 'mail', stories, 7, NOW)

/** What a mail reader sees, and which elements stand round it. */
function seen(html: string) {
  const elements: string[] = []
  const links: string[] = []
  let text = ''
  const parser = new Parser({
    onopentag(name, { href }) {
      elements.push(name)
      if (href !== undefined) links.push(href)
    },
    ontext(data) {
      text += data
    },
  })
  parser.end(html)
  return { elements: new Set(elements), links, text: text.replace(/\s+/g, ' ') }
}

describe('the subject', () => {
  test.each<[string, readonly Told[], string]>([
    ['severity and title', [aTold()], '[HIGH] A cyber fraud ring falls'],
    ['an escalation, and from where', [aTold({ was: 'medium' })], '[NOW HIGH, WAS MEDIUM] A cyber fraud ring falls'],
    ['how many are folded', [aTold(), aTold()], '[HIGH] A cyber fraud ring falls +1 more'],
    [
      'the gravest of them',
      [aTold({ title: 'Small', severity: 'low' }), aTold({ title: 'Great', severity: 'critical' })],
      '[CRITICAL] Great +1 more',
    ],
    ['no line breaks or controls', [aTold({ title: 'a\r\nBcc: x@y.z\u0000\u202e!' })], '[HIGH] a Bcc: x@y.z !'],
  ])('says %s', (_, stories, expected) => {
    expect(composed(...stories).subject).toBe(expected)
  })

  test.each(['word '.repeat(60), '罢工'.repeat(300), '🚢'.repeat(100)])(
    'has at most 99 characters of %.10s…',
    title => {
      const { subject } = composed(aTold({ title, was: 'medium', severity: 'critical' }))
      expect(subject.length).toBeLessThanOrEqual(99)
      expect(subject.length).toBeGreaterThan(90)
      expect(subject).toMatch(/…$/)
    },
  )
})

describe('a message', () => {
  test('tells the gravest first, of equals the one seen first', () => {
    const at = (title: string, severity: Told['severity'], hour: number) =>
      aTold({ title, severity, first: `2026-03-02T0${hour}:00:00.000Z` })
    const { stories } = composed(at('c', 'low', 1), at('b', 'high', 9), at('a', 'high', 8), at('d', 'critical', 9))
    expect(stories.map(({ title }) => title)).toEqual(['d', 'a', 'b', 'c'])
  })

  test('of the same stories is the same, byte for byte, and has an id of its own', () => {
    expect(composed(aTold())).toEqual(composed(aTold()))
    expect(composed(aTold()).id).toBe('desk-mail-7-20260302100000000')
  })

  test('says why: topic, clause, marked words, source, story size, time and link', () => {
    const summary = 'Police say that a cyber fraud ring of nine fell.'
    const { text, html } = compose(
      aChannel({ when: aWhen({ timezone: 'Europe/Paris' }) }),
      'mail',
      [
        aTold({
          ...{ summary, size: 4, sources: ['Wire', 'Gazette', 'Post', 'Herald'] },
          matches: [
            aReason('fraud', 'high', {
              summary,
              evidence: [found('A cyber fraud ring falls', 'cyber fraud'), found(summary, 'ring', 'summary')],
            }),
          ],
        }),
      ],
      7,
      NOW,
    )
    expect(text).toBe(`[HIGH] A cyber fraud ring falls

${summary}

Why: Topic fraud: cyber fraud, ring
     A »cyber fraud« ring falls
     Police say that a cyber fraud »ring« of nine fell.
Source: Wire, Gazette, Post (4 articles)
Seen: 2 Mar 2026, 10:00 Europe/Paris
https://wire.example/ring

-- 
You are told because the channel "Fraud desk" follows Topic fraud. Message desk-mail-7-20260302100000000, News Alerts.
`)
    expect(html).toContain('>cyber fraud</mark>')
    const { text: read, links } = seen(html)
    expect(links).toEqual(['https://wire.example/ring'])
    for (const part of ['HIGH', 'Why: Topic fraud', 'cyber fraud, ring', 'Wire, Gazette, Post (4 articles)', 'Paris'])
      expect(read).toContain(part)
  })

  test('says what makes it graver, though a longer reason has its words', () => {
    const title = 'Blast: 12 dead'
    const evidence = [
      { ...found(title, 'dead'), clause: 'dead NEAR/3 10..', contribution: 0, raises: 'critical' } as const,
    ]
    const matches = [aReason('blasts', 'critical', { title, evidence: [...evidence, found(title, '12 dead')] })]
    const { text, html } = composed(aTold({ title, severity: 'critical', matches }))
    expect(text).toContain('dead NEAR/3 10.. → critical, 12 dead')
    expect(seen(html).text).toContain('dead NEAR/3 10.. → critical, 12 dead')
  })

  test('says why even if there are no words to mark', () => {
    const bare = aReason('fraud', 'high', { title: '', summary: '', evidence: [] })
    expect(composed(aTold({ matches: [bare] })).text).toContain('\nWhy: Topic fraud\nSource: Wire\n')
  })

  test('shows six reasons, and says how many more there are', () => {
    const matches = Array.from({ length: 9 }, (_, n) => aReason(`t${n}`, 'high'))
    const { text, html, stories } = composed(aTold({ matches }))
    expect(text.match(/^Why: /gm)).toHaveLength(6)
    expect(text).toContain('\nand 3 more topics\n')
    expect(seen(html).text).toContain('and 3 more topics')
    expect(stories[0]?.matches).toHaveLength(6)
  })

  test('shows what strangers wrote as text, whatever they wrote', () => {
    const evil = '</h2><script>alert(1)</script><img src=x onerror=alert(1)> "\'& \u202e fraud'
    const reason = aReason('fraud', 'high', {
      title: evil,
      summary: evil,
      source: evil,
      evidence: [found(evil, '<img')],
    })
    const { text, html } = composed(aTold({ title: evil, summary: evil, sources: [evil], matches: [reason] }))
    const { elements, text: read } = seen(html)
    expect(elements).not.toContain('script')
    expect(elements).not.toContain('img')
    expect(read.match(/alert\(1\)/g)?.length).toBeGreaterThan(3)
    expect(html).toContain('<mark style="background:#ffe08a;color:#1a1a1a">&lt;img</mark>')
    expect(html + text).not.toContain('\u202e')
  })

  test('does not let a title forge another line of its text', () => {
    const { text } = composed(aTold({ title: 'a\n\n---\n\n[CRITICAL] b', sources: ['c\nd'] }))
    expect(text).not.toMatch(/^\[CRITICAL\]/m)
    expect(text).not.toMatch(/^d/m)
  })
})

describe('a message fits what carries and keeps it, and leaves the rest for the next', () => {
  /** The most a reader of feeds and a story let through. */
  const worst = (letter: string): Told => {
    const long = letter.repeat(Math.ceil(1000 / letter.length)).slice(0, 1000)
    const spans = [1, 2, 3].map(start => ({ field: 'summary' as const, start, end: start + 1 }))
    const evidence = Array.from({ length: 10 }, () => ({ clause: long.slice(0, 200), contribution: 1, spans }))
    const reason = { title: long, summary: long, source: long.slice(0, 200), evidence }
    const matches = Array.from({ length: 10 }, (_, n) => aReason(`topic-${n}`, 'high', reason))
    const sources = Array.from({ length: 20 }, (_, n) => `${n}${long.slice(0, 198)}`)
    return aTold({ title: long, summary: long, link: `https://x.example/${'y'.repeat(1980)}`, sources, matches })
  }
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
  const body = ({ html, text, sms, ...rest }: Message) =>
    bytes({ default: JSON.stringify({ ...rest, text, sms }), email: text, sms })

  test.each(['罢', '"', '\\', '&', 'x', '🚢'])('even of the longest stories in %s', letter => {
    const message = composed(...Array.from({ length: 12 }, () => worst(letter)))
    expect(message.stories.length).toBeGreaterThanOrEqual(1)
    expect(bytes(message)).toBeLessThan(350_000)
    expect(body(message)).toBeLessThan(256 * 1024 - 2_000)
    expect(message.subject).toContain(message.stories.length > 1 ? `… +${message.stories.length - 1} more` : '')
  })

  test('fifty ordinary stories go into one', () => {
    const summary = 'Police in Lagos say that nine people were held on Monday over fraud by telephone. '.repeat(4)
    const matches = [aReason('fraud', 'high', { summary })]
    expect(composed(...Array.from({ length: 50 }, () => aTold({ summary, matches }))).stories).toHaveLength(50)
  })

  test('the gravest are told first', () => {
    const grave = { ...worst('罢'), severity: 'critical' as const, story: 'grave' }
    const { stories } = composed(...Array.from({ length: 11 }, () => worst('罢')), grave)
    expect(stories[0]?.story).toBe('grave')
    expect(stories.length).toBeLessThan(12)
  })
})

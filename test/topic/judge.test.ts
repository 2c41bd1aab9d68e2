import { describe, expect, test } from 'vitest'
import { interval, resamples } from '../../shared/topic/judge/interval.ts'
import { mistakesOf } from '../../shared/topic/judge/mistakes.ts'
import { type Judged, tryTopics } from '../../shared/topic/judge/outcome.ts'
import { scoresOf } from '../../shared/topic/judge/score.ts'
import { supportOf } from '../../shared/topic/judge/support.ts'
import type { Topic } from '../../shared/words.ts'

const topic = (id: string, query: string, threshold = 0): Topic => ({
  ...{ id, name: id, description: '', severity: 'low', query, threshold },
  examples: { match: [], reject: [] },
})
const item = (title: string, labels: string[] = [], rest: Partial<Judged> = {}): Judged => ({
  ...{ id: title, lang: 'en', title, text: '', labels, uncertain: [] },
  ...rest,
})

const FRAUD = topic('fraud', 'fraud OR (bank AND theft) OR scam')
const PORTS = topic('ports', '(strike AND port) -film')

describe('scores', () => {
  const tried = tryTopics(
    [FRAUD, PORTS, topic('never', 'xyzzy')],
    [
      item('Bank fraud', ['fraud']),
      item('Fraud in a film'),
      item('Tricked by phone', ['fraud']),
      item('Port strike', ['ports', 'unheard-of']),
      item('Port strike scam', ['ports'], { uncertain: ['fraud'] }),
      item('Port walkout', ['ports'], { lang: 'fr', uncertain: ['ports'] }),
      item('Rain', [], { lang: 'fr' }),
    ],
  )
  const scores = scoresOf(tried, ['fraud', 'ports', 'never'])

  test('count what is found and meant, and leave out what its judge could not decide', () => {
    expect(scores.topics['fraud']).toMatchObject({ precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, right: 1, wrong: 1 })
    expect(scores.topics['ports']).toMatchObject({ precision: 1, recall: 1, f1: 1, right: 2, wrong: 0, missed: 0 })
  })

  test('are null where nothing was meant, and the mean is of the others', () => {
    const none = { precision: null, recall: null, f1: null, interval: null }
    expect(scores.topics['never']).toMatchObject(none)
    expect(scores.languages['fr']).toMatchObject({ ...none, items: 2, matched: 0, alarms: 0 })
    expect(scores.macro).toMatchObject({ precision: 3 / 4, recall: 3 / 4, f1: 3 / 4 })
  })

  test('of all topics as one', () => {
    expect(scores.micro).toMatchObject({ precision: 3 / 4, recall: 3 / 4, f1: 3 / 4, right: 3, wrong: 1, missed: 1 })
    expect(scores.languages['en']).toMatchObject({ f1: 3 / 4, items: 5, matched: 4, alarms: 1 })
  })
})

describe('an interval', () => {
  const heads = Array.from({ length: 400 }, (_, n) => n % 2)
  /** Of the share of ones among 400 items. */
  const intervalOf = (kinds: readonly number[], blanks: number) =>
    interval(Array.from(resamples(kinds, 2, blanks), drawn => (drawn[1] ?? 0) / 400))

  test('is about as wide as theory says: 1.96 standard errors on either side', () => {
    const [low = 0, high = 0] = intervalOf(heads, 0) ?? []
    expect(low).toBeCloseTo(0.5 - 0.049, 2)
    expect(high).toBeCloseTo(0.5 + 0.049, 2)
  })

  test('draws what it need not see', () => {
    const ones = heads.filter(n => n === 1)
    const [low = 0, high = 0] = intervalOf(ones, 200) ?? []
    expect(low).toBeCloseTo(0.5 - 0.049, 2)
    expect(high).toBeCloseTo(0.5 + 0.049, 2)
  })

  test('is the same every time', () => {
    expect(intervalOf(heads, 9)).toEqual(intervalOf(heads, 9))
  })

  test('of what never is a figure is null', () => {
    expect(interval([null, null])).toBeNull()
  })
})

test('hundreds of topics are measured by the same resamples, in no time', () => {
  const topics = Array.from({ length: 300 }, (_, n) => `t${n}`)
  const outcomes = new Map(topics.map(topic => [topic, 'right' as const]))
  const tried = Array.from({ length: 3_000 }, () => ({ ...item('Bank fraud'), matches: [], outcomes }))
  expect(scoresOf(tried, topics).topics['t299']).toMatchObject({ right: 3_000, interval: [1, 1] })
})

test('the worst mistakes come first: the surest of the wrong, the nearest of the missed', () => {
  const tried = tryTopics(
    [FRAUD, PORTS],
    [
      item('A scam'),
      item('A fraud, a scam'),
      item('Hoax', ['fraud']),
      item('Strike, the film', ['ports']),
      item('Strike', ['ports']),
      item('Port strike film', ['ports']),
    ],
  )
  const said = (kind: 'wrong' | 'missed') =>
    mistakesOf(tried, [FRAUD, PORTS], kind).map(({ item, lacks }) => [item.title, ...lacks.map(({ clause }) => clause)])
  expect(said('wrong')).toEqual([['A fraud, a scam'], ['A scam']])
  expect(said('missed')).toEqual([
    ['Port strike film', 'film'],
    ['Strike', 'port'],
    ['Strike, the film', 'port', 'film'],
    ['Hoax', 'fraud OR (bank AND theft) OR scam'],
  ])
})

describe('support', () => {
  const items = [
    item('Fraud and scam', ['fraud']),
    item('Fraud at a bank', ['fraud']),
    item('Fraud at a shop', ['fraud']),
    item('Theft at the bank', ['fraud']),
    item('Scam, the film'),
    item('Hoax', ['fraud']),
  ]
  const singles = ({ id, query, threshold }: Topic) => {
    const { single, recall } = supportOf(topic(id, query, threshold), tryTopics([topic(id, query, threshold)], items))
    return { single: single.map(({ clause, item, isSpare }) => [clause, item.title, isSpare]), recall }
  }

  test('lists what only one right match speaks for, what nothing else would find first', () => {
    expect(singles(FRAUD)).toEqual({
      single: [
        ['bank', 'Theft at the bank', false],
        ['theft', 'Theft at the bank', false],
        ['scam', 'Fraud and scam', true],
      ],
      recall: 3 / 5,
    })
  })

  test('knows a threshold that is not reached without it', () => {
    expect(singles(topic('fraud', '(fraud OR scam) -film', 2)).single).toEqual([
      ['fraud', 'Fraud and scam', false],
      ['scam', 'Fraud and scam', false],
    ])
  })

  test('does not take an exclusion for a part that may go', () => {
    expect(singles(topic('fraud', '(fraud -shop -scam) OR (theft -film)')).single).toEqual([
      ['fraud', 'Fraud at a bank', false],
      ['theft', 'Theft at the bank', false],
    ])
  })
})

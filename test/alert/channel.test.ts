import { describe, expect, test } from 'vitest'
import { dueAt, wants } from '../../shared/alert/channel.ts'
import type { Channel, Reason, When } from '../../shared/words.ts'
import { aChannel, aReason, aWhen } from './samples.ts'

const by = (...reasons: readonly Reason[]) => Object.fromEntries(reasons.map(reason => [reason.topic, reason]))

describe('what a channel wants', () => {
  const fraud = aReason('fraud', 'high')
  const ports = aReason('ports', 'low')
  const other = aReason('other', 'critical')
  test.each<[string, Partial<Channel>, readonly Reason[], string | null, readonly string[] | null]>([
    ['one of its topics', {}, [fraud], 'en', ['high', 'fraud']],
    ['nothing of a topic it does not follow', {}, [other], 'en', null],
    ['only its own topics of several', {}, [other, ports], 'en', ['low', 'ports']],
    ['the gravest topic first, whose severity counts', {}, [ports, fraud], 'en', ['high', 'fraud', 'ports']],
    ['what is exactly as severe as it asks', { severity: 'high' }, [fraud, ports], 'en', ['high', 'fraud']],
    ['nothing less severe', { severity: 'critical' }, [fraud, ports], 'en', null],
    ['its languages', { languages: ['fr', 'en'] }, [fraud], 'en', ['high', 'fraud']],
    ['no other language', { languages: ['fr'] }, [fraud], 'en', null],
    ['an unknown language too, rather than be silent', { languages: ['fr'] }, [fraud], null, ['high', 'fraud']],
    ['a language whatever its region', { languages: ['pt-BR'] }, [fraud], 'pt', ['high', 'fraud']],
    ['an unknown language, if it asks for none', {}, [fraud], null, ['high', 'fraud']],
  ])('%s', (_, channel, reasons, language, expected) => {
    const wanted = wants(aChannel(channel), { language, matches: by(...reasons) })
    expect(wanted && [wanted.severity, ...wanted.matches.map(({ topic }) => topic)]).toEqual(expected)
  })

  test('of two equally grave topics the better match comes first', () => {
    const matches = by(aReason('fraud', 'high'), aReason('ports', 'high', { score: 2 }))
    expect(wants(aChannel(), { language: null, matches })?.matches.map(({ topic }) => topic)).toEqual([
      'ports',
      'fraud',
    ])
  })
})

describe('when a channel hears of what it is owed', () => {
  const night = { from: '22:00', to: '07:00' }
  const paris = { timezone: 'Europe/Paris' }
  test.each<[string, Partial<When>, string, string]>([
    ['instant: now', {}, '2026-03-02T23:00:00Z', '2026-03-02T23:00:00Z'],
    ['before the quiet hours: now', { quiet: night }, '2026-03-02T21:59:59Z', '2026-03-02T21:59:59Z'],
    ['as they begin: when they end', { quiet: night }, '2026-03-02T22:00:00Z', '2026-03-03T07:00:00Z'],
    ['at midnight: the same morning', { quiet: night }, '2026-03-03T00:00:00Z', '2026-03-03T07:00:00Z'],
    ['in the first minutes of a day', { quiet: night }, '2026-03-03T00:30:00Z', '2026-03-03T07:00:00Z'],
    ['as they end: now', { quiet: night }, '2026-03-03T07:00:00Z', '2026-03-03T07:00:00Z'],
    ['quiet from noon on', { quiet: { from: '12:00', to: '14:00' } }, '2026-03-02T12:00:00Z', '2026-03-02T14:00:00Z'],
    ['to two, not longer', { quiet: { from: '12:00', to: '14:00' } }, '2026-03-02T14:00:00Z', '2026-03-02T14:00:00Z'],
    ['quiet at noon', { quiet: { from: '12:00', to: '14:00' } }, '2026-03-02T13:10:00Z', '2026-03-02T14:00:00Z'],
    [
      'not quiet at night then',
      { quiet: { from: '12:00', to: '14:00' } },
      '2026-03-02T23:10:00Z',
      '2026-03-02T23:10:00Z',
    ],
    ['quiet in its own time zone', { quiet: night, ...paris }, '2026-03-02T21:30:00Z', '2026-03-03T06:00:00Z'],
    ['east of midnight', { quiet: night, timezone: 'Asia/Kolkata' }, '2026-03-02T17:00:00Z', '2026-03-03T01:30:00Z'],
    [
      'a daily digest, this day',
      { instant: false, digest: { every: 'day', at: '08:00' } },
      '2026-03-02T07:59:00Z',
      '2026-03-02T08:00:00Z',
    ],
    [
      'a daily digest, the next',
      { instant: false, digest: { every: 'day', at: '08:00' } },
      '2026-03-02T08:00:01Z',
      '2026-03-03T08:00:00Z',
    ],
    [
      'a daily digest in Paris',
      { instant: false, digest: { every: 'day', at: '08:00' }, ...paris },
      '2026-03-02T08:00:00Z',
      '2026-03-03T07:00:00Z',
    ],
    ['an hourly digest', { instant: false, digest: { every: 'hour' } }, '2026-03-02T10:01:00Z', '2026-03-02T11:00:00Z'],
    [
      'an hourly digest at a half-hour zone',
      { instant: false, digest: { every: 'hour' }, timezone: 'Asia/Kolkata' },
      '2026-03-02T10:01:00Z',
      '2026-03-02T10:30:00Z',
    ],
    [
      'an hourly digest that would be quiet',
      { instant: false, digest: { every: 'hour' }, quiet: night },
      '2026-03-02T21:30:00Z',
      '2026-03-03T07:00:00Z',
    ],
    [
      'instant by day, although there is a digest',
      { quiet: night, digest: { every: 'day', at: '08:00' } },
      '2026-03-02T12:00:00Z',
      '2026-03-02T12:00:00Z',
    ],
    [
      'what quiet held back waits for the digest',
      { quiet: night, digest: { every: 'day', at: '08:00' } },
      '2026-03-02T23:00:00Z',
      '2026-03-03T08:00:00Z',
    ],
    [
      'a digest inside the quiet hours waits for their end',
      { instant: false, quiet: night, digest: { every: 'day', at: '06:00' } },
      '2026-03-02T23:00:00Z',
      '2026-03-03T07:00:00Z',
    ],
    // 29 March 2026: Paris goes from 02:00 to 03:00; 25 October 2026: from 03:00 back to 02:00.
    ['the morning after a short night', { quiet: night, ...paris }, '2026-03-28T23:30:00Z', '2026-03-29T05:00:00Z'],
    ['the morning after a long night', { quiet: night, ...paris }, '2026-10-24T21:30:00Z', '2026-10-25T06:00:00Z'],
    [
      'an end that this night does not have',
      { quiet: { from: '22:00', to: '02:30' }, ...paris },
      '2026-03-28T23:30:00Z',
      '2026-03-29T01:00:00Z',
    ],
    [
      'a digest that this night does not have',
      { instant: false, digest: { every: 'day', at: '02:30' }, ...paris },
      '2026-03-28T23:30:00Z',
      '2026-03-29T01:00:00Z',
    ],
    [
      'a digest that this night has twice',
      { instant: false, digest: { every: 'day', at: '02:30' }, ...paris },
      '2026-10-24T22:00:00Z',
      '2026-10-25T00:30:00Z',
    ],
  ])('%s', (_, when, now, expected) => {
    expect(dueAt({ when: aWhen(when) }, new Date(now)).toISOString()).toBe(new Date(expected).toISOString())
  })
})

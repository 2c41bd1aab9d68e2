import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shownJson } from '../../web/strange.tsx'
import { aSubscriber } from '../people.ts'
import { aMatch, aStory, CHANNEL, NOW, openDesk, parsed, type Words } from './desk.ts'

const VISIBLE = `"'><script>alert(1)</script><img src=x onerror=alert(1)><!-- &lt;b&gt; </title></pre></iframe>`
const WORDS: Words = {
  text: `\u202e\u2066${VISIBLE}\u2069\u0007`, // turned round, isolated, and with a bell
  link: 'javascript:alert(1)',
  language: 'en" onclick="alert(1)',
}
const PAGES = [
  '/',
  '/matches',
  '/stories',
  '/feeds',
  '/channels',
  '/inbox',
  '/stories/s1',
  '/inbox/desk/mail/1',
  '/inbox/desk/sms/1',
]

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  const text = WORDS.text
  desk = await openDesk([{ ...CHANNEL, name: text }], [])
  await desk.aFeed(WORDS, { mended: text, fault: { kind: 'malformed', message: text }, failures: 1, state: 'failing' })
  await desk.store.matches.keep({ ...aMatch(WORDS), topicName: text })
  await desk.store.stories.save(aStory(WORDS), NOW)
  await desk.store.people.add(aSubscriber({ address: `${text}@example.org` }))
  const state = { state: 'waiting', error: text } as const
  for (const route of CHANNEL.routes) await desk.aMessage(WORDS, route, state)
})
afterEach(() => desk.close())

describe.each(PAGES)("on %s strangers' words", path => {
  test('are text, and say what they said', async () => {
    const html = await desk.get(path)
    const { elements, text } = parsed(html)
    const scripts = elements.filter(({ name }) => name === 'script').map(({ attributes }) => attributes['src'])
    expect(scripts.filter(src => src !== '/refresh.js')).toEqual([])
    expect(elements.filter(({ name }) => ['img', 'object', 'embed', 'base', 'style'].includes(name))).toEqual([])
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes).filter(name => name.startsWith('on')))).toEqual(
      [],
    )
    if (path !== '/channels') expect(text).toContain(VISIBLE.replace(/\s+/g, ' '))
  })

  test('lead nowhere but to the web', async () => {
    const { elements } = parsed(await desk.get(path))
    const targets = elements.flatMap(({ name, attributes }) =>
      name === 'link' ? [] : [attributes['href'], attributes['src']],
    )
    expect(targets.filter(target => target !== undefined && !/^(\/(?!\/)|#|https?:)/.test(target))).toEqual([])
  })

  test('rearrange nothing', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
    expect(await desk.get(path)).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/)
  })
})

test('a link to the web opens elsewhere and tells nothing of us', async () => {
  await desk.store.matches.keep(aMatch({ ...WORDS, link: 'https://wire.example/"><b>' }))
  const { elements } = parsed(await desk.get('/matches'))
  const link = elements.find(({ attributes }) => attributes['href']?.startsWith('https://wire.example'))
  expect(link?.attributes).toEqual({ href: 'https://wire.example/"><b>', rel: 'noreferrer noopener', target: '_blank' })
})

test('what is shown as JSON is still the same JSON', () => {
  const message = { text: `${WORDS.text}\n\u0085` }
  expect(JSON.parse(shownJson(message))).toEqual(message)
})

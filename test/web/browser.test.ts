import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve } from '../../local/serve.ts'
import { ago, aMatch, aStory, CHANNEL, NOW, openDesk } from './desk.ts'

const executablePath = '/usr/bin/chromium' // where Debian puts it
const absent = !existsSync(executablePath) && process.env['REQUIRE_ALL'] !== '1'
if (absent) console.log(`Pages are not tried in a browser: there is none at ${executablePath}.`)

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const TITLES = [
  ['en', 'A cyber fraud ring falls in Lumiri after eleven months'],
  ['fr', 'Escroquerie téléphonique : une centrale fermée à Lumiri'],
  ['es', 'Cierran en Lumiri una central de estafas telefónicas'],
  ['ru', 'Телефонные мошенники выманили у пенсионерки все сбережения'],
  ['ar', 'الشرطة تداهم مركز اتصال للاحتيال الهاتفي'],
  ['zh', '警方破获网络诈骗案，九十四个钓鱼网站被关停'],
  ['de', `Donaudampfschifffahrts${'gesellschaft'.repeat(8)}`], // nowhere to break it
] as const
const PAGES = [
  '/',
  '/matches',
  '/matches?topic=fraud&severity=low&language=zh&q=%E8%AF%88%E9%AA%97&feed=f1&since=2026-01-01T00:00:00Z&limit=1',
  '/stories',
  '/stories/s1',
  '/feeds',
  '/channels',
  '/inbox',
  '/inbox/desk/mail/1',
  '/inbox/desk/sms/1',
  '/none',
]

let desk: Awaited<ReturnType<typeof openDesk>>
let server: Awaited<ReturnType<typeof serve>>
let browser: Browser

async function fill() {
  const fault = { kind: 'status', message: 'the server answered 503 (busy)', status: 503 } as const
  const [, title] = TITLES[6]
  await desk.aFeed(
    { text: title, link: null, language: 'de' },
    { state: 'failing', fault, failures: 2, waitUntil: ago(-99) },
  )
  for (const [n, [language, text]] of TITLES.entries()) {
    const words = { text, link: `https://wire.example/${text}`, language }
    const match = aMatch(words, n % 2 === 1)
    await desk.store.matches.keep({ ...match, article: { ...match.article, id: `a${n}` } })
    await desk.aMessage(
      words,
      'mail',
      n % 2 ? { state: 'sent', sentAt: ago(9) } : { state: 'waiting', error: 'no room' },
      n + 1,
    )
  }
  const words = { text: title, link: 'https://wire.example/1', language: 'de' }
  await desk.store.stories.save(aStory(words), NOW)
  await desk.aMessage(words, 'sms', { state: 'unknown', unknown: 1, error: 'timed out' })
}

describe.skipIf(absent)('in a browser', () => {
  beforeAll(async () => {
    desk = await openDesk([CHANNEL, { ...CHANNEL, id: 'night', name: 'مكتب الليل', severity: 'critical' }])
    await fill()
    server = await serve(desk.app, 0, error => console.error(error))
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-sync'] })
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await server.close()
    await desk.close()
  })

  const url = (path: string) => `http://127.0.0.1:${server.port}${path}`

  async function open(path: string, look: { readonly colorScheme?: 'light' | 'dark'; readonly width?: number } = {}) {
    const { colorScheme = 'light', width = 1280 } = look
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
    const page = await context.newPage()
    const troubles: string[] = []
    page.on('request', request => request.url().startsWith(url('/')) || troubles.push(request.url()))
    page.on('pageerror', error => troubles.push(error.message))
    page.on('console', said => /Content.Security/i.test(said.text()) && troubles.push(said.text()))
    await page.clock.install()
    await page.goto(url(path))
    return {
      page,
      troubles: () => troubles.filter(text => !text.startsWith('data:image/svg')),
      close: () => context.close(),
    }
  }

  describe.each(PAGES)('%s', path => {
    test.each([
      ['light', 1280],
      ['dark', 320],
    ] as const)(
      'is accessible in a %s scheme, %i pixels wide, with nothing cut off or fetched elsewhere',
      async (colorScheme, width) => {
        const { page, troubles, close } = await open(path, { colorScheme, width })
        const wide: unknown = await page.evaluate('document.documentElement.scrollWidth')
        await page.evaluate(AXE)
        const violations: unknown = await page.evaluate(
          'axe.run({ iframes: false }).then(found => found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))',
        )
        expect([violations, wide, troubles()]).toEqual([[], width, []])
        await close()
      },
    )
  })

  const turn = (page: Page) => page.clock.runFor(2_000)

  test('the first page brings itself up to date, and leaves its reader in the same place', async () => {
    const { page, close } = await open('/')
    await page.evaluate('scrollTo(0, 300); document.querySelectorAll("main a")[6].focus({ preventScroll: true })')
    const place = '[scrollY, document.activeElement.getAttribute("href")]'
    const before: unknown = await page.evaluate(place)
    await desk.aMessage({ text: 'News of this minute', link: null, language: 'en' }, 'sms', {}, 2)
    await turn(page)
    await page.getByRole('link', { name: 'News of this minute' }).waitFor()
    expect(await page.evaluate(place)).toEqual(before)
    await close()
  })

  test('it rests while it is paused', async () => {
    const { page, close } = await open('/')
    let asked = 0
    page.on('request', () => asked++)
    await page.getByRole('button', { name: 'Pause' }).click()
    await turn(page)
    expect(asked).toBe(0)
    const again = page.waitForRequest(url('/'))
    await page.getByRole('button', { name: 'Go on' }).click()
    await turn(page)
    await again
    await close()
  })

  test('it says when the server no longer answers', async () => {
    const { page, close } = await open('/')
    await page.route('**/*', route => route.abort())
    await turn(page)
    await page.getByRole('status').getByText('Not up to date').waitFor()
    await close()
  })

  test('a mail is drawn with its own styles; its links open beside it, and know nothing of us', async () => {
    const { page, close } = await open('/inbox/desk/mail/1')
    const mail = page.frame({ url: /mail\.html$/ })
    await page.context().route('https://wire.example/**', route => route.fulfill({ body: 'the publisher' }))
    const [opened] = await Promise.all([page.context().waitForEvent('page'), mail?.locator('h2 a').click()])
    await opened.waitForLoadState()
    expect(await mail?.evaluate('getComputedStyle(document.querySelector("h2")).fontSize')).toBe('20px')
    expect(await opened.evaluate('[String(opener), document.referrer, document.body.innerText]')).toEqual([
      ...['null', '', 'the publisher'],
    ])
    await close()
  })
})

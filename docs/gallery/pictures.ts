import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

export const SCHEMES = ['light', 'dark'] as const
/** By the end of a picture's name. */
export const WIDTHS = { '': 1280, '-phone': 390 } as const

/** No page is shown further down than this: a picture is to be looked at, and kept. */
const MOST_HEIGHT = 1_000
const MOST_BYTES = 300_000

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-lcd-text', // letters in shades of grey: a third of the bytes
]

/**
 * Pictures of every page, light and dark, on a desk and on a telephone: `<page>-<scheme>[-phone].png`.
 * @param pages the address of each, by its name
 * @throws Error for a page that answers badly, or whose picture is too large to be kept
 */
export async function takePictures(
  executablePath: string,
  url: string,
  pages: Readonly<Record<string, string>>,
  folder: string,
): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  try {
    for (const colorScheme of SCHEMES)
      for (const [end, width] of Object.entries(WIDTHS))
        for (const [name, path] of Object.entries(pages))
          await takePicture(
            browser,
            url + path,
            { colorScheme, width },
            join(folder, `${name}-${colorScheme}${end}.png`),
          )
  } finally {
    await browser.close()
  }
}

interface Look {
  readonly colorScheme: (typeof SCHEMES)[number]
  readonly width: number
}

async function takePicture(browser: Browser, url: string, { colorScheme, width }: Look, path: string): Promise<void> {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } })
  try {
    const answer = await page.goto(url, { waitUntil: 'load' })
    if (!answer?.ok()) throw new Error(`${url} answered ${answer?.status()}`)
    const shown = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (shown > width) console.warn(`${url} is ${shown} wide in a window of ${width}: it scrolls sideways`)
    const height = Math.min(Number(await page.evaluate('document.documentElement.scrollHeight')), MOST_HEIGHT)
    await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } })
  } finally {
    await page.close()
  }
  const { size } = await stat(path)
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes: more than ${MOST_BYTES}`)
}

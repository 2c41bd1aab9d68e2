import { html, raw } from 'hono/html'
import { OPENING, type Release } from './opening.ts'
import { entry, PAPERS } from './script.ts'

/**
 * The page an item links to, so that the link in an alert opens something without a network; null if there is none.
 * @param path `/<paper>/<key>` or `/wire/<report>`, as `listing` makes them
 * @param position how many entries of the script are out: what is not out has no page
 */
export function writePage(path: string, position: number): string | null {
  const [, folder = '', key = ''] = path.split('/')
  const release = folder === 'wire' ? fromTheWire(key, position) : printed(folder, key, position)
  return release ? String(document(release)) : null
}

const fromTheWire = (report: string, position: number): Release | undefined =>
  OPENING.slice(0, position)
    .flat()
    .find(({ piece }) => piece.wire === report)

function printed(slug: string, key: string, position: number): Release | undefined {
  const [, where = '', i = ''] = /^(catalogue|\d{1,12})-(\d{1,2})$/.exec(key) ?? []
  const paper = PAPERS.find(paper => paper.slug === slug)
  if (where === 'catalogue') {
    const piece = paper?.catalogue[Number(i)]
    return paper && piece && { paper, piece }
  }
  const release = where !== '' && Number(where) < position ? entry(Number(where))[Number(i)] : undefined
  return release?.paper === paper ? release : undefined
}

const document = ({ paper, piece }: Release) => html`<!doctype html>
<html lang="${paper.language}"${paper.language === 'ar' ? raw(' dir="rtl"') : ''}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${piece.title}</title>
<body style="font: 1.1rem/1.6 Georgia, serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem">
<p>${piece.wire ? 'Meridian' : paper.title}</p>
<h1>${piece.title}</h1>
<p>${piece.summary}</p>
<hr>
<p lang="en" dir="ltr"><small>From the sample newsroom of News Alerts: everything in it is invented.</small></p>
</body>
</html>
`

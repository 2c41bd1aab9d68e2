/**
 * The page's own script: every two seconds it fetches the page again and puts the new <main> in place of the old.
 * Without it the page is what it was when it was loaded. It stops while nobody looks, while somebody selects text, and
 * when asked to (WCAG 2.2, 2.2.2); it says so when the server no longer answers, for a page that looks alive and is not
 * is worse than none.
 */
export const REFRESH = `'use strict'
const button = document.getElementById('pause')
const status = document.getElementById('refresh')
let paused = false

function say(text) {
  if (status.textContent !== text) status.textContent = text
}

function isSelecting() {
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed
}

function swap(text) {
  const main = document.querySelector('main')
  const next = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
  if (!next) throw new Error('no page')
  const links = main.querySelectorAll('a, summary')
  const focused = [...links].indexOf(document.activeElement)
  const href = focused < 0 ? null : document.activeElement.getAttribute('href')
  main.replaceChildren(...next.childNodes)
  if (focused < 0) return
  const candidates = [...main.querySelectorAll('a, summary')]
  const same = candidates.find(link => link.getAttribute('href') === href) ?? candidates[focused]
  same?.focus({ preventScroll: true })
}

async function refresh() {
  if (paused || document.hidden || isSelecting()) return
  try {
    const response = await fetch(location.href, { signal: AbortSignal.timeout(10000) })
    if (!response.ok) throw new Error(String(response.status))
    swap(await response.text())
    say('')
  } catch {
    say('Not up to date: the server does not answer.')
  }
}

button.hidden = false
button.addEventListener('click', () => {
  paused = !paused
  button.textContent = paused ? 'Go on' : 'Pause'
})
document.addEventListener('visibilitychange', refresh)

async function turn() {
  await refresh()
  setTimeout(turn, 2000)
}
setTimeout(turn, 2000)
`

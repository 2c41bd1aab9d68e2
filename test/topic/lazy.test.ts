import { expect, test, vi } from 'vitest'
import { languageOf } from '../../shared/topic/language/language.ts'

const loaded = vi.hoisted(() => vi.fn())
vi.mock('eld/extrasmall', importOriginal => {
  loaded()
  return importOriginal()
})

const nobody = { configured: null, item: null, document: null }

test('the detector is loaded once, and only for a text whose language neither the feed nor the letters tell', async () => {
  const text = 'Police arrest three suspects in bank fraud'
  for (const words of [{ configured: 'de' }, { item: 'en' }, { document: 'fr' }])
    await languageOf({ ...nobody, ...words, text })
  for (const told of ['Поліція затримала шахраїв', '警方破获电信诈骗案', '500', ''])
    await languageOf({ ...nobody, text: told })
  expect(loaded).not.toHaveBeenCalled()

  expect(await languageOf({ ...nobody, text })).toBe('en')
  expect(await languageOf({ ...nobody, text: 'La police démantèle un réseau de cyberfraude à Lyon' })).toBe('fr')
  expect(loaded).toHaveBeenCalledOnce()
})

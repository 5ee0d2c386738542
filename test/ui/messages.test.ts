import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CATALOGUES, has, refusalText, t } from '#ui/messages.ts'

const areas = readdirSync('src/messages/en')
const read = (locale: string, area: string): Record<string, string> =>
  JSON.parse(readFileSync(join('src/messages', locale, area), 'utf8'))
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(found => found[1]).sort()

describe('I-3: both languages', () => {
  test.each(areas)('hold the same keys and placeholders in %s', area => {
    const en = read('en', area)
    const nl = read('nl', area)
    expect(Object.keys(nl).sort()).toEqual(Object.keys(en).sort())
    for (const [key, text] of Object.entries(en)) {
      // "one partner" may leave the number out in one language and not in the other.
      const loose = /\.(one|other)$/.test(key)
        ? (all: (string | undefined)[]) => all.filter(n => n !== 'count')
        : (all: (string | undefined)[]) => all
      expect([...new Set(loose(holes(nl[key] ?? '')))], key).toEqual([...new Set(loose(holes(text)))])
      expect(text.trim(), key).not.toBe('')
      expect(nl[key]?.trim(), key).not.toBe('')
    }
  })

  test('no key stands in two areas', () => {
    const keys = areas.flatMap(area => Object.keys(read('en', area)))
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })
})

test('every text that a page or an action asks for by name exists', () => {
  const files = ['src/pages', 'src/ui', 'src/actions'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(astro|svelte|ts)$/.test(name))
      .map(name => join(folder, name)),
  )
  const missing = files.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?:say|t\(locale, |t\()\(?'([a-z0-9]+(?:[.-][a-zA-Z0-9-]+)+)'/g)]
      .map(found => found[1] ?? '')
      .filter(key => key.includes('.') && !has('en', key))
      .map(key => `${file}: ${key}`),
  )
  expect(missing).toEqual([])
})

test('plurals follow the language, numbers are written its way', () => {
  expect(t('en', 'dir.results.count', { count: 1 })).toBe('1 partner')
  expect(t('en', 'dir.results.count', { count: 0 })).toBe('0 partners')
  expect(t('nl', 'dir.results.count', { count: 1234 })).toBe('1.234 partners')
})

test('a name from outside is text, whatever it looks like', () => {
  expect(t('en', 'choose.title', { name: '{count} $& <b>' })).toBe('Choose {count} $& <b>')
  expect(t('en', 'constructor')).toBe('constructor')
})

test('a refusal without words gets the general sentence, never its bare name', () => {
  expect(refusalText('en', 'self-dealing')).toBe(t('en', 'refusal.self-dealing'))
  expect(refusalText('en', 'some-new-name')).toBe(t('en', 'refusal.unknown'))
})

test('RI-42 and section 9 of the rules: the site never poses as independent, and cites no law', () => {
  for (const catalogue of Object.values(CATALOGUES))
    for (const [key, text] of Object.entries(catalogue))
      expect(text, key).not.toMatch(
        /\b(independent|neutral|onafhankelijk|neutraal|required by law|wettelijk verplicht|directive|regulation)\b/i,
      )
})

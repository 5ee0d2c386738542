import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync('src/ui/tokens.css', 'utf8')
const colours = new Map(
  [...css.matchAll(/--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));/g)].map(found => [
    found[1] ?? '',
    [found[2] ?? found[4] ?? '', found[3] ?? found[4] ?? ''] as const,
  ]),
)
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}
const pair = (ink: string, ground: string, theme: 0 | 1) =>
  contrast(colours.get(ink)?.[theme] ?? '', colours.get(ground)?.[theme] ?? '')

describe.each([0, 1] as const)('C-4: colours can be told apart in theme %i', theme => {
  const grounds = ['bg', 'surface', 'surface-2']
  const texts: [string, string][] = [
    ...['text', 'text-2', 'text-3'].flatMap(ink => grounds.map(ground => [ink, ground] as [string, string])),
    ...['accent', 'accent-hover'].flatMap(ink => ['bg', 'surface'].map(ground => [ink, ground] as [string, string])),
    ['accent', 'accent-soft'],
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ...['danger', 'success', 'warn', 'info'].flatMap(state => [
      [state, `${state}-soft`] as [string, string],
      ['text', `${state}-soft`] as [string, string],
    ]),
  ]
  test.each(texts)('%s on %s reads at 4.5', (ink, ground) => {
    expect(pair(ink, ground, theme)).toBeGreaterThanOrEqual(4.5)
  })
  test.each([
    ['border-strong', 'surface'],
    ['border-strong', 'surface-2'],
    ['star', 'surface'],
    ['focus', 'surface'],
    ['focus', 'bg'],
  ])('%s on %s is seen at 3', (ink, ground) => {
    expect(pair(ink, ground, theme)).toBeGreaterThanOrEqual(3)
  })
})

describe('section 1 of the interface design', () => {
  const files = readdirSync('src/ui').filter(name => name.endsWith('.css'))
  test.each(files)('%s: colours come from tokens only, and every rule stands in a layer', name => {
    const text = readFileSync(`src/ui/${name}`, 'utf8')
    if (name !== 'tokens.css') expect(text).not.toMatch(/#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(/i)
    const unlayered = text
      .replace(/\/\*.*?\*\//gs, '')
      .split('\n')
      .filter(line => /^[^\s}@]/.test(line))
    expect(unlayered).toEqual([])
    if (name !== 'print.css') expect(text).not.toContain('!important')
  })
})

test('C-1: nothing in the sources writes a style into a page', () => {
  const views = ['src/ui', 'src/pages'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(astro|svelte)$/.test(name))
      .map(name => `${folder}/${name}`),
  )
  const guilty = views.filter(view => /\sstyle=|style:|define:vars|\.style\b/.test(readFileSync(view, 'utf8')))
  expect(guilty).toEqual([])
})

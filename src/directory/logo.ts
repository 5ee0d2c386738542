/** Marks for firms without a logo of their own making: eight shapes, ten inks, the same bytes for the same name and place. */
import { accentOf, fnv1a, INKS, type Ink, inkOf, n, randomOf, shuffled } from './drawing.ts'

type Mark = (ink: string, accent: string, random: () => number) => string

/** Each on a field of 64 by 64. The random number varies proportions, so that two marks of one kind are not one logo. */
export const MARKS: readonly Mark[] = [
  function twoCircles(ink, accent, random) {
    const r = 12 + random() * 4
    return `<circle cx="${n(10 + r)}" cy="32" r="${n(r)}" fill="${ink}"/><circle cx="${n(54 - r)}" cy="32" r="${n(r)}" fill="${accent}" fill-opacity=".85"/>`
  },
  function flagWithDot(ink, accent, random) {
    const d = n(6 + random() * 3)
    return `<path d="M12 54V10h18a14 14 0 0 1 0 28h-7v16z" fill="${ink}"/><circle cx="45" cy="47" r="${d}" fill="${accent}"/>`
  },
  function risingBars(ink, accent, random) {
    const heights = [14 + random() * 8, 26 + random() * 8, 44]
    return heights
      .map(
        (h, i) =>
          `<rect x="${10 + i * 16}" y="${n(54 - h)}" width="12" height="${n(h)}" rx="3" fill="${i === 2 ? accent : ink}"/>`,
      )
      .join('')
  },
  function nestedHexagon(ink, accent, random) {
    const s = 9 + random() * 4
    return `<path d="M32 7 54 19.5v25L32 57 10 44.5v-25z" fill="${ink}"/><path d="M32 ${n(32 - s * 1.15)}l${n(s)} ${n(s * 0.575)}v${n(s * 1.15)}l-${n(s)} ${n(s * 0.575)}-${n(s)}-${n(s * 0.575)}v-${n(s * 1.15)}z" fill="${accent}"/>`
  },
  function waveWithDot(ink, accent, random) {
    const y = n(17 + random() * 6)
    return `<path d="M9 46c11.5 0 11.5-${y} 23-${y}s11.5 ${y} 23 ${y}" fill="none" stroke="${ink}" stroke-width="9" stroke-linecap="round"/><circle cx="32" cy="46" r="6.5" fill="${accent}"/>`
  },
  function quarterGrid(ink, accent, random) {
    const turn = Math.floor(random() * 4) * 90
    return `<g transform="rotate(${turn} 32 32)"><path d="M11 11h19v19H11zM34 34a19 19 0 0 1 19 19H34z" fill="${ink}"/><path d="M34 11h19v19H34zM11 34h19v19H11z" fill="${accent}"/></g>`
  },
  function openRingWithDot(ink, accent, random) {
    const turn = Math.floor(random() * 4) * 90
    return `<g transform="rotate(${turn} 32 32)"><path d="M32 9a23 23 0 1 0 23 23H43.5A11.5 11.5 0 1 1 32 20.5z" fill="${ink}"/><circle cx="47" cy="17" r="7" fill="${accent}"/></g>`
  },
  function gabledA(ink, accent, random) {
    const w = n(10 + random() * 3)
    return `<path d="M9 54 32 10l23 44H43L32 32 21 54z" fill="${ink}"/><rect x="${n(32 - Number(w) / 2)}" y="45" width="${w}" height="9" rx="2" fill="${accent}"/>`
  },
]

/**
 * The logo of a name that stands at `index` of a list: the kind of mark is dealt from a shuffle in runs of eight, so that
 * neighbours differ; ink and proportions come from the name.
 */
export function logo(name: string, index: number): string {
  const random = randomOf(fnv1a(name))
  const ink = inkOf(random)
  const accent = accentOf(ink, random)
  const deal = shuffled(
    MARKS.map((_, i) => i),
    randomOf(fnv1a(`run ${Math.floor(index / MARKS.length)}`)),
  )
  const mark = MARKS[deal[index % MARKS.length] ?? 0]
  return svg64(`<rect width="64" height="64" fill="#fff"/>${mark?.(ink.colour, accent, random) ?? ''}`)
}

/** The first letters of the first two words that begin with a letter or a digit; one letter for one word. */
export function initialsOf(name: string): string {
  const words = name
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '' && !/^(?:the|de|het|een|van|and|en|of|bv|ltd)$/i.test(word))
  const letters = (words.length > 0 ? words : [name.trim() || '?']).slice(0, 2).map(word => [...word][0] ?? '')
  return letters.join('').toLocaleUpperCase('en')
}

/** The ink of a name, for monograms: always the same one. */
export const inkOfName = (name: string): Ink => INKS[fnv1a(name) % INKS.length] ?? inkOf(() => 0)

/** What stands where there is no logo: white initials on the ink of the name. */
export function monogram(name: string): string {
  const initials = escaped(initialsOf(name))
  return svg64(
    `<rect width="64" height="64" fill="${inkOfName(name).colour}"/><text x="32" y="41" fill="#fff" font-family="Inter Variable, Inter, system-ui, sans-serif" font-size="25" font-weight="600" text-anchor="middle">${initials}</text>`,
  )
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.codePointAt(0)};`)

const svg64 = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">${inner}</svg>`

/** What all drawings share: a seed that never changes, ten inks, and a picture in attributes alone (ui.md section 6). */

/** FNV-1a, 32 bits, over code points. */
export function fnv1a(text: string): number {
  let hash = 2_166_136_261
  for (const letter of text) {
    hash ^= letter.codePointAt(0) ?? 0
    hash = Math.imul(hash, 16_777_619)
  }
  return hash >>> 0
}

/** mulberry32: the same numbers from 0 to 1 for the same seed, on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Ink = { readonly colour: string; readonly hue: number }
export const INKS: readonly Ink[] = [
  { colour: '#0B5D56', hue: 174 },
  { colour: '#1E3A8A', hue: 221 },
  { colour: '#5B21B6', hue: 262 },
  { colour: '#9A3412', hue: 12 },
  { colour: '#9D174D', hue: 340 },
  { colour: '#166534', hue: 142 },
  { colour: '#0C4A6E', hue: 200 },
  { colour: '#854D0E', hue: 35 },
  { colour: '#7F1D1D', hue: 0 },
  { colour: '#312E81', hue: 240 },
]

export function inkOf(random: () => number): Ink {
  return INKS[Math.floor(random() * INKS.length)] ?? { colour: '#0B5D56', hue: 174 }
}

/** The second colour: 25 to 55 degrees along, saturation 70 %, lightness 50 to 60 %. */
export function accentOf(ink: Ink, random: () => number): string {
  const hue = (ink.hue + 25 + Math.floor(random() * 31)) % 360
  return hex(hue, 70, 50 + Math.floor(random() * 11))
}

/** HSL as #rrggbb: older renderers and image checkers read no `hsl()` in attributes. */
export function hex(hue: number, saturation: number, lightness: number): string {
  const s = saturation / 100
  const l = lightness / 100
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12
    const value = l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}

/** A number as it stands in an attribute: one decimal at most. */
export const n = (value: number): string => String(Math.round(value * 10) / 10)

/** Seeded Fisher-Yates. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a, b] = [result[i], result[j]]
    if (a === undefined || b === undefined) continue
    result[i] = b
    result[j] = a
  }
  return result
}

/** Chance that is the same on every run: a seed, and what one wants to draw. */
export type Chance = {
  /** 0 (included) to 1 (excluded). */
  readonly next: () => number
  /** A whole number from `from` to `to`, both included. */
  readonly whole: (from: number, to: number) => number
  readonly pick: <T>(items: readonly T[]) => T
  readonly some: <T>(items: readonly T[], count: number) => T[]
  readonly yes: (share: number) => boolean
  readonly shuffle: <T>(items: readonly T[]) => T[]
}

function seedOf(text: string): number {
  let hash = 2_166_136_261
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619)
  return hash >>> 0
}

export function chanceOf(seed: string): Chance {
  let state = seedOf(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(items: readonly T[]): T => {
    const item = items[whole(0, items.length - 1)]
    if (item === undefined) throw new Error('broken promise: there is something to draw from')
    return item
  }
  const shuffle = <T>(items: readonly T[]): T[] => {
    const rest = [...items]
    return items.map(() => rest.splice(whole(0, rest.length - 1), 1)[0] as T)
  }
  return {
    next,
    whole,
    pick,
    shuffle,
    some: (items, count) => shuffle(items).slice(0, count),
    yes: share => next() < share,
  }
}

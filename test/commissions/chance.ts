/** Chance that can be had again: the same seed gives the same choices. */
export class Chance {
  #state: number
  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761) >>> 0
  }
  /** From 0 to n − 1 (mulberry32). */
  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n)
  }
  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }
  odds(percent: number): boolean {
    return this.below(100) < percent
  }
  shuffled<T>(list: readonly T[]): T[] {
    const rest = [...list]
    const out: T[] = []
    while (rest.length > 0) out.push(...rest.splice(this.below(rest.length), 1))
    return out
  }
}

const FAILURES = 3
const WITHIN_MS = 10_000
const PROBE_MS = 5_000
const GOOD_PROBES = 2

/**
 * Keeps requests away from an engine that is down: open after 3 failures in 10 s, then a probe every 5 s, closed after
 * two good ones in a row while its feed is not behind, or it would answer from the past. Told the time in ms.
 */
export class Breaker {
  #failures: number[] = []
  #openSince: number | null = null
  #good = 0
  #lastProbe = 0

  get open(): boolean {
    return this.#openSince !== null
  }

  failed(now: number): void {
    this.#failures = [...this.#failures.filter(at => now - at < WITHIN_MS), now]
    if (this.#openSince === null && this.#failures.length >= FAILURES) {
      this.#openSince = now
      this.#good = 0
      this.#lastProbe = now
    }
  }

  /** Whether it is time to ask the engine how it is. */
  probeDue(now: number): boolean {
    return this.open && now - this.#lastProbe >= PROBE_MS
  }

  probed(well: boolean, behind: boolean, now: number): void {
    this.#lastProbe = now
    this.#good = well ? this.#good + 1 : 0
    if (this.#good < GOOD_PROBES || behind) return
    this.#openSince = null
    this.#failures = []
  }
}

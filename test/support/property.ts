/**
 * From which seed and how long the random tests run. The default seed makes every run the same run; SEED=random or
 * SEED=<number> searches elsewhere and RUNS=<factor> longer. A failure prints its seed.
 */
const given = process.env.SEED ?? ''
export const SEED =
  given === 'random' ? (Date.now() ^ (process.pid << 8)) >>> 0 : given === '' ? 20_251_121 : Number(given)
const factor = Number(process.env.RUNS ?? '1')

/** fast-check's settings; it prints the seed itself when a property fails. */
export const runs = (n: number) => ({ seed: SEED, numRuns: Math.max(1, Math.round(n * factor)) })

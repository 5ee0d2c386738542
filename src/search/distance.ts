/** The distance rows of the last three letters, reused: a search compares thousands of words. */
const rows = [new Uint8Array(256), new Uint8Array(256), new Uint8Array(256)]

/**
 * Edits between two words, a swap of neighbours being one; `max + 1` when there are more than `max`. With `toPrefix`
 * the least over all beginnings of `b`: how far `a` is from a word still being typed.
 */
export function distance(a: string, b: string, max: number, toPrefix = false): number {
  const over = max + 1
  const n = a.length
  const m = Math.min(b.length, n + max)
  if (n > 250 || (b.length > m && !toPrefix) || n - m > max) return a === b ? 0 : over
  let [before, row, next] = rows as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= n; j++) row[j] = j
  let best = toPrefix ? n : over
  for (let i = 1; i <= m; i++) {
    const letter = b.charCodeAt(i - 1)
    next[0] = i
    let least = i
    for (let j = 1; j <= n; j++) {
      const same = a.charCodeAt(j - 1) === letter
      let d = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a.charCodeAt(j - 1) === b.charCodeAt(i - 2) && a.charCodeAt(j - 2) === letter
      if (swapped) d = Math.min(d, (before[j - 2] ?? 0) + 1)
      next[j] = d
      if (d < least) least = d
    }
    const whole = next[n] ?? over
    if (toPrefix && whole < best) best = whole
    ;[before, row, next] = [row, next, before]
    if (least > max) return Math.min(best, over)
  }
  return Math.min(toPrefix ? best : (row[n] ?? over), over)
}

/** FNV-1a of a text, 32 bits: the same on every machine. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  // One more round of mixing: FNV alone barely moves when only the last letter differs.
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  return (hash ^ (hash >>> 15)) >>> 0
}

const DAY = 86_400_000

/** "2026-W07" by ISO 8601: weeks begin on Monday and belong to the year of their Thursday. UTC. */
export function isoWeek(at: Date): string {
  const day = (at.getUTCDay() + 6) % 7
  const thursday = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() - day + 3))
  const year = thursday.getUTCFullYear()
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY))
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** Breaks ties: even-handed over the partners, steady for a week, new every week (RK-5). */
export const tieOf = (id: string, at: Date): number => hash32(`${isoWeek(at)} ${id}`)

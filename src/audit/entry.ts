/** One line of the log, before it is sealed. */
export type Facts = {
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly verb: string
  readonly subject: string
  readonly reason: string | null
  readonly detail: string | null
  readonly previous: string
}

/** The text whose hash seals an entry: every field in a fixed order, so that no two entries read the same. */
export const sealed = (f: Facts): string =>
  JSON.stringify([f.seq, f.at, f.actor, f.verb, f.subject, f.reason, f.detail, f.previous])

/** JSON with keys in alphabetical order, so that the same detail always gives the same hash. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : typeof v === 'bigint'
        ? String(v)
        : v,
  )
}

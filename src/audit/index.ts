import type { Cx } from '#db/client.ts'
import { actorName, isStaff } from '#kernel/actor.ts'
import { sha256 } from './digest.adapter.ts'
import { canonical, sealed } from './entry.ts'
import * as store from './store.ts'

export type Entry = {
  readonly seq: number
  readonly at: Date
  /** `system`, `visitor` or `user:<id>`. */
  readonly actor: string
  readonly verb: string
  readonly subject: string
  readonly reason: string | null
  readonly detail: unknown
}
export type Finding = { readonly seq: number; readonly message: string }

/** Any verb notes what it did, in its own transaction: the note stands if and only if the deed does. */
export async function note(
  cx: Cx,
  entry: { verb: string; subject: string; reason?: string; detail?: unknown },
): Promise<void> {
  const { seq, hash } = await store.last(cx.db)
  const facts = {
    seq: seq + 1,
    at: cx.now.getTime(),
    actor: actorName(cx.actor),
    verb: entry.verb,
    subject: entry.subject,
    reason: entry.reason ?? null,
    detail: entry.detail === undefined ? null : canonical(entry.detail),
    previous: hash,
  }
  await store.add(cx.db, { ...facts, hash: sha256(sealed(facts)) })
}

/** Newest first, for staff. `before` is the `seq` of the last one seen. */
export async function entries(cx: Cx, o: { subject?: string; limit: number; before?: number }): Promise<Entry[]> {
  if (!isStaff(cx.actor)) return []
  const rows = await store.newest(cx.db, { subject: o.subject ?? null, limit: o.limit, before: o.before ?? null })
  return rows.map(row => ({
    seq: row.seq,
    at: new Date(row.at),
    actor: row.actor,
    verb: row.verb,
    subject: row.subject,
    reason: row.reason,
    detail: row.detail === null ? null : JSON.parse(row.detail),
  }))
}

const CHUNK = 1_000

/** For `doctor`: every entry is what its hash says, and follows the one before. Empty when all is well. */
export async function verify(cx: Cx): Promise<Finding[]> {
  const findings: Finding[] = []
  let seq = 0
  let previous = ''
  for (;;) {
    const rows = await store.after(cx.db, seq, CHUNK)
    for (const row of rows) {
      if (row.seq !== seq + 1)
        findings.push({ seq: row.seq, message: `entries ${seq + 1} to ${row.seq - 1} are missing` })
      if (row.previous !== previous) findings.push({ seq: row.seq, message: `entry ${row.seq} does not follow ${seq}` })
      if (row.hash !== sha256(sealed(row))) findings.push({ seq: row.seq, message: `entry ${row.seq} was changed` })
      seq = row.seq
      previous = row.hash
    }
    if (rows.length < CHUNK) return findings
    await new Promise(resolve => setImmediate(resolve))
  }
}

import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { plainContact } from '#kernel/contact.ts'
import { type PartnerId, parseId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Day } from '#kernel/period.ts'
import * as outbox from '#outbox/index.ts'
import * as programs from '#programs/index.ts'
import * as settings from '#settings/index.ts'
import type { PartnerRow } from './draft.ts'
import { joiningOf } from './joining.ts'
import { freeSlug } from './slug.ts'
import type { Membership } from './standing.ts'
import * as store from './store.ts'
import type { Partner } from './store.ts'
import { watchProgram } from './task-turn.verbs.ts'
import * as spans from './tier.store.ts'
import { noteTierChange, shownTier, type Today, tierMoved, todayIn } from './tier.verbs.ts'

/** One fault of a file taken in: `row` as the caller counts, `column` as the file names it. */
export type RowError = {
  readonly row: number
  readonly column: string
  readonly code: string
  readonly message: string
}

/** `new`, `changed` and `same` count partners when there are no errors; with errors nothing was written. */
export type ImportReport = {
  readonly rows: number
  readonly new: number
  readonly changed: number
  readonly same: number
  readonly errors: readonly RowError[]
}

const CHUNK = 1_000

/**
 * Takes partners in by id, all or none: new ones are active members, agreement accepted, all without beginning, their tier too;
 * known ones get the new content and keep their slug, and another tier from today on. Faults are listed by row. Partner managers and the owner may.
 */
export async function importPartners(
  cx: Cx,
  rows: readonly PartnerRow[],
  program: string,
): Promise<Result<ImportReport, 'not-allowed' | 'unknown-program' | 'incomplete'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const ensured = await programs.ensureProgram(cx, program)
  if (!ensured.ok) return refuse(ensured.refusal === 'incomplete' ? 'incomplete' : 'unknown-program')
  const ids = rows.map(row => row.id)
  const known = new Map((await store.loadPartners(cx, ids)).map(partner => [partner.id as string, partner]))
  const joined = new Map(
    (await store.loadMemberships(cx, ids)).flatMap(m =>
      m.program === ensured.value.key ? [[m.partner as string, m]] : [],
    ),
  )
  const today = await todayIn(cx, ensured.value.key)
  const addresses = await store.allAddresses(cx)
  const errors: RowError[] = []
  const kept = new Map<string, Entry & { readonly row: number }>()
  const fault = (row: number, column: string, code: string, message: string) =>
    errors.push({ row, column, code, message })
  for (const [index, raw] of rows.entries()) {
    const row = raw.row ?? index + 1
    const id = parseId<'partner'>(raw.id)
    const before = known.get(raw.id)
    const twin = kept.get(raw.id)
    const plain = plainContact({ ...before, ...present(raw) })
    const joining = today && joiningOf(today.terms, { tier: raw.tier }, today.day)
    if (!id.ok) fault(row, 'external_id', id.refusal, 'is empty, too long or has characters that cannot be typed')
    else if (!plain.ok) fault(row, plain.refusal.slice(4), plain.refusal, 'cannot be read')
    else if (joining && !joining.ok) fault(row, 'tier', joining.refusal, 'is no tier of this program')
    else {
      const slug = before?.slug ?? twin?.partner.slug ?? newSlug(addresses, plain.value.name, id.value)
      const partner = { id: id.value, slug, ...plain.value }
      if (twin && !sameContent(twin.partner, partner))
        fault(row, 'external_id', 'id-conflict', `was said to be something else in row ${twin.row}`)
      else kept.set(id.value, { partner, tier: joining?.value.tier ?? null, until: joining?.value.until ?? null, row })
    }
  }
  const counts = { new: 0, changed: 0, same: 0 }
  if (errors.length > 0) return ok({ rows: rows.length, ...counts, errors })
  const touched: Entry[] = []
  for (const entry of kept.values()) {
    const before = known.get(entry.partner.id)
    const same = before !== undefined && sameContent(before, entry.partner)
    counts[before === undefined ? 'new' : same ? 'same' : 'changed']++
    if (!same || entry.tier !== null || !joined.has(entry.partner.id)) touched.push(entry)
  }
  for (let from = 0; from < touched.length; from += CHUNK) {
    const part = touched.slice(from, from + CHUNK)
    await store.keepPartners(
      cx,
      part.map(entry => entry.partner),
    )
    await store.keepOldMembers(
      cx,
      ensured.value.key,
      part.map(({ partner, tier }) => ({ id: partner.id, tier })),
    )
    if (today) await keepTiers(cx, part, joined, today)
    for (const { partner } of part)
      await outbox.enqueue(cx, 'search.partner', partner.id, { key: `search.partner:${partner.id}` })
    await new Promise(resolve => setImmediate(resolve))
  }
  await watchProgram(cx, ensured.value.key)
  await audit.note(cx, {
    verb: 'import-partners',
    subject: ensured.value.key,
    detail: { rows: rows.length, ...counts },
  })
  await settings.raiseContentVersion(cx)
  return ok({ rows: rows.length, ...counts, errors })
}

/** A partner as the file has it; `until`: the last day of its tier. */
type Entry = { readonly partner: Partner; readonly tier: string | null; readonly until: Day | null }

/** New members have their tier without beginning; who is known gets another one from today on, and what it earns is looked at. */
async function keepTiers(
  cx: Cx,
  part: readonly Entry[],
  joined: ReadonlyMap<string, Membership>,
  { program, terms, day }: Today,
): Promise<void> {
  const fresh: spans.NewSpan[] = []
  const moved: spans.NewSpan[] = []
  for (const { partner, tier, until } of part) {
    if (tier === null) continue
    const known = joined.get(partner.id)
    if (!known) fresh.push({ partner: partner.id, tier, from: null, until })
    else if (shownTier(known, terms, day) !== tier) moved.push({ partner: partner.id, tier, from: day, until })
  }
  const kind = { program: program.key, ground: 'joined', reason: null, noted: day } as const
  await spans.keepSpans(cx, { ...kind, spans: fresh })
  await spans.keepSpans(cx, { ...kind, spans: moved })
  for (const { partner } of terms && terms.tiers.length > 0 ? moved : []) {
    await noteTierChange(cx, partner, program.key, day)
    await tierMoved(cx, partner)
  }
}

/** Only what the row says: an absent column must not clear what is known. */
const present = ({ id: _, tier: __, row: ___, ...contact }: PartnerRow) => ({
  ...Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined)),
  name: contact.name,
})

function newSlug(addresses: Map<string, string>, name: string, id: PartnerId): string {
  const slug = freeSlug(name, id, word => addresses.has(word) && addresses.get(word) !== id)
  addresses.set(slug, id)
  return slug
}

const sameContent = (a: Partner, b: Partner): boolean =>
  a.name === b.name &&
  a.domain === b.domain &&
  a.email === b.email &&
  a.country === b.country &&
  a.website === b.website

import { and, desc, eq, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { leads, registrySnapshots } from '#db/schema/leads.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Month } from '#kernel/period.ts'
import type { Lead } from './dealing.ts'
import { leadOf } from './lead.store.ts'
import type { RegistryRow } from './registry.ts'

/** Partners that had registered a lead in the program by an instant. */
export async function loadRegistered(cx: Cx, program: ProgramKey, by: Date): Promise<PartnerId[]> {
  const rows = await cx.db.all<{ partner: PartnerId }>(sql`
    select distinct partner from lead where program = ${program} and registered_at < ${by.getTime()} order by 1`)
  return rows.map(row => row.partner)
}

/** All leads of a partner, oldest first. */
export const loadLeadsOfPartner = async (cx: Cx, partner: PartnerId): Promise<Lead[]> =>
  (await cx.db.select().from(leads).where(eq(leads.partner, partner)).orderBy(leads.registeredAt, leads.id)).map(leadOf)

export type Snapshot = {
  readonly program: ProgramKey
  readonly partner: PartnerId
  readonly month: Month
  readonly frozenAt: Date
  readonly rows: readonly RegistryRow[]
  readonly hash: string
}
export type SnapshotHead = Omit<Snapshot, 'rows'>

export async function keepSnapshots(
  cx: Cx,
  list: readonly { readonly month: Month; readonly body: string; readonly hash: string }[],
  of: { readonly program: ProgramKey; readonly partner: PartnerId },
): Promise<void> {
  if (list.length > 0)
    await cx.db.insert(registrySnapshots).values(list.map(one => ({ ...of, ...one, frozenAt: cx.now })))
}

export async function loadSnapshots(
  cx: Cx,
  partner: PartnerId,
  month: Month,
): Promise<(SnapshotHead & { body: string })[]> {
  return cx.db
    .select()
    .from(registrySnapshots)
    .where(and(eq(registrySnapshots.partner, partner), eq(registrySnapshots.month, month)))
    .orderBy(registrySnapshots.program)
}

/** Newest first. */
export const loadSnapshotHeads = (cx: Cx, partner: PartnerId): Promise<SnapshotHead[]> =>
  cx.db
    .select({
      program: registrySnapshots.program,
      partner: registrySnapshots.partner,
      month: registrySnapshots.month,
      frozenAt: registrySnapshots.frozenAt,
      hash: registrySnapshots.hash,
    })
    .from(registrySnapshots)
    .where(eq(registrySnapshots.partner, partner))
    .orderBy(desc(registrySnapshots.month), registrySnapshots.program)

export const snapshotsAfter = (
  cx: Cx,
  after: { readonly partner: string; readonly month: string; readonly program: string },
  limit: number,
): Promise<(SnapshotHead & { body: string })[]> =>
  cx.db
    .select()
    .from(registrySnapshots)
    .where(
      sql`(${registrySnapshots.partner}, ${registrySnapshots.month}, ${registrySnapshots.program}) > (${after.partner}, ${after.month}, ${after.program})`,
    )
    .orderBy(registrySnapshots.partner, registrySnapshots.month, registrySnapshots.program)
    .limit(limit)

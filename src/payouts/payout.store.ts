import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { LeftOut } from './payout-choice.ts'
import type { Item } from './payout-item.ts'

export type RunRow = {
  readonly id: string
  readonly seq: number
  readonly partner: PartnerId | null
  readonly preparedBy: string | null
  readonly preparedAt: number
  readonly approvedBy: string | null
  readonly approvedAt: number | null
  readonly exportedAt: number | null
}
export type FileVersion = '09' | '03'
export type FileRow = {
  readonly currency: string
  readonly items: number
  readonly total: string
  readonly bytes: Uint8Array
  readonly hash: string
}

const runs = sql.raw(`select r.id, r.seq, r.partner, r.prepared_by as preparedBy, r.prepared_at as preparedAt,
  a.approved_by as approvedBy, a.approved_at as approvedAt,
  (select min(e.exported_at) from payout_export e where e.run = r.id) as exportedAt
  from payout_run r left join payout_approval a on a.run = r.id`)

export async function loadRun(cx: Cx, id: string): Promise<RunRow | null> {
  const [row] = await cx.db.all<RunRow>(sql`${runs} where r.id = ${id}`)
  return row ?? null
}

/** The newest first; `after` is the number of the last one seen. */
export const loadRuns = (cx: Cx, o: { after: number | null; limit: number }): Promise<RunRow[]> =>
  cx.db.all<RunRow>(
    sql`${runs} where r.seq < ${o.after ?? Number.MAX_SAFE_INTEGER} order by r.seq desc limit ${o.limit}`,
  )

export async function nextSeq(cx: Cx): Promise<number> {
  const [row] = await cx.db.all<{ seq: number }>(sql`select coalesce(max(seq), 0) + 1 as seq from payout_run`)
  return row?.seq ?? 1
}

export async function keepRun(
  cx: Cx,
  run: { id: string; seq: number; partner: string | null; preparedBy: string | null },
  items: readonly Item[],
  skipped: readonly LeftOut[],
): Promise<void> {
  await cx.db.run(
    sql`insert into payout_run (id, seq, partner, prepared_by, prepared_at)
        values (${run.id}, ${run.seq}, ${run.partner}, ${run.preparedBy}, ${cx.now.getTime()})`,
  )
  const rows = items.map(i => [
    i.n,
    i.partner,
    i.currency,
    String(i.amount),
    String(i.vat),
    i.byHand,
    i.iban,
    i.bic,
    i.name,
    i.reference,
  ])
  await cx.db.run(
    sql`insert into payout_item (run, n, partner, currency, amount, vat, by_hand, iban, bic, name, reference)
        select ${run.id}, value->>0, value->>1, value->>2, cast(value->>3 as integer), cast(value->>4 as integer),
          value->>5, value->>6, value->>7, value->>8, value->>9 from json_each(${JSON.stringify(rows)})`,
  )
  const left = skipped.map(s => [s.partner, s.currency, String(s.amount), s.reason])
  await cx.db.run(
    sql`insert into payout_skip (run, partner, currency, amount, reason)
        select ${run.id}, value->>0, value->>1, cast(value->>2 as integer), value->>3 from json_each(${JSON.stringify(left)})`,
  )
}

type ItemRow = Omit<Item, 'amount' | 'vat'> & { readonly amount: string; readonly vat: string }
const itemOf = (row: ItemRow): Item => ({ ...row, amount: BigInt(row.amount), vat: BigInt(row.vat) })
const items = sql.raw(`i.run, i.n, i.partner, i.currency, cast(i.amount as text) as amount, cast(i.vat as text) as vat,
  i.by_hand as byHand, i.iban, i.bic, i.name, i.reference`)

export async function loadItems(cx: Cx, ids: readonly string[]): Promise<Item[]> {
  const rows = await cx.db.all<ItemRow>(
    sql`select ${items} from json_each(${JSON.stringify(ids)}) r cross join payout_item i on i.run = r.value
        order by i.run, i.n`,
  )
  return rows.map(itemOf)
}

/** A partner's payments, the newest run first. */
export async function loadItemsOfPartner(cx: Cx, partner: string, limit: number): Promise<(Item & { at: number })[]> {
  const rows = await cx.db.all<ItemRow & { at: number }>(
    sql`select ${items}, r.prepared_at as at from payout_item i join payout_run r on r.id = i.run
        where i.partner = ${partner} order by r.seq desc, i.n limit ${limit}`,
  )
  return rows.map(row => ({ ...itemOf(row), at: row.at }))
}

export async function loadSkipped(cx: Cx, run: string): Promise<LeftOut[]> {
  const rows = await cx.db.all<Omit<LeftOut, 'amount'> & { amount: string }>(
    sql`select partner, currency, cast(amount as text) as amount, reason from payout_skip where run = ${run}
        order by partner, currency`,
  )
  return rows.map(row => ({ ...row, amount: BigInt(row.amount) }))
}

export async function keepApproval(cx: Cx, run: string, by: string): Promise<void> {
  await cx.db.run(
    sql`insert into payout_approval (run, approved_by, approved_at) values (${run}, ${by}, ${cx.now.getTime()})`,
  )
}

export async function wasExported(cx: Cx, run: string, version: FileVersion): Promise<boolean> {
  const rows = await cx.db.all(sql`select 1 from payout_export where run = ${run} and version = ${version}`)
  return rows.length > 0
}

export async function keepFiles(cx: Cx, run: string, version: FileVersion, files: readonly FileRow[]): Promise<void> {
  await cx.db.run(
    sql`insert into payout_export (run, version, exported_at) values (${run}, ${version}, ${cx.now.getTime()})`,
  )
  for (const file of files)
    await cx.db.run(
      sql`insert into payout_file (run, version, currency, items, total, bytes, hash, made_at)
          values (${run}, ${version}, ${file.currency}, ${file.items}, cast(${file.total} as integer), ${file.bytes},
            ${file.hash}, ${cx.now.getTime()})`,
    )
}

export async function loadFiles(cx: Cx, run: string, version: FileVersion): Promise<FileRow[]> {
  const rows = await cx.db.all<Omit<FileRow, 'bytes'> & { bytes: ArrayBuffer | Uint8Array }>(
    sql`select currency, items, cast(total as text) as total, bytes, hash from payout_file
        where run = ${run} and version = ${version} order by currency`,
  )
  return rows.map(row => ({ ...row, bytes: new Uint8Array(row.bytes) }))
}

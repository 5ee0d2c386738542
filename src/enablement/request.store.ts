import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import type { RequestKind } from './entitlement.ts'

export type PartnerRequest = {
  readonly id: string
  readonly partner: PartnerId
  readonly kind: RequestKind
  /** Of a session. */
  readonly minutes: number | null
  readonly subject: string
  readonly text: string
  readonly askedAt: Date
  readonly askedBy: string
  /** Whom it went to; null: to all partner managers. */
  readonly manager: UserId | null
  readonly answer: string | null
  readonly answeredAt: Date | null
  readonly answeredBy: string | null
}
type Row = Omit<PartnerRequest, 'askedAt' | 'answeredAt'> & { askedAt: number; answeredAt: number | null }
const requestOf = (row: Row): PartnerRequest => ({
  ...row,
  askedAt: new Date(row.askedAt),
  answeredAt: row.answeredAt === null ? null : new Date(row.answeredAt),
})
const REQUEST = sql`id, partner, kind, minutes, subject, text, asked_at as "askedAt", asked_by as "askedBy", manager, answer,
  answered_at as "answeredAt", answered_by as "answeredBy" from partner_request`

export async function loadRequest(cx: Cx, id: string): Promise<PartnerRequest | null> {
  const [row] = await cx.db.all<Row>(sql`select ${REQUEST} where id = ${id}`)
  return row ? requestOf(row) : null
}

/** Open ones the oldest first, all of them the newest first. */
export async function loadRequests(
  cx: Cx,
  o: { partner: PartnerId | null; manager: UserId | null; open: boolean; after: PartnerRequest | null; limit: number },
): Promise<PartnerRequest[]> {
  const whose = o.partner === null ? sql`` : sql`and partner = ${o.partner}`
  const mine = o.manager === null ? sql`` : sql`and (manager = ${o.manager} or manager is null)`
  const seen = o.after ? [o.after.askedAt.getTime(), o.after.id] : null
  const rows = o.open
    ? await cx.db.all<Row>(sql`select ${REQUEST} where answer is null ${whose} ${mine}
        ${seen ? sql`and (asked_at, id) > (${seen[0]}, ${seen[1]})` : sql``} order by asked_at, id limit ${o.limit}`)
    : await cx.db.all<Row>(sql`select ${REQUEST} where true ${whose} ${mine}
        ${seen ? sql`and (asked_at, id) < (${seen[0]}, ${seen[1]})` : sql``} order by asked_at desc, id desc limit ${o.limit}`)
  return rows.map(requestOf)
}

export async function keepRequest(cx: Cx, r: PartnerRequest): Promise<void> {
  await cx.db.run(sql`insert into partner_request(id, partner, kind, minutes, subject, text, asked_at, asked_by, manager)
    values (${r.id}, ${r.partner}, ${r.kind}, ${r.minutes}, ${r.subject}, ${r.text}, ${r.askedAt.getTime()}, ${r.askedBy}, ${r.manager})`)
}

export async function keepAnswer(cx: Cx, id: string, answer: string, by: string): Promise<void> {
  await cx.db.run(sql`update partner_request set answer = ${answer}, answered_at = ${cx.now.getTime()}, answered_by = ${by}
    where id = ${id} and answer is null`)
}

export async function countOpen(cx: Cx): Promise<number> {
  const [row] = await cx.db.all<{ n: number }>(sql`select count(*) as n from partner_request where answer is null`)
  return row?.n ?? 0
}

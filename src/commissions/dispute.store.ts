import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { DisputeOutcome } from './dispute.ts'

export type DisputeRow = {
  readonly id: number
  readonly partner: PartnerId
  readonly cause: string
  readonly text: string
  readonly openedAt: number
  readonly openedBy: string
  readonly outcome: DisputeOutcome | null
  readonly answer: string | null
  readonly answeredAt: number | null
}

const disputes = sql.raw(`select d.id, d.partner, d.cause, d.text, d.opened_at as openedAt, d.opened_by as openedBy,
  a.outcome, a.text as answer, a.answered_at as answeredAt from dispute d left join dispute_answer a on a.dispute = d.id`)

export async function loadDispute(cx: Cx, id: number): Promise<DisputeRow | null> {
  const [row] = await cx.db.all<DisputeRow>(sql`${disputes} where d.id = ${id}`)
  return row ?? null
}

/** The newest first; `before` is the id of the last one seen. */
export const loadDisputes = (
  cx: Cx,
  o: { partner: string | null; cause: string | null; open: boolean; before: number | null; limit: number },
): Promise<DisputeRow[]> =>
  cx.db.all<DisputeRow>(
    sql`${disputes} where d.id < ${o.before ?? Number.MAX_SAFE_INTEGER}
        and ${o.partner === null ? sql`1` : sql`d.partner = ${o.partner}`}
        and ${o.cause === null ? sql`1` : sql`d.cause = ${o.cause}`}
        and ${o.open ? sql`a.dispute is null` : sql`1`} order by d.id desc limit ${o.limit}`,
  )

export const openAmong = (cx: Cx, causes: readonly string[]): Promise<{ cause: string; partner: PartnerId }[]> =>
  cx.db.all(
    sql`select d.cause, d.partner from json_each(${JSON.stringify(causes)}) c cross join dispute d on d.cause = c.value
        where not exists (select 1 from dispute_answer a where a.dispute = d.id)`,
  )

export async function keepDispute(
  cx: Cx,
  d: { partner: string; cause: string; text: string; by: string },
): Promise<number> {
  const [row] = await cx.db.all<{ id: number }>(
    sql`insert into dispute (partner, cause, text, opened_at, opened_by)
        values (${d.partner}, ${d.cause}, ${d.text}, ${cx.now.getTime()}, ${d.by}) returning id`,
  )
  if (!row) throw new Error('broken promise: what was written is told')
  return row.id
}

export async function keepAnswer(
  cx: Cx,
  a: { dispute: number; outcome: DisputeOutcome; text: string; by: string },
): Promise<void> {
  await cx.db.run(
    sql`insert into dispute_answer (dispute, outcome, text, answered_at, answered_by)
        values (${a.dispute}, ${a.outcome}, ${a.text}, ${cx.now.getTime()}, ${a.by})`,
  )
}

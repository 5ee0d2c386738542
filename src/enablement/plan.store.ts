import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { PlanKind } from './plan.ts'

export type Plan = {
  readonly id: number
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly kind: PlanKind
  readonly period: string
  readonly text: string
  readonly recordedAt: Date
  readonly recordedBy: string
}

/** The newest first. */
export async function loadPlans(cx: Cx, partner: PartnerId, limit: number): Promise<Plan[]> {
  const rows = await cx.db.all<Omit<Plan, 'recordedAt'> & { recordedAt: number }>(sql`
    select id, partner, program, kind, period, text, recorded_at as "recordedAt", recorded_by as "recordedBy"
    from plan where partner = ${partner} order by recorded_at desc, id desc limit ${limit}`)
  return rows.map(row => ({ ...row, recordedAt: new Date(row.recordedAt) }))
}

export async function keepPlan(cx: Cx, plan: Omit<Plan, 'id' | 'recordedAt'>): Promise<void> {
  await cx.db.run(sql`insert into plan(partner, program, kind, period, text, recorded_at, recorded_by) values
    (${plan.partner}, ${plan.program}, ${plan.kind}, ${plan.period}, ${plan.text}, ${cx.now.getTime()}, ${plan.recordedBy})`)
}

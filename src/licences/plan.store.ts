import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { ProgramKey } from '#kernel/id.ts'
import { type Currency, type Money, money } from '#kernel/money.ts'

/** What a customer may buy through a partner of the program, with the list price a month. */
export type Plan = {
  readonly id: string
  readonly program: ProgramKey
  readonly name: string
  readonly list: Money
  readonly retiredAt: Date | null
}
type Row = {
  id: string
  program: ProgramKey
  name: string
  list: number
  currency: Currency
  retired_at: number | null
}

const planOf = (row: Row): Plan => ({
  id: row.id,
  program: row.program,
  name: row.name,
  list: money(BigInt(row.list), row.currency),
  retiredAt: row.retired_at === null ? null : new Date(row.retired_at),
})

export async function loadPlan(cx: Cx, id: string): Promise<Plan | null> {
  const [row] = await cx.db.all<Row>(sql`select * from licence_plan where id = ${id}`)
  return row ? planOf(row) : null
}

/** The plans offered in these programs, by program, currency and price. */
export const loadOffered = async (cx: Cx, programs: readonly string[]): Promise<Plan[]> =>
  (
    await cx.db.all<Row>(
      sql`select p.* from json_each(${JSON.stringify(programs)}) n cross join licence_plan p
            on p.program = n.value and p.retired_at is null
          order by p.program, p.currency, p.list, p.name, p.id`,
    )
  ).map(planOf)

/** The plans with these ids, also those that are offered no more. */
export const loadPlans = async (cx: Cx, ids: readonly string[]): Promise<Plan[]> =>
  (
    await cx.db.all<Row>(
      sql`select p.* from json_each(${JSON.stringify(ids)}) n cross join licence_plan p on p.id = n.value`,
    )
  ).map(planOf)

export async function keepPlan(cx: Cx, plan: Plan): Promise<void> {
  await cx.db.run(
    sql`insert into licence_plan (id, program, name, list, currency, changed_at, retired_at)
        values (${plan.id}, ${plan.program}, ${plan.name}, cast(${String(plan.list.minor)} as integer), ${plan.list.currency},
          ${cx.now.getTime()}, ${plan.retiredAt?.getTime() ?? null})
        on conflict (id) do update set name = excluded.name, list = excluded.list, currency = excluded.currency,
          changed_at = excluded.changed_at, retired_at = excluded.retired_at`,
  )
}

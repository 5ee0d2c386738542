import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { Licence } from './licence.ts'

type Row = { partner: PartnerId; program: ProgramKey; from_day: Day | null; until_day: Day | null }
const licenceOf = (row: Row): Licence => ({
  partner: row.partner,
  program: row.program,
  from: row.from_day,
  until: row.until_day,
})

export const loadLicences = async (cx: Cx, partners: readonly PartnerId[]): Promise<Licence[]> =>
  (
    await cx.db.all<Row>(
      sql`select l.* from json_each(${JSON.stringify(partners)}) n cross join licence l on l.partner = n.value
          order by l.partner, l.program`,
    )
  ).map(licenceOf)

/** The dated licences, by partner and program. */
export const loadDated = async (cx: Cx, limit: number): Promise<Licence[]> =>
  (await cx.db.all<Row>(sql`select * from licence order by partner, program limit ${limit}`)).map(licenceOf)

export async function keepLicence(cx: Cx, { partner, program, from, until }: Licence, due: Date | null): Promise<void> {
  await cx.db.run(
    sql`insert into licence (partner, program, from_day, until_day, due_at)
        values (${partner}, ${program}, ${from}, ${until}, ${due?.getTime() ?? null})
        on conflict (partner, program) do update set from_day = excluded.from_day, until_day = excluded.until_day,
          due_at = excluded.due_at`,
  )
}

export async function loadNextDue(cx: Cx): Promise<Date | null> {
  const [row] = await cx.db.all<{ at: number | null }>(
    sql`select min(due_at) as at from licence where due_at is not null`,
  )
  return row?.at == null ? null : new Date(row.at)
}

export const loadDue = async (cx: Cx): Promise<Licence[]> =>
  (
    await cx.db.all<Row>(
      sql`select * from licence where due_at is not null and due_at <= ${cx.now.getTime()} order by due_at, partner, program`,
    )
  ).map(licenceOf)

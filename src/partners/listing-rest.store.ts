import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'

export type Shown = { readonly from: Date | null; readonly until: Date | null }

export async function keepRest(cx: Cx, partner: PartnerId, program: ProgramKey, { from, until }: Shown): Promise<void> {
  if (from === null && until === null) {
    await cx.db.run(sql`delete from listing_rest where partner = ${partner} and program = ${program}`)
    return
  }
  await cx.db.run(
    sql`insert into listing_rest (partner, program, shown_from, shown_until)
        values (${partner}, ${program}, ${from?.getTime() ?? null}, ${until?.getTime() ?? null})
        on conflict (partner, program) do update set shown_from = excluded.shown_from, shown_until = excluded.shown_until`,
  )
}

/** Of these, the partners whose listing rests in every program they are in. */
export async function loadResting(cx: Cx, partners: readonly PartnerId[]): Promise<PartnerId[]> {
  const now = cx.now.getTime()
  const rows = await cx.db.all<{ partner: PartnerId }>(
    sql`select n.value as partner from json_each(${JSON.stringify(partners)}) n
        where exists (select 1 from listing_rest r where r.partner = n.value)
          and not exists (select 1 from membership m where m.partner = n.value and not exists (
            select 1 from listing_rest r where r.partner = m.partner and r.program = m.program
              and (r.shown_from > ${now} or r.shown_until <= ${now})))`,
  )
  return rows.map(row => row.partner)
}

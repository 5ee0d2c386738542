import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'

/** Who is named for each of these partners, and for '' : whoever has none of its own. The last naming counts; null undid one. */
export async function loadNamed(cx: Cx, partners: readonly PartnerId[]): Promise<Map<PartnerId | '', UserId>> {
  const rows = await cx.db.all<{ partner: PartnerId | ''; manager: UserId | null }>(sql`
    select partner, manager from manager_change where id in (
      select (select max(id) from manager_change where partner = value)
      from json_each(${JSON.stringify(['', ...partners])}))`)
  return new Map(rows.flatMap(({ partner, manager }) => (manager === null ? [] : [[partner, manager]])))
}

export async function keepNamed(cx: Cx, partner: PartnerId | '', manager: UserId | null, by: string): Promise<void> {
  await cx.db.run(sql`insert into manager_change(partner, manager, at, by)
    values (${partner}, ${manager}, ${cx.now.getTime()}, ${by})`)
}

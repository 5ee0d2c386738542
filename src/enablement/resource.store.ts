import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'

export const RESOURCE_KINDS = ['article', 'case', 'paper'] as const
export type ResourceKind = (typeof RESOURCE_KINDS)[number]
export type Resource = {
  readonly id: string
  readonly kind: ResourceKind
  readonly title: string
  readonly address: string
  readonly text: string
  readonly language: 'en' | 'nl'
  /** Where a partner that uses it is asked to link to. */
  readonly linkBack: string
  readonly publishedAt: Date
}

/** Those that are not withdrawn, the newest first. */
export async function loadResources(cx: Cx, limit: number): Promise<Resource[]> {
  const rows = await cx.db.all<Omit<Resource, 'publishedAt'> & { publishedAt: number }>(sql`
    select id, kind, title, address, text, language, link_back as "linkBack", published_at as "publishedAt"
    from resource where withdrawn_at is null order by published_at desc, id desc limit ${limit}`)
  return rows.map(row => ({ ...row, publishedAt: new Date(row.publishedAt) }))
}

export async function keepResource(cx: Cx, r: Omit<Resource, 'publishedAt'>, by: string): Promise<void> {
  await cx.db.run(sql`insert into resource(id, kind, title, address, text, language, link_back, published_at, published_by)
    values (${r.id}, ${r.kind}, ${r.title}, ${r.address}, ${r.text}, ${r.language}, ${r.linkBack}, ${cx.now.getTime()}, ${by})`)
}

/** Whether there was one to withdraw. */
export async function endResource(cx: Cx, id: string): Promise<boolean> {
  const rows = await cx.db.all(sql`update resource set withdrawn_at = ${cx.now.getTime()}
    where id = ${id} and withdrawn_at is null returning id`)
  return rows.length > 0
}

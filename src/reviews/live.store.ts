/** Published reviews as readers see them: the version in force with its reply. */
import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId, ReviewId } from '#kernel/id.ts'
import type { Reply, ReviewContent, Stars } from './review.ts'

type Db = Pick<Cx, 'db'>
const contentOf = (json: string): ReviewContent => JSON.parse(json) as ReviewContent
const list = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

export type Live = { id: ReviewId; partner: PartnerId; publishedAt: Date; content: ReviewContent; reply: Reply | null }
type LiveRow = { id: string; partner: string; published_at: number; content: string; replies: string | null }
/** The live version and all versions of its reply in one statement; the reply's text is its last, its date the first. */
const LIVE = sql`r.id, r.partner, r.published_at, v.content,
  (select json_group_array(json_array(p.text, p.language, p.at)) from
    (select text, language, at from review_reply where review = r.id order by version) p) as replies
  from review r join review_version v on v.review = r.id and v.version = r.live_version`

export function replyOf(json: string | null): Reply | null {
  const versions = (json === null ? [] : JSON.parse(json)) as [string, string, number][]
  const [first, last] = [versions[0], versions.at(-1)]
  if (!first || !last) return null
  const editedAt = versions.length > 1 ? new Date(last[2]) : null
  return { text: last[0], language: last[1], at: new Date(first[2]), editedAt }
}
const liveOf = (row: LiveRow): Live => ({
  id: row.id as ReviewId,
  partner: row.partner as PartnerId,
  publishedAt: new Date(Number(row.published_at)),
  content: contentOf(row.content),
  reply: replyOf(row.replies),
})

/** Where a page ended: the sort's key, the moment of publication, the id. */
export type Key = readonly [number, number, string]
export type Sort = 'newest' | 'lowest' | 'highest' | 'detailed'
const KEYS = {
  newest: sql`0`,
  lowest: sql`r.overall`,
  highest: sql`-r.overall`,
  detailed: sql`-r.length`,
} as const

/** One page of a partner's published reviews and how many there are; `after` is the last one's key, day and id. */
export async function loadPage(
  cx: Db,
  o: { partner: PartnerId; sort: Sort; stars: Stars | null; after: Key | null; limit: number },
): Promise<{ live: Live[]; keys: Key[] }> {
  const key = KEYS[o.sort]
  const after = o.after
    ? sql`and (${key} > ${o.after[0]} or (${key} = ${o.after[0]} and
        (r.published_at < ${o.after[1]} or (r.published_at = ${o.after[1]} and r.id < ${o.after[2]}))))`
    : sql``
  const rows = await cx.db.all<LiveRow & { key: number }>(
    sql`select ${key} as key, ${LIVE} where r.partner = ${o.partner} and r.state in ('published', 'masked')
      ${o.stars === null ? sql`` : sql`and r.overall = ${o.stars}`} ${after}
      order by key, r.published_at desc, r.id desc limit ${o.limit}`,
  )
  return { live: rows.map(liveOf), keys: rows.map(row => [Number(row.key), Number(row.published_at), row.id]) }
}

export async function loadLive(cx: Db, partners: readonly PartnerId[]): Promise<Live[]> {
  const rows = await cx.db.all<LiveRow>(
    sql`select ${LIVE} where r.partner in ${list(partners)} and r.state = 'published'
      order by r.published_at desc, r.id desc`,
  )
  return rows.map(liveOf)
}

export async function loadNewest(cx: Db, limit: number): Promise<Live[]> {
  const rows = await cx.db.all<LiveRow>(
    sql`select ${LIVE} where r.state = 'published' order by r.published_at desc, r.id desc limit ${limit}`,
  )
  return rows.map(liveOf)
}

/** All published reviews per partner, counted or not: what the list shows. */
export async function countPublished(cx: Db, partners: readonly PartnerId[]): Promise<Map<PartnerId, number>> {
  const rows = await cx.db.all<{ partner: string; n: number }>(
    sql`select partner, count(*) as n from review where partner in ${list(partners)}
      and state in ('published', 'masked') group by partner`,
  )
  return new Map(rows.map(row => [row.partner as PartnerId, Number(row.n)]))
}

export async function loadReplies(cx: Db, ids: readonly ReviewId[]): Promise<Map<ReviewId, Reply>> {
  const rows = await cx.db.all<{ review: string; replies: string }>(
    sql`select review, json_group_array(json_array(text, language, at)) as replies from
      (select * from review_reply where review in ${list(ids)} order by review, version) group by review`,
  )
  return new Map(
    rows.flatMap(row => {
      const reply = replyOf(row.replies)
      return reply ? [[row.review as ReviewId, reply] as const] : []
    }),
  )
}

export const loadReply = async (cx: Db, id: ReviewId): Promise<Reply | null> =>
  (await loadReplies(cx, [id])).get(id) ?? null

export async function addReply(cx: Cx, review: ReviewId, by: string, text: string, language: string): Promise<void> {
  await cx.db.run(
    sql`insert into review_reply select ${review}, coalesce(max(version), 0) + 1, ${text}, ${language}, ${cx.now.getTime()}, ${by}
      from review_reply where review = ${review}`,
  )
}

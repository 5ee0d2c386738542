import { asc, eq, gt, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { memberships, partnerSlugs, partners, standingChanges } from '#db/schema/partners.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { Election } from './election.ts'
import type { Membership, StandingChange } from './standing.ts'
import type { TierSpan } from './tier.ts'

export type Partner = {
  readonly id: PartnerId
  readonly slug: string
  readonly name: string
  readonly domain: string | null
  readonly email: string | null
  readonly country: string | null
  readonly website: string | null
}

type PartnerRow = typeof partners.$inferSelect
const partnerOf = ({ createdAt: _, ...partner }: PartnerRow): Partner => partner

/** `in (select value from json_each(?))`: one parameter, however many ids. */
const among = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

export async function loadPartner(cx: Cx, id: string): Promise<Partner | null> {
  const [row] = await cx.db
    .select()
    .from(partners)
    .where(eq(partners.id, id as PartnerId))
  return row ? partnerOf(row) : null
}

/** By its present slug or one it had before. */
export async function loadPartnerBySlug(cx: Cx, slug: string): Promise<Partner | null> {
  const [row] = await cx.db
    .select({ partner: partners })
    .from(partnerSlugs)
    .innerJoin(partners, eq(partners.id, partnerSlugs.partner))
    .where(eq(partnerSlugs.slug, slug))
  return row ? partnerOf(row.partner) : null
}

export async function loadPartners(cx: Cx, ids: readonly string[]): Promise<Partner[]> {
  const rows = await cx.db
    .select()
    .from(partners)
    .where(sql`${partners.id} in ${among(ids)}`)
  return rows.map(partnerOf)
}

export async function loadPartnersAfter(cx: Cx, after: string, limit: number): Promise<Partner[]> {
  const rows = await cx.db
    .select()
    .from(partners)
    .where(gt(partners.id, after as PartnerId))
    .orderBy(asc(partners.id))
    .limit(limit)
  return rows.map(partnerOf)
}

export async function countPartners(cx: Cx): Promise<number> {
  const [row] = await cx.db.select({ n: sql<number>`count(*)` }).from(partners)
  return row?.n ?? 0
}

/** Which of these slugs are an address of somebody, now or before, or somebody else's id. */
export async function slugTaken(cx: Cx, slug: string, own: PartnerId): Promise<boolean> {
  const rows = await cx.db.all<{ taken: number }>(sql`
    select exists(select 1 from partner_slug where slug = ${slug} and partner <> ${own})
      or exists(select 1 from partner where id = ${slug} and id <> ${own}) as taken`)
  return rows[0]?.taken === 1
}

/** The slugs ever given and the ids that are this stem or a numbered form of it, with whose they are. */
export async function addressesLike(cx: Cx, stem: string): Promise<Map<string, string>> {
  const rows = await cx.db.all<{ word: string; partner: string }>(sql`
    select id as word, id as partner from partner where id >= ${stem} and id < ${`${stem}.`}
    union all select slug, partner from partner_slug where slug >= ${stem} and slug < ${`${stem}.`}`)
  return new Map(rows.map(row => [row.word, row.partner]))
}

/** Every slug ever given and every id: what a bulk of new slugs must avoid. */
export async function allAddresses(cx: Cx): Promise<Map<string, string>> {
  const rows = await cx.db.all<{ word: string; partner: string }>(
    sql`select id as word, id as partner from partner union all select slug, partner from partner_slug`,
  )
  return new Map(rows.map(row => [row.word, row.partner]))
}

/** Writes new partners and new content of known ones; slugs as given. At most 1,000 at a time. */
export async function keepPartners(cx: Cx, list: readonly Partner[]): Promise<void> {
  const now = cx.now.getTime()
  const rows = JSON.stringify(list.map(p => [p.id, p.slug, p.name, p.domain, p.email, p.country, p.website]))
  await cx.db.run(sql`
    insert into partner(id, slug, name, domain, email, country, website, created_at)
    select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, ${now}
    from json_each(${rows}) where true
    on conflict(id) do update set slug = excluded.slug, name = excluded.name, domain = excluded.domain,
      email = excluded.email, country = excluded.country, website = excluded.website`)
  await cx.db.run(sql`
    insert into partner_slug(slug, partner, since)
    select value->>1, value->>0, ${now} from json_each(${rows}) where true
    on conflict(slug) do nothing`)
}

type Packed = [
  PartnerId,
  ProgramKey,
  string | null,
  string[],
  number | null,
  number,
  number | null,
  [string, Day | null, Day | null, TierSpan['ground'], string | null, number, number][],
  [Election['benefit'], Day, number, number][],
]
const instant = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

/** By partner and program, in one statement and as one text: settling asks for many at once. */
export async function loadMemberships(cx: Cx, ids: readonly string[]): Promise<Membership[]> {
  const [found] = await cx.db.all<{ j: string }>(sql`
    select json_group_array(json_array(m.partner, m.program, m.tier, json(m.modules), m.joined_at, m.agreed, m.agreement_at,
      json((select json_group_array(json_array(tier, starts_on, ends_on, ground, reason, at, id)) from tier_span
        where partner = m.partner and program = m.program)),
      json((select json_group_array(json_array(benefit, starts_on, at, id)) from benefit_election
        where partner = m.partner and program = m.program)))) as j
    from json_each(${JSON.stringify(ids)}) c cross join membership m on m.partner = c.value`)
  const rows = JSON.parse(found?.j ?? '[]') as Packed[]
  const memberships = rows.map(([partner, program, tier, modules, joined, agreed, accepted, spans, elections]) => ({
    partner,
    program,
    tier,
    modules,
    joinedAt: instant(joined),
    agreed: agreed === 1,
    agreementAt: instant(accepted),
    tiers: spans
      .map(([key, from, until, ground, reason, at, seq]) => ({
        tier: key,
        from,
        until,
        ground,
        reason,
        at: new Date(at),
        seq,
      }))
      .sort((a, b) => a.seq - b.seq),
    elections: elections
      .sort((a, b) => a[3] - b[3])
      .map(([benefit, from, at]) => ({ benefit, from, at: new Date(at) })),
  }))
  return memberships.sort((a, b) => order(a.partner, b.partner) || order(a.program, b.program))
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export async function declaredOf(cx: Cx, partner: PartnerId, program: ProgramKey): Promise<string | null> {
  const rows = await cx.db.all<{ declared: string | null }>(
    sql`select declared from membership where partner = ${partner} and program = ${program}`,
  )
  return rows[0]?.declared ?? null
}

export async function keepMembership(
  cx: Cx,
  membership: Omit<Membership, 'tiers' | 'elections'>,
  declared: string | null,
): Promise<void> {
  await cx.db.insert(memberships).values({ ...membership, modules: JSON.stringify(membership.modules), declared })
}

/** Members without beginning, agreement accepted; who is a member already only has its tier set, if one is given. */
export async function keepOldMembers(
  cx: Cx,
  program: ProgramKey,
  rows: readonly { id: PartnerId; tier: string | null }[],
): Promise<void> {
  await cx.db.run(sql`
    insert into membership(partner, program, tier, agreed)
    select value->>0, ${program}, value->>1, 1 from json_each(${JSON.stringify(rows.map(r => [r.id, r.tier]))}) where true
    on conflict(partner, program) do update set tier = coalesce(excluded.tier, tier)`)
}

export async function keepAgreement(cx: Cx, partner: PartnerId, program: ProgramKey): Promise<void> {
  await cx.db.run(sql`
    update membership set agreed = 1, agreement_at = ${cx.now.getTime()}
    where partner = ${partner} and program = ${program} and agreed = 0`)
}

export async function loadStanding(cx: Cx, ids: readonly string[]): Promise<StandingChange[]> {
  const rows = await cx.db
    .select()
    .from(standingChanges)
    .where(sql`${standingChanges.partner} in ${among(ids)}`)
    .orderBy(asc(standingChanges.partner), asc(standingChanges.at), asc(standingChanges.id))
  return rows.map(({ id: _, ...change }) => change)
}

export async function keepStanding(cx: Cx, change: StandingChange): Promise<void> {
  await cx.db.insert(standingChanges).values(change)
}

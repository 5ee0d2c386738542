import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { Acceptance, AgreementAct } from './self-billing.ts'
import type { Particulars, Standing } from './vat-treatment.ts'

type Row = {
  owner: string
  name: string
  street: string
  postcode: string
  city: string
  country: string
  vat_id: string | null
  checked_at: number | null
  standing: Standing
  rate_ppm: number
}
/** The operator's own row stands under no partner's id. */
export const OPERATOR = ''

export async function particularsOf(cx: Cx, owners: readonly string[]): Promise<Map<string, Particulars>> {
  const rows = await cx.db.all<Row>(
    sql`select p.owner, p.name, p.street, p.postcode, p.city, p.country, p.vat_id, p.checked_at, p.standing, p.rate_ppm
        from json_each(${JSON.stringify(owners)}) n cross join tax_particulars p on p.owner = n.value
        where p.version = (select max(version) from tax_particulars l where l.owner = n.value)`,
  )
  return new Map(
    rows.map(r => [
      r.owner,
      {
        name: r.name,
        street: r.street,
        postcode: r.postcode,
        city: r.city,
        country: r.country,
        vatId: r.vat_id,
        checkedAt: r.checked_at === null ? null : new Date(r.checked_at),
        standing: r.standing,
        ratePpm: BigInt(r.rate_ppm),
      },
    ]),
  )
}

/** Partners whose VAT id nobody has checked yet. */
export const unchecked = (cx: Cx, limit: number) =>
  cx.db.all<{ partner: string; name: string; country: string; vatId: string }>(
    sql`select p.owner as partner, p.name, p.country, p.vat_id as vatId from tax_particulars p
        where p.owner <> '' and p.vat_id is not null and p.checked_at is null
          and p.version = (select max(version) from tax_particulars l where l.owner = p.owner)
        order by p.at limit ${limit}`,
  )

export async function keepParticulars(cx: Cx, owner: string, p: Particulars, by: string): Promise<void> {
  await cx.db.run(
    sql`insert into tax_particulars (owner, version, at, by, name, street, postcode, city, country, vat_id, checked_at,
          standing, rate_ppm)
        select ${owner}, coalesce(max(version), 0) + 1, ${cx.now.getTime()}, ${by}, ${p.name}, ${p.street},
          ${p.postcode}, ${p.city}, ${p.country}, ${p.vatId}, ${p.checkedAt?.getTime() ?? null}, ${p.standing},
          ${Number(p.ratePpm)}
        from tax_particulars where owner = ${owner}`,
  )
}

type ActRow = {
  partner: string
  act: 'accepted' | 'ended'
  at: number
  version: number
  acceptance: Acceptance
  by: string
}

/** What was said about self-billing, by partner, in the order in which it was said. */
export async function agreementActs(cx: Cx, partners: readonly string[]): Promise<Map<string, AgreementAct[]>> {
  const rows = await cx.db.all<ActRow>(
    sql`select s.partner, s.act, s.at, s.version, s.acceptance, s.by from json_each(${JSON.stringify(partners)}) n
        cross join self_billing s on s.partner = n.value order by s.partner, s.id`,
  )
  const acts = new Map<string, AgreementAct[]>()
  for (const { partner, at, ...row } of rows)
    acts.set(partner, [...(acts.get(partner) ?? []), { ...row, at: new Date(at) }])
  return acts
}

export async function keepAct(cx: Cx, partner: string, a: AgreementAct): Promise<void> {
  await cx.db.run(
    sql`insert into self_billing (partner, at, act, version, acceptance, by)
        values (${partner}, ${a.at.getTime()}, ${a.act}, ${a.version}, ${a.acceptance}, ${a.by})`,
  )
}

/** Papers of a partner that a person accepted, by number. */
export async function acceptances(cx: Cx, partner: string): Promise<Map<number, Date>> {
  const rows = await cx.db.all<{ number: number; at: number }>(
    sql`select number, at from statement_acceptance where series = ${partner}`,
  )
  return new Map(rows.map(row => [row.number, new Date(row.at)]))
}

export async function keepAcceptance(cx: Cx, partner: string, number: number, by: string): Promise<void> {
  await cx.db.run(
    sql`insert into statement_acceptance (series, number, at, by) values (${partner}, ${number}, ${cx.now.getTime()}, ${by})`,
  )
}

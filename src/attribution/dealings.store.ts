import { type SQL, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Packed, type PackedDealings, unpack } from './dealing-rows.ts'
import type { Dealings } from './dealing.ts'

const list = (ids: readonly string[]) => sql`json_each(${JSON.stringify([...new Set(ids)])})`

/** The customers asked for, and the leads that are theirs: by customer, by what is known of the firm, by a deal that names one, by registering one anew. */
const asked = (customers: readonly CustomerId[]): SQL => sql`
  c(id, name, domain, email, name_key) as materialized (
    select k.id, k.name, k.domain, k.email, k.name_key from ${list(customers)} j join customer k on k.id = j.value),
  hit(customer, lead) as (
    select c.id, l.id from c cross join lead l on l.customer = c.id
    union select c.id, l.id from c cross join lead l on l.match_domain = c.domain where l.customer is null
    union select c.id, l.id from c cross join lead l on l.name_key = c.name_key
      where l.customer is null and (l.match_domain is null or c.domain is null)
    union select c.id, s.lead from c cross join deal d on d.customer = c.id
      cross join deal_signature s on s.deal = d.id where s.lead is not null
    union select hit.customer, l.again from hit cross join lead l on l.id = hit.lead where l.again is not null),
  hits as materialized (select * from hit)`

/** Everything in one statement and one row: settling asks for thousands of customers, and the driver's own rows cost ten times as much. */
export async function loadDealings(cx: Cx, customers: readonly CustomerId[]): Promise<Map<CustomerId, Dealings>> {
  const [row] = await cx.db.all<{ [K in keyof PackedDealings]: string }>(sql`
    with recursive ${asked(customers)},
    part(customer, partner) as materialized (
      select hits.customer, l.partner from hits cross join lead l on l.id = hits.lead
      union select c.id, b.partner from c cross join binding b on b.customer = c.id
      union select c.id, r.partner from c cross join referral r on r.customer = c.id
    union select c.id, r.partner from c cross join referral r on r.domain = c.domain where r.customer is null
      union select c.id, r.partner from c cross join deal d on d.customer = c.id cross join deal_renewal r on r.deal = d.id)
    select
      (select json_group_array(json_array(id, name, domain, email)) from c) as customers,
      (select json_group_array(json_array(asked, id, partner, program, customer, company_name, company_domain, again,
          registered_at, approved_at, owner, last_day, expires_at, rejected_at, reason)) from (
        select hits.customer as asked, l.* from hits cross join lead l on l.id = hits.lead
        order by l.registered_at, l.id)) as leads,
      (select json_group_array(json_array(lead, at, name, role, decision_maker, relation)) from (
        select t.* from (select distinct lead from hits) h cross join lead_contact t on t.lead = h.lead order by t.id)) as contacts,
      (select json_group_array(json_array(customer, id, opened_at, seq, at, recorded_at, kind, subscription, term_months,
          net, first_year_net, currency, stages, lead, via, discount, product)) from (
        select d.customer, d.id, d.opened_at, s.* from c cross join deal d on d.customer = c.id
        cross join deal_signature s on s.deal = d.id order by s.at, s.seq)) as deals,
      (select json_group_array(json_array(customer, seq, partner, program, at, code, domain, is_first)) from (
        select c.id as customer, r.seq, r.partner, r.program, r.at, r.code, r.domain, r.is_first
          from c cross join referral r on r.customer = c.id
        union all select c.id, r.seq, r.partner, r.program, r.at, r.code, r.domain, r.is_first
          from c cross join referral r on r.domain = c.domain where r.customer is null
        order by 2)) as referrals,
      (select json_group_array(json_array(customer, partner, at, by_side)) from (
        select s.* from c cross join account_stop s on s.customer = c.id order by s.seq)) as stops,
      (select json_group_array(json_array(customer, partner, at, reason)) from (
        select part.customer, s.* from part cross join recurring_stop s on s.partner = part.partner order by s.seq)) as recurring,
      (select json_group_array(json_array(customer, kind, deal, partner, at, ppm)) from (
        select d.customer, r.* from c cross join deal d on d.customer = c.id
        cross join deal_renewal r on r.deal = d.id order by r.seq)) as renewals,
      (select json_group_array(json_array(customer, lead, deal, at)) from (
        select hits.customer, x.* from hits cross join deal_choice x on x.lead = hits.lead order by x.seq)) as choices`)
  if (!row) return new Map()
  const parsed = Object.fromEntries(Object.entries(row).map(([key, text]) => [key, JSON.parse(text) as Packed]))
  // The statement above names the columns that the type names; JSON has no type to tell it by.
  return unpack(parsed as unknown as PackedDealings)
}

/** Whether anything of the kind is known at all: most houses with one directory program have nothing. */
export async function anyDealings(cx: Cx): Promise<boolean> {
  const [row] = await cx.db.all<{ known: number }>(sql`
    select exists(select 1 from lead) or exists(select 1 from deal) or exists(select 1 from referral)
      or exists(select 1 from account_stop) or exists(select 1 from recurring_stop) as known`)
  return row?.known === 1
}

/**
 * The partner's customers by id: by a binding, a lead, a referral, or a renewal it takes part in; of all customers, or one. `known`:
 * only those of whom the partner is meant to know, since anybody may register a company or report a domain.
 */
export async function loadCustomersOfPartner(
  cx: Cx,
  partner: PartnerId,
  o: { readonly only?: CustomerId; readonly known?: boolean } = {},
): Promise<CustomerId[]> {
  const one = (column: SQL) => (o.only === undefined ? sql`true` : sql`${column} = ${o.only}`)
  const approved = o.known ? sql`l.approved_at is not null` : sql`true`
  const rows = await cx.db.all<{ id: CustomerId }>(sql`
    select customer as id from binding where partner = ${partner} and ${one(sql`customer`)}
    union select customer from lead where partner = ${partner} and customer is not null and ${one(sql`customer`)}
    union select k.id from lead l cross join customer k on k.domain = l.match_domain
      where l.partner = ${partner} and l.customer is null and k.merged_into is null and ${approved} and ${one(sql`k.id`)}
    union select k.id from lead l cross join customer k on k.name_key = l.name_key
      where l.partner = ${partner} and l.customer is null and (l.match_domain is null or k.domain is null)
        and k.merged_into is null and ${approved} and ${one(sql`k.id`)}
    union select d.customer from lead l cross join deal_signature s on s.lead = l.id join deal d on d.id = s.deal
      where l.partner = ${partner} and ${one(sql`d.customer`)}
    union select customer from referral where partner = ${partner} and customer is not null and ${one(sql`customer`)}
    union select k.id from referral r cross join customer k on k.domain = r.domain
      where r.partner = ${partner} and r.customer is null and k.merged_into is null
        and ${o.known ? sql`false` : sql`true`} and ${one(sql`k.id`)}
    union select d.customer from deal_renewal r cross join deal d on d.id = r.deal
      where r.partner = ${partner} and ${one(sql`d.customer`)}
    order by 1`)
  return rows.map(row => row.id)
}

/** The customers that leads of the partner are of, in one program or in all; `approved`: of leads that were approved once. */
export async function loadCustomersLed(
  cx: Cx,
  partner: PartnerId,
  o: { readonly program?: ProgramKey; readonly approved?: boolean } = {},
): Promise<CustomerId[]> {
  const which = sql`l.partner = ${partner} and ${o.program === undefined ? sql`true` : sql`l.program = ${o.program}`}
    and ${o.approved ? sql`l.approved_at is not null` : sql`true`}`
  const rows = await cx.db.all<{ id: CustomerId }>(sql`
    select l.customer as id from lead l where ${which} and l.customer is not null
    union select k.id from lead l cross join customer k on k.domain = l.match_domain
      where ${which} and l.customer is null and k.merged_into is null
    union select k.id from lead l cross join customer k on k.name_key = l.name_key
      where ${which} and l.customer is null and (l.match_domain is null or k.domain is null) and k.merged_into is null
    union select d.customer from lead l cross join deal_signature s on s.lead = l.id join deal d on d.id = s.deal
      where ${which}
    order by 1`)
  return rows.map(row => row.id)
}

/** The earliest instant from which one of these customers is billed. */
export async function loadBilledSince(cx: Cx, customers: readonly CustomerId[]): Promise<Date | null> {
  const [row] = await cx.db.all<{ at: number | null }>(sql`
    select min(b.first_at) as at from ${list(customers)} j cross join customer_billed b on b.customer = j.value`)
  return row?.at === null || row === undefined ? null : new Date(row.at)
}

/** One statement: the earliest instant of each customer counts. */
export async function keepBilled(
  cx: Cx,
  billed: readonly { readonly customer: CustomerId; readonly at: Date }[],
): Promise<void> {
  const first = new Map<CustomerId, number>()
  for (const { customer, at } of billed) first.set(customer, Math.min(first.get(customer) ?? Infinity, at.getTime()))
  await cx.db.run(sql`
    insert into customer_billed(customer, first_at)
    select value->>0, value->>1 from json_each(${JSON.stringify([...first])}) where true
    on conflict(customer) do update set first_at = excluded.first_at where excluded.first_at < first_at`)
}

/** After a merge: what was one customer's is the other's, also leads of the company that it was known to be. */
export async function moveDealings(cx: Cx, from: CustomerId, to: CustomerId): Promise<void> {
  await cx.db.run(sql`
    update lead set customer = ${to} where customer is null and id in (
      select l.id from customer k join lead l on l.match_domain = k.domain where k.id = ${from}
      union select l.id from customer k join lead l on l.name_key = k.name_key
        where k.id = ${from} and (l.match_domain is null or k.domain is null))`)
  await cx.db.run(sql`
    update referral set customer = ${to} where customer is null and domain = (select domain from customer where id = ${from})`)
  for (const table of ['lead', 'deal', 'referral', 'account_stop'])
    await cx.db.run(sql`update ${sql.raw(table)} set customer = ${to} where customer = ${from}`)
  await cx.db.run(sql`
    insert into customer_billed(customer, first_at) select ${to}, first_at from customer_billed where customer = ${from}
    on conflict(customer) do update set first_at = excluded.first_at where excluded.first_at < first_at`)
}

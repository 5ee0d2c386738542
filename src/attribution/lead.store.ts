import { asc, eq, type SQL, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { leadContacts, leads } from '#db/schema/leads.ts'
import { actorName } from '#kernel/actor.ts'
import type { CustomerId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { Contact, Lead } from './dealing.ts'
import { type Identity, nameKey } from './firm.ts'
import type { LeadState } from './lead.ts'
import { ownDomain } from './self-dealing.ts'

const among = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

type LeadRow = typeof leads.$inferSelect
export const leadOf = (row: LeadRow): Lead => ({
  id: row.id,
  partner: row.partner,
  program: row.program,
  customer: row.customer,
  company: row.companyName === null ? null : { name: row.companyName, domain: row.companyDomain },
  again: row.again,
  registeredAt: row.registeredAt,
  approvedAt: row.approvedAt,
  owner: row.owner,
  lastDay: row.lastDay,
  expiresAt: row.expiresAt,
  rejectedAt: row.rejectedAt,
  reason: row.reason,
})

export async function loadLead(cx: Cx, id: string): Promise<Lead | null> {
  const [row] = await cx.db
    .select()
    .from(leads)
    .where(eq(leads.id, id as LeadId))
  return row ? leadOf(row) : null
}

export async function loadLeads(cx: Cx, ids: readonly string[]): Promise<Lead[]> {
  const rows = await cx.db
    .select()
    .from(leads)
    .where(sql`${leads.id} in ${among(ids)}`)
  return rows.map(leadOf)
}

/** The leads that this one registers anew, the nearest first. */
export async function loadAncestors(cx: Cx, id: LeadId): Promise<Lead[]> {
  const rows = await cx.db.all<{ id: string }>(sql`
    with recursive line(id, depth) as (
      select again, 1 from lead where id = ${id} and again is not null
      union select lead.again, depth + 1 from line join lead on lead.id = line.id where lead.again is not null)
    select id from line order by depth`)
  const found = new Map(
    (
      await loadLeads(
        cx,
        rows.map(row => row.id),
      )
    ).map(lead => [lead.id as string, lead]),
  )
  return rows.flatMap(row => found.get(row.id) ?? [])
}

/** By lead, in the order in which they were told. */
export async function loadContacts(cx: Cx, ids: readonly string[]): Promise<Contact[]> {
  const rows = await cx.db
    .select()
    .from(leadContacts)
    .where(sql`${leadContacts.lead} in ${among(ids)}`)
    .orderBy(asc(leadContacts.lead), asc(leadContacts.id))
  return rows.map(({ id: _, toldBy: __, ...contact }) => contact)
}

/** `customerName`: what a lead of a known customer is found by. */
export async function keepLead(cx: Cx, lead: Lead, customerName: string | null): Promise<void> {
  await cx.db.insert(leads).values({
    id: lead.id,
    partner: lead.partner,
    program: lead.program,
    customer: lead.customer,
    companyName: lead.company?.name ?? null,
    companyDomain: lead.company?.domain ?? null,
    matchDomain: lead.customer === null ? ownDomain(lead.company?.domain ?? null) : null,
    nameKey: nameKey(customerName ?? lead.company?.name ?? ''),
    again: lead.again,
    registeredAt: lead.registeredAt,
    registeredBy: actorName(cx.actor),
  })
}

export async function keepApproval(
  cx: Cx,
  id: LeadId,
  decision: { readonly owner: string | null; readonly lastDay: Day; readonly expiresAt: Date },
): Promise<void> {
  await cx.db
    .update(leads)
    .set({ approvedAt: cx.now, approvedBy: actorName(cx.actor), ...decision })
    .where(eq(leads.id, id))
}

export async function keepRejection(cx: Cx, id: LeadId, reason: string | null): Promise<void> {
  await cx.db
    .update(leads)
    .set({ rejectedAt: cx.now, rejectedBy: actorName(cx.actor), reason })
    .where(eq(leads.id, id))
}

export async function keepContact(cx: Cx, contact: Contact): Promise<void> {
  await cx.db.insert(leadContacts).values({ ...contact, toldBy: actorName(cx.actor) })
}

/** The known customers that are this firm. */
export async function loadCustomersOf(cx: Cx, { customer, domain, nameKey: key }: Identity): Promise<Identity[]> {
  const which: SQL =
    customer !== null
      ? sql`id = ${customer}`
      : domain === null
        ? sql`name_key = ${key}`
        : sql`domain = ${domain} or (name_key = ${key} and domain is null)`
  return cx.db.all<Identity>(sql`
    select id as customer, domain, name_key as nameKey from customer where merged_into is null and (${which})`)
}

/** The customers of the deals that name a lead. */
export async function loadCustomersNaming(cx: Cx, id: LeadId): Promise<CustomerId[]> {
  const rows = await cx.db.all<{ customer: CustomerId }>(sql`
    select distinct d.customer from deal_signature s join deal d on d.id = s.deal where s.lead = ${id}`)
  return rows.map(row => row.customer)
}

/** Leads of a program that may be one of these firms, with who they are: of their customer as it is known now, or of their company. */
export async function loadLeadsLike(
  cx: Cx,
  program: ProgramKey,
  firms: readonly Identity[],
): Promise<{ readonly lead: Lead; readonly identity: Identity }[]> {
  const domains = firms.flatMap(firm => firm.domain ?? [])
  const names = firms.map(firm => firm.nameKey)
  const customers = firms.flatMap(firm => firm.customer ?? [])
  const found = await cx.db.all<{
    id: LeadId
    customer: CustomerId | null
    domain: string | null
    nameKey: string
  }>(sql`
    select l.id, l.customer, coalesce(l.match_domain, c.domain) as domain, coalesce(c.name_key, l.name_key) as nameKey
    from (
      select id from lead where match_domain in ${among(domains)}
      union select id from lead where name_key in ${among(names)}
      union select id from lead where customer in ${among(customers)}
      union select l.id from customer c join lead l on l.customer = c.id where c.domain in ${among(domains)}
      union select l.id from customer c join lead l on l.customer = c.id where c.name_key in ${among(names)}) hit
    join lead l on l.id = hit.id left join customer c on c.id = l.customer
    where l.program = ${program}`)
  const leadsById = new Map(
    (
      await loadLeads(
        cx,
        found.map(row => row.id),
      )
    ).map(lead => [lead.id, lead]),
  )
  return found.flatMap(({ id, ...identity }) => {
    const lead = leadsById.get(id)
    return lead ? [{ lead, identity }] : []
  })
}

export type LeadPlace = { readonly registeredAt: Date; readonly id: LeadId }
const IN_STATE: Record<LeadState, (now: number) => SQL> = {
  pending: () => sql`approved_at is null and rejected_at is null`,
  active: now => sql`approved_at is not null and rejected_at is null and expires_at > ${now}`,
  expired: now => sql`approved_at is not null and rejected_at is null and expires_at <= ${now}`,
  rejected: () => sql`approved_at is null and rejected_at is not null`,
  withdrawn: () => sql`approved_at is not null and rejected_at is not null`,
}

/** Newest first; those that wait for a decision oldest first, for that is the order in which they are decided. */
export async function listLeads(
  cx: Cx,
  o: {
    readonly partner: PartnerId | null
    readonly program: ProgramKey | null
    readonly state: LeadState | null
    readonly words: string | null
    readonly after: LeadPlace | null
    readonly limit: number
  },
): Promise<Lead[]> {
  const oldest = o.state === 'pending'
  const after = o.after && [o.after.registeredAt.getTime(), o.after.id]
  const conditions = [
    o.partner === null ? null : sql`${leads.partner} = ${o.partner}`,
    o.program === null ? null : sql`${leads.program} = ${o.program}`,
    o.state === null ? null : IN_STATE[o.state](cx.now.getTime()),
    o.words === null ? null : wordsIn(o.words),
    after &&
      (oldest
        ? sql`(${leads.registeredAt}, ${leads.id}) > (${after[0]}, ${after[1]})`
        : sql`(${leads.registeredAt}, ${leads.id}) < (${after[0]}, ${after[1]})`),
  ].filter(condition => condition !== null)
  const order = oldest ? sql`registered_at, id` : sql`registered_at desc, id desc`
  const rows = await cx.db
    .select()
    .from(leads)
    .where(conditions.length === 0 ? undefined : sql.join(conditions, sql` and `))
    .orderBy(order)
    .limit(o.limit)
  return rows.map(leadOf)
}

/** By the beginning of a name or a domain, or by the lead's own id: each found by its index. */
function wordsIn(words: string): SQL {
  const name = nameKey(words)
  const domain = words.trim().toLowerCase()
  return sql`id in (
    select id from lead where name_key >= ${name} and name_key < ${`${name}\u{10ffff}`}
    union select id from lead where match_domain >= ${domain} and match_domain < ${`${domain}\u{10ffff}`}
    union select id from lead where id = ${words.trim()})`
}

export async function countPending(cx: Cx): Promise<number> {
  const [row] = await cx.db.all<{ n: number }>(
    sql`select count(*) as n from lead where approved_at is null and rejected_at is null`,
  )
  return row?.n ?? 0
}

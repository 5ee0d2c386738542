import { and, asc, eq, gt, isNull, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { customerInvitations, customers, customerUsers } from '#db/schema/attribution.ts'
import type { CustomerId, UserId } from '#kernel/id.ts'
import { nameKey } from './firm.ts'

export type Customer = {
  readonly id: CustomerId
  readonly name: string
  readonly domain: string | null
  readonly country: string | null
  readonly countryName: string | null
  readonly email: string | null
}
export type Origin = 'caller' | 'sign-up'

const columns = {
  id: customers.id,
  name: customers.name,
  domain: customers.domain,
  country: customers.country,
  countryName: customers.countryName,
  email: customers.email,
}
const here = isNull(customers.mergedInto)

export async function loadCustomer(cx: Cx, id: string): Promise<Customer | null> {
  const [row] = await cx.db
    .select(columns)
    .from(customers)
    .where(and(eq(customers.id, id as CustomerId), here))
  return row ?? null
}

export const loadCustomers = (cx: Cx, ids: readonly string[]): Promise<Customer[]> =>
  cx.db
    .select(columns)
    .from(customers)
    .where(and(sql`${customers.id} in (select value from json_each(${JSON.stringify(ids)}))`, here))

export const loadCustomersAfter = (cx: Cx, after: string, limit: number): Promise<Customer[]> =>
  cx.db
    .select(columns)
    .from(customers)
    .where(and(gt(customers.id, after as CustomerId), here))
    .orderBy(asc(customers.id))
    .limit(limit)

export async function countCustomers(cx: Cx): Promise<number> {
  const rows = await cx.db.all<{ n: number }>(sql`select count(*) as n from customer where merged_into is null`)
  return rows[0]?.n ?? 0
}

export const loadCustomersByMail = (cx: Cx, email: string): Promise<Customer[]> =>
  cx.db
    .select(columns)
    .from(customers)
    .where(and(eq(customers.email, email), here))
    .limit(2)

/** Where an id went and what was said when it was added; null if it was never taken. */
export async function loadHistory(
  cx: Cx,
  id: string,
): Promise<{
  readonly origin: Origin
  readonly mergedInto: CustomerId | null
  readonly declared: string | null
} | null> {
  const [row] = await cx.db
    .select({ origin: customers.origin, mergedInto: customers.mergedInto, declared: customers.declared })
    .from(customers)
    .where(eq(customers.id, id as CustomerId))
  return row ?? null
}

export type KeptCustomer = Customer & { readonly declared: string | null }

/** Writes new customers and new content of known ones. At most 1,000 at a time. */
export async function keepCustomers(cx: Cx, list: readonly KeptCustomer[], origin: Origin): Promise<void> {
  const rows = list.map(c => [c.id, c.name, c.domain, c.country, c.countryName, c.email, c.declared, nameKey(c.name)])
  await cx.db.run(sql`
    insert into customer(id, name, domain, country, country_name, email, declared, name_key, origin, created_at)
    select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, ${origin}, ${cx.now.getTime()}
    from json_each(${JSON.stringify(rows)}) where true
    on conflict(id) do update set name = excluded.name, domain = excluded.domain, country = excluded.country,
      country_name = excluded.country_name, email = excluded.email, name_key = excluded.name_key`)
}

export async function keepMerge(cx: Cx, from: CustomerId, into: CustomerId): Promise<void> {
  await cx.db.update(customers).set({ mergedInto: into }).where(eq(customers.id, from))
  await cx.db.update(customerUsers).set({ customer: into }).where(eq(customerUsers.customer, from))
  await cx.db.run(sql`
    update customer_invitation set expires_at = ${cx.now.getTime()} where customer = ${from} and accepted_at is null`)
}

export type CustomerUser = typeof customerUsers.$inferSelect
export type How = CustomerUser['how']

export async function loadCustomerUser(cx: Cx, user: UserId): Promise<CustomerUser | null> {
  const [row] = await cx.db.select().from(customerUsers).where(eq(customerUsers.user, user))
  return row ?? null
}

export async function loadCustomerOfUser(cx: Cx, user: UserId): Promise<Customer | null> {
  const [row] = await cx.db
    .select(columns)
    .from(customerUsers)
    .innerJoin(customers, eq(customers.id, customerUsers.customer))
    .where(and(eq(customerUsers.user, user), here))
  return row ?? null
}

export const loadCustomerUsers = (cx: Cx, customer: CustomerId): Promise<CustomerUser[]> =>
  cx.db
    .select()
    .from(customerUsers)
    .where(eq(customerUsers.customer, customer))
    .orderBy(asc(customerUsers.since), asc(customerUsers.user))

export async function keepCustomerUser(cx: Cx, row: CustomerUser): Promise<void> {
  await cx.db.run(sql`
    insert into customer_user(user, customer, since, how) values (${row.user}, ${row.customer}, ${row.since.getTime()}, ${row.how})
    on conflict(user) do update set customer = excluded.customer, since = excluded.since, how = excluded.how`)
}

export type InvitationRow = typeof customerInvitations.$inferSelect

export async function keepInvitation(cx: Cx, row: InvitationRow): Promise<void> {
  await cx.db.insert(customerInvitations).values(row)
}

export async function loadInvitation(cx: Cx, tokenHash: string): Promise<InvitationRow | null> {
  const [row] = await cx.db.select().from(customerInvitations).where(eq(customerInvitations.tokenHash, tokenHash))
  return row ?? null
}

export async function keepAcceptance(cx: Cx, id: string, user: UserId): Promise<void> {
  await cx.db
    .update(customerInvitations)
    .set({ acceptedAt: cx.now, acceptedBy: user })
    .where(eq(customerInvitations.id, id))
}

import { and, asc, desc, eq, isNull, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { bindings, receipts } from '#db/schema/attribution.ts'
import { actorName } from '#kernel/actor.ts'
import type { BindingId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Binding } from './binding.ts'
import type { KnownBinding } from './binding-import.ts'
import type { Disclosure } from './disclosure.ts'

const columns = {
  id: bindings.id,
  customer: bindings.customer,
  partner: bindings.partner,
  program: bindings.program,
  from: bindings.from,
  until: bindings.until,
  openedBy: bindings.openedBy,
  closedBy: bindings.closedBy,
  reason: bindings.reason,
}

const among = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

export async function loadBinding(cx: Cx, id: BindingId): Promise<Binding | null> {
  const [row] = await cx.db.select(columns).from(bindings).where(eq(bindings.id, id))
  return row ?? null
}

type PackedBinding = [
  BindingId,
  CustomerId,
  PartnerId,
  ProgramKey,
  number,
  number | null,
  Binding['openedBy'],
  Binding['closedBy'],
  string | null,
]

/**
 * All bindings of these customers, by customer and beginning. They come as one JSON text: settling asks for those of
 * thousands of customers at a time, and the driver's own rows cost ten times as much.
 */
export async function loadBindings(cx: Cx, customers: readonly string[]): Promise<Binding[]> {
  const [row] = await cx.db.all<{ j: string }>(sql`
    select json_group_array(json_array(id, customer, partner, program, from_at, until_at, opened_by, closed_by, reason)) as j
    from (select * from binding where customer in ${among(customers)} order by customer, from_at, recorded_at, rowid)`)
  return (JSON.parse(row?.j ?? '[]') as PackedBinding[]).map(
    ([id, customer, partner, program, from, until, openedBy, closedBy, reason]) => ({
      id,
      customer,
      partner,
      program,
      from: new Date(from),
      until: until === null ? null : new Date(until),
      openedBy,
      closedBy,
      reason,
    }),
  )
}

export const loadKnownBindings = (cx: Cx, customers: readonly string[]): Promise<KnownBinding[]> =>
  cx.db
    .select({ ...columns, importedUntil: bindings.importedUntil })
    .from(bindings)
    .where(sql`${bindings.customer} in ${among(customers)}`)
    .orderBy(asc(bindings.customer), asc(bindings.from))

export const loadBindingsOfPartner = (
  cx: Cx,
  partner: PartnerId,
  o: { readonly open: boolean; readonly limit: number; readonly after: Binding | null },
): Promise<Binding[]> =>
  cx.db
    .select(columns)
    .from(bindings)
    .where(
      and(
        eq(bindings.partner, partner),
        o.open ? isNull(bindings.until) : undefined,
        o.after ? sql`(${bindings.from}, ${bindings.id}) < (${o.after.from.getTime()}, ${o.after.id})` : undefined,
      ),
    )
    .orderBy(desc(bindings.from), desc(bindings.id))
    .limit(o.limit)

/** What held at an instant, by beginning; `after` is the last one seen. */
export const loadBindingsAsOf = (
  cx: Cx,
  at: Date,
  o: { readonly limit: number; readonly after: Binding | null; readonly partner: PartnerId | null },
): Promise<Binding[]> =>
  cx.db
    .select(columns)
    .from(bindings)
    .where(
      and(
        sql`${bindings.from} <= ${at.getTime()} and (${bindings.until} is null or ${bindings.until} > ${at.getTime()})`,
        o.partner === null ? undefined : eq(bindings.partner, o.partner),
        o.after ? sql`(${bindings.from}, ${bindings.id}) > (${o.after.from.getTime()}, ${o.after.id})` : undefined,
      ),
    )
    .orderBy(asc(bindings.from), asc(bindings.id))
    .limit(o.limit)

export async function countBindingsAsOf(cx: Cx, at: Date, partner: PartnerId | null): Promise<number> {
  const rows = await cx.db.all<{ n: number }>(sql`
    select count(*) as n from binding where from_at <= ${at.getTime()}
      and (until_at is null or until_at > ${at.getTime()}) and (${partner} is null or partner = ${partner})`)
  return rows[0]?.n ?? 0
}

export const faultyBindings = (cx: Cx): Promise<{ customer: string; binding: string; what: string }[]> =>
  cx.db.all(sql`
    select customer, id as binding, 'two bindings at one instant' as what from (
      select customer, id, until_at, lead(from_at) over (partition by customer order by from_at, until_at is null, until_at) as next
      from binding where until_at is null or until_at > from_at)
    where next is not null and (until_at is null or next < until_at)
    union all
    select binding.customer, binding.id, 'a binding of a merged customer' from binding
      join customer on customer.id = binding.customer where customer.merged_into is not null
    limit 100`)

export type NewBinding = Omit<Binding, 'closedBy' | 'reason'>

/** A binding that is written with its end: the file said it, or the one known for later takes over. */
export const closerOf = (binding: NewBinding): 'import' | 'switch' =>
  binding.openedBy === 'import' ? 'import' : 'switch'

/** At most 1,000 at a time. */
export async function keepBindings(cx: Cx, list: readonly NewBinding[]): Promise<void> {
  const rows = list.map(b => [
    b.id,
    b.customer,
    b.partner,
    b.program,
    b.from.getTime(),
    b.until?.getTime() ?? null,
    b.openedBy,
    b.until === null ? null : closerOf(b),
  ])
  const actor = actorName(cx.actor)
  await cx.db.run(sql`
    insert into binding(id, customer, partner, program, from_at, until_at, opened_by, opened_actor, closed_by, closed_actor,
      reason, recorded_at, imported_until)
    select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, ${actor}, value->>7,
      case when value->>7 is null then null else ${actor} end, null, ${cx.now.getTime()}, case when value->>6 = 'import' then value->>5 end
    from json_each(${JSON.stringify(rows)})`)
}

export async function closeBinding(
  cx: Cx,
  id: BindingId,
  end: { readonly until: Date; readonly by: NonNullable<Binding['closedBy']>; readonly reason: string | null },
): Promise<void> {
  const imported = end.by === 'import' ? { importedUntil: end.until } : {}
  await cx.db
    .update(bindings)
    .set({ until: end.until, closedBy: end.by, closedActor: actorName(cx.actor), reason: end.reason, ...imported })
    .where(eq(bindings.id, id))
}

export async function moveBindings(cx: Cx, from: CustomerId, to: CustomerId): Promise<void> {
  await cx.db.update(bindings).set({ customer: to }).where(eq(bindings.customer, from))
}

export type Receipt = {
  readonly id: string
  readonly binding: BindingId
  readonly at: Date
  readonly program: ProgramKey
  readonly terms: number | null
  readonly ratePercent: string | null
  /** The version of the disclosure that held at that instant. */
  readonly disclosure: string
  /** Whether the customer was shown it; false for a choice that came by a history. */
  readonly shown: boolean
}

export async function keepReceipt(
  cx: Cx,
  id: string,
  binding: BindingId,
  { version, program, terms, ratePercent }: Disclosure,
  shown: boolean,
): Promise<void> {
  await cx.db
    .insert(receipts)
    .values({ id, binding, at: cx.now, program, terms, ratePercent, disclosure: version, shown })
}

export async function loadReceipt(cx: Cx, binding: BindingId): Promise<Receipt | null> {
  const [row] = await cx.db.select().from(receipts).where(eq(receipts.binding, binding))
  return row ?? null
}

export async function loadReceiptById(cx: Cx, id: string): Promise<Receipt | null> {
  const [row] = await cx.db.select().from(receipts).where(eq(receipts.id, id))
  return row ?? null
}

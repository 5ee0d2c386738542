import { eq, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { dealChoices, dealRenewals, deals, signatures } from '#db/schema/leads.ts'
import { actorName } from '#kernel/actor.ts'
import type { CustomerId, DealId, LeadId, PartnerId } from '#kernel/id.ts'
import { type Currency, money, type Ppm } from '#kernel/money.ts'
import type { Deal, Signature } from './dealing.ts'

const list = (ids: readonly string[]) => sql`json_each(${JSON.stringify([...new Set(ids)])})`

type Row = { deal: typeof deals.$inferSelect; signature: typeof signatures.$inferSelect | null }
const rows = (cx: Cx) =>
  cx.db.select({ deal: deals, signature: signatures }).from(deals).leftJoin(signatures, eq(signatures.deal, deals.id))

const amount = (minor: number, currency: string) => money(BigInt(minor), currency as Currency)

const dealOf = ({ deal, signature: s }: Row): Deal => ({
  id: deal.id,
  customer: deal.customer,
  openedAt: deal.openedAt,
  seq: s?.seq ?? 0,
  signed: s && {
    at: s.at,
    recordedAt: s.recordedAt,
    kind: s.kind,
    subscription: s.subscription,
    termMonths: s.termMonths,
    net: amount(s.net, s.currency),
    firstYearNet: s.firstYearNet === null ? null : amount(s.firstYearNet, s.currency),
    stages: (JSON.parse(s.stages) as string[]).map(minor => money(BigInt(minor), s.currency as Currency)),
    lead: s.lead,
    via: s.via,
    discount: s.discount,
    product: s.product,
  },
})

export async function loadDeal(cx: Cx, id: string): Promise<Deal | null> {
  const [row] = await rows(cx).where(eq(deals.id, id as DealId))
  return row ? dealOf(row) : null
}

export const loadDeals = async (cx: Cx, ids: readonly string[]): Promise<Deal[]> =>
  (await rows(cx).where(sql`${deals.id} in (select value from ${list(ids)})`)).map(dealOf)

/** Signed or not, by the order in which they were told of. */
export const loadDealsOfCustomers = async (cx: Cx, customers: readonly CustomerId[]): Promise<Deal[]> =>
  (
    await rows(cx)
      .where(sql`${deals.customer} in (select value from ${list(customers)})`)
      .orderBy(sql`${deals.recordedAt}, ${deals.id}`)
  ).map(dealOf)

export async function loadSignedIds(cx: Cx, customers: readonly CustomerId[]): Promise<DealId[]> {
  const [row] = await cx.db.all<{ j: string }>(sql`
    select json_group_array(id) as j from (
      select d.id from ${list(customers)} j cross join deal d on d.customer = j.value
      cross join deal_signature s on s.deal = d.id order by s.seq)`)
  return JSON.parse(row?.j ?? '[]') as DealId[]
}

/** All deals, newest first, or those of these customers. */
export const loadDealPage = async (
  cx: Cx,
  o: {
    readonly customer: CustomerId | null
    readonly after: { readonly recordedAt: Date; readonly id: DealId } | null
    readonly limit: number
  },
): Promise<(Deal & { readonly recordedAt: Date })[]> =>
  (
    await rows(cx)
      .where(
        sql`${o.customer === null ? sql`true` : eq(deals.customer, o.customer)} and ${
          o.after === null
            ? sql`true`
            : sql`(${deals.recordedAt}, ${deals.id}) < (${o.after.recordedAt.getTime()}, ${o.after.id})`
        }`,
      )
      .orderBy(sql`${deals.recordedAt} desc, ${deals.id} desc`)
      .limit(o.limit)
  ).map(row => ({ ...dealOf(row), recordedAt: row.deal.recordedAt }))

export async function keepDeal(cx: Cx, id: DealId, customer: CustomerId, openedAt: Date | null): Promise<void> {
  await cx.db.insert(deals).values({ id, customer, openedAt, recordedAt: cx.now, recordedBy: actorName(cx.actor) })
}

export async function keepSignature(cx: Cx, deal: DealId, s: Signature): Promise<void> {
  await cx.db.insert(signatures).values({
    deal,
    at: s.at,
    recordedAt: s.recordedAt,
    recordedBy: actorName(cx.actor),
    kind: s.kind,
    subscription: s.subscription,
    termMonths: s.termMonths,
    net: Number(s.net.minor),
    firstYearNet: s.firstYearNet && Number(s.firstYearNet.minor),
    currency: s.net.currency,
    stages: JSON.stringify(s.stages.map(stage => String(stage.minor))),
    lead: s.lead,
    via: s.via,
    discount: s.discount,
    product: s.product,
  })
}

export async function keepChoice(cx: Cx, lead: LeadId, deal: DealId): Promise<void> {
  await cx.db.insert(dealChoices).values({ lead, deal, at: cx.now, by: actorName(cx.actor) })
}

export async function loadChoice(cx: Cx, lead: LeadId): Promise<DealId | null> {
  const [row] = await cx.db
    .select({ deal: dealChoices.deal })
    .from(dealChoices)
    .where(eq(dealChoices.lead, lead))
    .orderBy(sql`${dealChoices.seq} desc`)
    .limit(1)
  return row?.deal ?? null
}

export type Renewal = {
  readonly kind: 'part' | 'share'
  readonly partner: PartnerId
  readonly at: Date
  readonly ppm: Ppm | null
}

/** Who takes part in renewing a deal and what was agreed, in the order in which it was told. */
export async function loadRenewals(cx: Cx, deal: DealId): Promise<Renewal[]> {
  const found = await cx.db
    .select()
    .from(dealRenewals)
    .where(eq(dealRenewals.deal, deal))
    .orderBy(sql`${dealRenewals.seq}`)
  return found.map(({ kind, partner, at, ppm }) => ({ kind, partner, at, ppm: ppm === null ? null : BigInt(ppm) }))
}

export async function keepRenewal(cx: Cx, deal: DealId, partner: PartnerId, ppm: Ppm | null): Promise<void> {
  const kind = ppm === null ? 'part' : 'share'
  await cx.db
    .insert(dealRenewals)
    .values({ kind, deal, partner, at: cx.now, ppm: ppm === null ? null : Number(ppm), by: actorName(cx.actor) })
}

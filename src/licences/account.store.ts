import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { actorName } from '#kernel/actor.ts'
import type { AccountId, BindingId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, type Money, money } from '#kernel/money.ts'
import type { Access, Account, AccountKind, Brand } from './account.ts'

type Row = {
  id: AccountId
  partner: PartnerId
  program: ProgramKey
  customer: CustomerId | null
  kind: AccountKind
  brand: Brand
  access: Access | null
  list: number
  currency: Currency
  charge_ppm: number | null
  plan: string | null
  binding: BindingId | null
  opened_at: number
  closed_at: number | null
}

const accountOf = (row: Row): Account => ({
  id: row.id,
  partner: row.partner,
  program: row.program,
  customer: row.customer,
  kind: row.kind,
  brand: row.brand,
  access: row.access,
  listNet: money(BigInt(row.list), row.currency),
  charge: row.charge_ppm === null ? null : BigInt(row.charge_ppm),
  plan: row.plan,
  binding: row.binding,
  openedAt: new Date(row.opened_at),
  closedAt: row.closed_at === null ? null : new Date(row.closed_at),
})

const rowsAs = (rows: Row[]): Account[] => rows.map(accountOf)

export const loadAccounts = async (cx: Cx, ids: readonly string[]): Promise<Account[]> =>
  rowsAs(
    await cx.db.all<Row>(
      sql`select a.* from json_each(${JSON.stringify([...new Set(ids)])}) n cross join reseller_account a on a.id = n.value`,
    ),
  )

export async function loadAccountOfBinding(cx: Cx, binding: BindingId): Promise<Account | null> {
  const [row] = await cx.db.all<Row>(sql`select * from reseller_account where binding = ${binding} limit 1`)
  return row ? accountOf(row) : null
}

/** Accounts, newest first; `after` is the last one seen. */
export async function loadPage(
  cx: Cx,
  o: {
    readonly partner: PartnerId | null
    readonly open: boolean
    readonly after: Account | null
    readonly limit: number
  },
): Promise<Account[]> {
  const after = o.after ? sql`(opened_at, id) < (${o.after.openedAt.getTime()}, ${o.after.id})` : sql`1`
  return rowsAs(
    await cx.db.all<Row>(
      sql`select * from reseller_account where ${o.partner === null ? sql`1` : sql`partner = ${o.partner}`}
            and ${o.open ? sql`closed_at is null` : sql`1`} and ${after}
          order by opened_at desc, id desc limit ${o.limit}`,
    ),
  )
}

/** Every account of a program that was opened before an instant and not closed by another, by partner and id. */
export const loadOpenBetween = async (
  cx: Cx,
  o: { readonly program: ProgramKey; readonly from: Date; readonly until: Date; readonly partner?: PartnerId },
): Promise<Account[]> =>
  rowsAs(
    await cx.db.all<Row>(
      sql`select * from reseller_account where program = ${o.program} and opened_at < ${o.until.getTime()}
            and (closed_at is null or closed_at > ${o.from.getTime()})
            and ${o.partner === undefined ? sql`1` : sql`partner = ${o.partner}`}
          order by partner, id`,
    ),
  )

export async function keepAccount(cx: Cx, a: Account): Promise<void> {
  await cx.db.run(
    sql`insert into reseller_account (id, partner, program, customer, kind, brand, access, list, currency, charge_ppm, plan,
          binding, opened_at, opened_by)
        values (${a.id}, ${a.partner}, ${a.program}, ${a.customer}, ${a.kind}, ${a.brand}, ${a.access},
          cast(${String(a.listNet.minor)} as integer), ${a.listNet.currency},
          ${a.charge === null ? null : Number(a.charge)}, ${a.plan}, ${a.binding}, ${a.openedAt.getTime()},
          ${actorName(cx.actor)})`,
  )
}

export async function keepClosing(cx: Cx, id: AccountId): Promise<void> {
  await cx.db.run(
    sql`update reseller_account set closed_at = ${cx.now.getTime()} where id = ${id} and closed_at is null`,
  )
}

export async function keepPrice(cx: Cx, account: AccountId, net: bigint): Promise<void> {
  await cx.db.run(
    sql`insert into account_price (account, at, net, by)
        values (${account}, ${cx.now.getTime()}, cast(${String(net)} as integer), ${actorName(cx.actor)})`,
  )
}

export type PriceRow = { readonly account: AccountId; readonly at: Date; readonly net: bigint }

/** Every price that the partner asked, by account, oldest first. */
export async function loadPrices(cx: Cx, accounts: readonly AccountId[]): Promise<PriceRow[]> {
  const rows = await cx.db.all<{ account: AccountId; at: number; net: number }>(
    sql`select p.account, p.at, p.net from json_each(${JSON.stringify(accounts)}) n
        cross join account_price p on p.account = n.value order by p.account, p.id`,
  )
  return rows.map(row => ({ account: row.account, at: new Date(row.at), net: BigInt(row.net) }))
}

/** The price each of these accounts has now, in the currency of its list price; accounts without one are left out. */
export async function loadOwnPrices(cx: Cx, accounts: readonly Account[]): Promise<Map<AccountId, Money>> {
  const currencies = new Map(accounts.map(a => [a.id, a.listNet.currency]))
  const rows = await loadPrices(cx, [...currencies.keys()])
  return new Map(
    rows.flatMap(row => {
      const currency = currencies.get(row.account)
      return currency ? [[row.account, money(row.net, currency)] as const] : []
    }),
  )
}

/** How many accounts of customers the partner has open now, by program. */
export async function countOpen(cx: Cx, partner: PartnerId): Promise<Map<ProgramKey, number>> {
  const rows = await cx.db.all<{ program: ProgramKey; n: number }>(
    sql`select program, count(*) as n from reseller_account
        where partner = ${partner} and kind = 'customer' and closed_at is null group by program`,
  )
  return new Map(rows.map(row => [row.program, row.n]))
}

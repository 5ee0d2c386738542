import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { Charge } from './charge.ts'

const ROWS = 1_000

/** Which of these keys were charged already. */
export async function keysCharged(cx: Cx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await cx.db.all<{ key: string }>(
    sql`select c.key from json_each(${JSON.stringify(keys)}) n cross join licence_charge c on c.key = n.value`,
  )
  return new Set(rows.map(row => row.key))
}

/** Charges with the journals that post them; null where nothing is posted. */
export async function keepCharges(
  cx: Cx,
  charges: readonly (Charge & { readonly journal: number | null })[],
): Promise<void> {
  const rows = charges.map(c => [
    c.key,
    c.account,
    c.deal,
    c.partner,
    c.program,
    c.customer,
    c.kind,
    c.period,
    c.effective,
    String(c.list.minor),
    c.list.currency,
    Number(c.ppm),
    Number(c.ceiling),
    String(c.amount.minor),
    c.terms,
    c.tier,
    c.accounts,
    c.journal,
  ])
  for (let i = 0; i < rows.length; i += ROWS)
    await cx.db.run(
      sql`insert into licence_charge (key, account, deal, partner, program, customer, kind, period, effective, list, currency,
            ppm, ceiling_ppm, amount, terms, tier, accounts, journal, posted_at)
          select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
            cast(value->>9 as integer), value->>10, value->>11, value->>12, cast(value->>13 as integer), value->>14,
            value->>15, value->>16, value->>17, ${cx.now.getTime()}
          from json_each(${JSON.stringify(rows.slice(i, i + ROWS))})`,
    )
}

export type ChargeRow = Charge & { readonly id: number; readonly journal: number | null }
type Row = Omit<ChargeRow, 'list' | 'amount' | 'ppm' | 'ceiling'> & {
  list: number
  amount: number
  ppm: number
  ceiling: number
  currency: Currency
}

const COLUMNS = sql.raw(
  `id, key, account, deal, partner, program, customer, kind, period, effective, list, currency, ppm, ceiling_ppm as ceiling,
   amount, terms, tier, accounts, journal`,
)
const chargeOf = ({ list, amount, ppm, ceiling, currency, ...rest }: Row): ChargeRow => ({
  ...rest,
  list: money(BigInt(list), currency),
  amount: money(BigInt(amount), currency),
  ppm: BigInt(ppm),
  ceiling: BigInt(ceiling),
})

/** A partner's charges of a month, in the order in which they were posted. */
export const loadCharges = async (cx: Cx, partner: PartnerId, month: Month): Promise<ChargeRow[]> =>
  (
    await cx.db.all<Row>(
      sql`select ${COLUMNS} from licence_charge where partner = ${partner} and period = ${month} order by id`,
    )
  ).map(chargeOf)

export const loadChargesAfter = async (cx: Cx, after: number, limit: number): Promise<ChargeRow[]> =>
  (await cx.db.all<Row>(sql`select ${COLUMNS} from licence_charge where id > ${after} order by id limit ${limit}`)).map(
    chargeOf,
  )

export type MonthRow = {
  readonly month: Month
  readonly currency: Currency
  readonly accounts: number
  readonly orders: number
  readonly list: bigint
  readonly amount: bigint
}

/** What was charged by month and currency, the newest first: to one partner, or to all. */
export async function loadMonths(cx: Cx, partner: PartnerId | null, limit: number): Promise<MonthRow[]> {
  const rows = await cx.db.all<{
    month: Month
    currency: Currency
    accounts: number
    orders: number
    list: string
    amount: string
  }>(
    sql`select period as month, currency, count(account) as accounts, count(deal) as orders,
          cast(sum(case when kind in ('customer', 'order') then list else 0 end) as text) as list,
          cast(sum(amount) as text) as amount
        from licence_charge where ${partner === null ? sql`1` : sql`partner = ${partner}`}
        group by period, currency order by period desc, currency limit ${limit}`,
  )
  return rows.map(row => ({ ...row, list: BigInt(row.list), amount: BigInt(row.amount) }))
}

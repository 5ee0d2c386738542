import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { exponentOf } from '#kernel/money.ts'
import type { Currency } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import { type AccountKind, kindOf, ownerOf } from './account.ts'
import { NO_HASH } from './chain.ts'
import type { Sealed } from './journal.ts'

/** One statement takes at most this many rows: larger ones hold the synchronous driver for too long. */
const ROWS = 1_000
export type AccountName = readonly [code: string, currency: Currency]
export type AccountRow = { id: number; code: string; currency: Currency; kind: AccountKind }

export async function headOf(cx: Cx): Promise<{ id: number; hash: string }> {
  const [row] = await cx.db.all<{ id: number; hash: string }>(
    sql`select id, lower(hex(hash)) as hash from journal order by id desc limit 1`,
  )
  return row ?? { id: 0, hash: NO_HASH }
}

export async function closedThrough(cx: Cx): Promise<Month | null> {
  const [row] = await cx.db.all<{ id: Month | null }>(sql`select max(id) as id from period where closed_at is not null`)
  return row?.id ?? null
}

/** Takes the accounts' ids, and makes the accounts (and currencies) that are used for the first time, in order. */
export async function accountIds(cx: Cx, names: readonly AccountName[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (let i = 0; i < names.length; i += ROWS) {
    const rows = await cx.db.all<AccountRow>(
      sql`select a.id, a.code, a.currency from json_each(${JSON.stringify(names.slice(i, i + ROWS))}) n
          cross join account a on a.code = n.value->>0 and a.currency = n.value->>1`,
    )
    for (const row of rows) ids.set(`${row.currency}${row.code}`, row.id)
  }
  const missing = names.filter(([code, currency]) => !ids.has(`${currency}${code}`))
  if (missing.length === 0) return ids
  const currencies = [...new Set(missing.map(([, currency]) => currency))].map(c => [c, exponentOf(c)])
  await cx.db.run(
    sql`insert into currency select value->>0, value->>1 from json_each(${JSON.stringify(currencies)})
        where value->>0 not in (select code from currency)`,
  )
  const [top] = await cx.db.all<{ id: number }>(sql`select coalesce(max(id), 0) as id from account`)
  const last = top?.id ?? 0
  const rows = missing.map(([code, currency], i) => {
    ids.set(`${currency}${code}`, last + 1 + i)
    return [last + 1 + i, code, ownerOf(code), currency, kindOf(code)]
  })
  for (let i = 0; i < rows.length; i += ROWS) {
    await cx.db.run(
      sql`insert into account select value->>0, value->>1, value->>2, value->>3, value->>4
          from json_each(${JSON.stringify(rows.slice(i, i + ROWS))})`,
    )
  }
  return ids
}

export async function openMonths(cx: Cx, months: readonly Month[]): Promise<void> {
  await cx.db.run(
    sql`insert into period (id) select value from json_each(${JSON.stringify([...months].sort())})
        where value not in (select id from period)`,
  )
}

/** Rows to insert as r(v). Materialized: without that SQLite writes a row's text anew for each column that is read from it. */
const rowsIn = (json: string) => sql`with r(v) as materialized (select value from json_each(${json}))`

export async function keepJournals(cx: Cx, journals: readonly Sealed[], ids: ReadonlyMap<string, number>) {
  for (let i = 0; i < journals.length; i += ROWS) {
    const chunk = journals.slice(i, i + ROWS)
    const rows = chunk.map(j => `[${j.facts},${j.legs.length},"${j.previous}","${j.hash}"]`)
    await cx.db.run(
      sql`insert into journal (id, key, kind, cause, effective_date, posted_at, period_id, reverses_id, detail, legs,
            prev_hash, hash)
          ${rowsIn(`[${rows.join(',')}]`)}
          select v->>0, v->>1, v->>2, v->>3, v->>4, v->>5, v->>6, v->>7, v->>8, v->>9, unhex(v->>10), unhex(v->>11) from r`,
    )
    const transfers = chunk.flatMap(j =>
      j.legs.map(([leg, debit, credit, amount, currency]) => [
        j.id,
        leg,
        ids.get(currency + debit),
        ids.get(currency + credit),
        amount,
        currency,
        j.period,
        j.effective,
      ]),
    )
    for (let k = 0; k < transfers.length; k += ROWS) {
      await cx.db.run(
        sql`insert into transfer (journal_id, leg, debit_id, credit_id, amount, currency, period_id, effective_date)
            ${rowsIn(JSON.stringify(transfers.slice(k, k + ROWS)))}
            select v->>0, v->>1, v->>2, v->>3, cast(v->>4 as integer), v->>5, v->>6, v->>7 from r`,
      )
    }
  }
}

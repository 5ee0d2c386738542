import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { BankAccount } from './bank-account.ts'

export type BankRow = BankAccount & {
  readonly partner: PartnerId | null
  readonly setAt: number
  readonly setBy: string
}

const columns = sql.raw('b.partner, b.iban, b.name, b.bic, b.set_at as setAt, b.set_by as setBy')

/** What was set, the newest first. `null` is the operator. */
export const historyOf = (cx: Cx, partner: PartnerId | null, limit: number): Promise<BankRow[]> =>
  cx.db.all<BankRow>(
    sql`select ${columns} from bank_details b where b.partner is ${partner} order by b.id desc limit ${limit}`,
  )

/** The account that counts now, of each of these partners that has one. */
export async function accountsOf(cx: Cx, partners: readonly string[]): Promise<Map<string, BankRow>> {
  const rows = await cx.db.all<BankRow>(
    sql`select ${columns} from json_each(${JSON.stringify(partners)}) n
        cross join bank_details b on b.partner = n.value
        where b.id = (select max(l.id) from bank_details l where l.partner = n.value)`,
  )
  return new Map(rows.map(row => [row.partner ?? '', row]))
}

export async function keepAccount(cx: Cx, row: BankRow): Promise<void> {
  await cx.db.run(
    sql`insert into bank_details (partner, iban, name, bic, set_at, set_by)
        values (${row.partner}, ${row.iban}, ${row.name}, ${row.bic}, ${row.setAt}, ${row.setBy})`,
  )
}

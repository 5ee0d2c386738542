import { sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { actorName } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { Payment } from './payment.ts'

type Row = {
  partner: PartnerId
  kind: Payment['kind']
  reference: string
  amount: number
  currency: Currency
  day: Day
}
const paymentOf = ({ amount, currency, ...rest }: Row): Payment => ({
  ...rest,
  amount: money(BigInt(amount), currency),
})
const COLUMNS = sql.raw('partner, kind, reference, amount, currency, day')

export async function loadPayment(cx: Cx, partner: PartnerId, reference: string): Promise<Payment | null> {
  const [row] = await cx.db.all<Row>(
    sql`select ${COLUMNS} from licence_payment where partner = ${partner} and reference = ${reference}`,
  )
  return row ? paymentOf(row) : null
}

/** The newest first. */
export const loadPayments = async (cx: Cx, partner: PartnerId, limit: number): Promise<Payment[]> =>
  (
    await cx.db.all<Row>(
      sql`select ${COLUMNS} from licence_payment where partner = ${partner} order by id desc limit ${limit}`,
    )
  ).map(paymentOf)

export async function keepPayment(cx: Cx, p: Payment, journal: number): Promise<void> {
  await cx.db.run(
    sql`insert into licence_payment (partner, reference, kind, amount, currency, day, journal, by, posted_at)
        values (${p.partner}, ${p.reference}, ${p.kind}, cast(${String(p.amount.minor)} as integer), ${p.amount.currency},
          ${p.day}, ${journal}, ${actorName(cx.actor)}, ${cx.now.getTime()})`,
  )
}

export type SetOffAgreement = {
  readonly agreed: boolean
  readonly at: Date
  readonly note: string
  readonly by: string
}

/** What holds now: the last thing that was recorded; null if nothing ever was. */
export async function loadAgreement(cx: Cx, partner: PartnerId): Promise<SetOffAgreement | null> {
  const [row] = await cx.db.all<{ agreed: number; at: number; note: string; by: string }>(
    sql`select agreed, at, note, by from set_off_agreement where partner = ${partner} order by id desc limit 1`,
  )
  return row ? { agreed: row.agreed === 1, at: new Date(row.at), note: row.note, by: row.by } : null
}

export async function keepAgreement(cx: Cx, partner: PartnerId, agreed: boolean, note: string): Promise<void> {
  await cx.db.run(
    sql`insert into set_off_agreement (partner, agreed, at, note, by)
        values (${partner}, ${agreed ? 1 : 0}, ${cx.now.getTime()}, ${note}, ${actorName(cx.actor)})`,
  )
}

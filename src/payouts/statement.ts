import { assert } from '#kernel/assert.ts'
import { type Currency, formatMoney, formatPercent, money } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { AccountMonth, Movement } from '#ledger/index.ts'
import { effectOf, POCKETS, pocketOf, told } from './movement.ts'

/** Plain decimals with all of the currency's places; what the house owes is positive. */
export type Balances = {
  readonly pending: string
  readonly payable: string
  readonly held: string
  readonly inPayment: string
  readonly total: string
}
/** What one journal did. Signs add up: reversals and payouts are negative. */
export type Line = {
  readonly journal: number
  readonly kind: string
  readonly cause: string
  readonly customer: string | null
  readonly program: string | null
  readonly effective: string
  readonly posted: string
  readonly base: string | null
  readonly ratePercent: string | null
  readonly accrued: string
  readonly matured: string
  readonly paid: string
  /** The fact is of a month that was closed when it came in. */
  readonly late: boolean
}
/** opening.total + accruals + reversals + payouts = closing.total, and the lines sum to each of them. */
export type Body = {
  readonly format: 1
  readonly partner: string
  readonly period: string
  readonly currency: string
  readonly opening: Balances
  readonly accruals: string
  readonly reversals: string
  readonly matured: string
  readonly payouts: string
  readonly late: { readonly items: number; readonly accrued: string }
  readonly closing: Balances
  readonly lines: readonly Line[]
}
/** The paper: a body with its number in the partner's series and the chain's head at the close. */
export type Paper = Body & {
  readonly number: number
  readonly issuedAt: string
  readonly chain: { readonly journal: number; readonly head: string }
}

/** The months of one partner, a body a currency in which anything moved or was open; sorted by currency. */
export function bodiesOf(
  partner: string,
  period: Month,
  accounts: readonly AccountMonth[],
  movements: readonly Movement[],
): Body[] {
  const mine = accounts.filter(a => pocketOf(a.code) !== null)
  const currencies = [...new Set(mine.filter(a => a.moved || a.opening !== 0n).map(a => a.currency))].sort()
  return currencies.map(currency =>
    bodyOf(
      { partner, period, currency },
      mine.filter(a => a.currency === currency),
      movements.filter(m => m.currency === currency),
    ),
  )
}

function bodyOf(
  about: { partner: string; period: Month; currency: Currency },
  accounts: readonly AccountMonth[],
  movements: readonly Movement[],
): Body {
  const text = (minor: bigint) => formatMoney(money(minor, about.currency))
  const sums = { accruals: 0n, reversals: 0n, matured: 0n, paid: 0n, late: 0n }
  const own = new Set(accounts.map(a => a.code))
  const late = new Set<number>()
  const lines = new Map<number, { first: Movement; accrued: bigint; matured: bigint; paid: bigint }>()
  for (const movement of movements) {
    const effect = effectOf(movement, own)
    if (effect.accrued > 0n) sums.accruals += effect.accrued
    else sums.reversals += effect.accrued
    sums.matured += effect.matured
    sums.paid += effect.paid
    if (movement.late) {
      late.add(movement.journal)
      sums.late += effect.accrued
    }
    const line = lines.get(movement.journal) ?? { first: movement, accrued: 0n, matured: 0n, paid: 0n }
    line.accrued += effect.accrued
    line.matured += effect.matured
    line.paid += effect.paid
    lines.set(movement.journal, line)
  }
  const opening = owed(accounts, 'opening')
  const closing = owed(accounts, 'closing')
  assert(
    opening + sums.accruals + sums.reversals + sums.paid === closing,
    `the statement of ${about.partner} for ${about.period} adds up`,
  )
  return {
    format: 1,
    ...about,
    opening: balancesAt(accounts, 'opening', text),
    accruals: text(sums.accruals),
    reversals: text(sums.reversals),
    matured: text(sums.matured),
    payouts: text(sums.paid),
    late: { items: late.size, accrued: text(sums.late) },
    closing: balancesAt(accounts, 'closing', text),
    lines: [...lines.values()].map(({ first, accrued, matured, paid }) => ({
      ...aboutLine(first, text),
      accrued: text(accrued),
      matured: text(matured),
      paid: text(paid),
      late: first.late,
    })),
  }
}

function aboutLine(m: Movement, text: (minor: bigint) => string) {
  const basis = told(m.detail, 'basis')
  const ppm = told(m.detail, 'ppm')
  return {
    journal: m.journal,
    kind: m.kind,
    cause: m.cause,
    customer: told(m.detail, 'customer'),
    program: told(m.detail, 'program'),
    effective: m.effective,
    posted: m.postedAt,
    base: basis === null ? null : text(BigInt(basis)),
    ratePercent: ppm === null ? null : formatPercent(BigInt(ppm)),
  }
}

type When = 'opening' | 'closing'
/** The ledger keeps debits less credits; what the house owes is the other way round. */
const owed = (accounts: readonly AccountMonth[], when: When): bigint => accounts.reduce((sum, a) => sum - a[when], 0n)

function balancesAt(accounts: readonly AccountMonth[], when: When, text: (minor: bigint) => string): Balances {
  const [pending, payable, held, inPayment] = POCKETS.map(pocket =>
    text(
      owed(
        accounts.filter(a => pocketOf(a.code) === pocket),
        when,
      ),
    ),
  )
  assert(pending && payable && held && inPayment, 'a partner has four pockets')
  return { pending, payable, held, inPayment, total: text(owed(accounts, when)) }
}

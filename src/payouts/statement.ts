import { assert } from '#kernel/assert.ts'
import { type Currency, formatMoney, formatPercent, money } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import type { AccountMonth, Movement } from '#ledger/index.ts'
import type { Document } from './document.ts'
import { added, type Effect, effectOf, NO_EFFECT, ownCodes, POCKETS, pocketOf, told } from './movement.ts'

export type { Document }

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
  readonly held: string
  readonly inPayment: string
  readonly setOff: string
  readonly converted: string
  readonly tax: string
  readonly paid: string
  /** The fact is of a month that was closed when it came in. */
  readonly late: boolean
  /** Takes back what became payable on an earlier statement: that statement's number. */
  readonly corrects: number | null
}
/** opening.total + accruals + reversals + setOffs + conversions + tax + payouts = closing.total. */
export type Figures = {
  readonly opening: Balances
  readonly accruals: string
  readonly reversals: string
  readonly matured: string
  /** What moved into disputes less what came out of them. */
  readonly held: string
  readonly setOffs: string
  readonly conversions: string
  /** Tax that payouts took along; the tax itself stands in the document. */
  readonly tax: string
  readonly payouts: string
  readonly closing: Balances
}
export type About = { readonly partner: string; readonly period: string; readonly currency: string }
/** The figures of a month, and the lines that sum to each of them. */
export type Body = { readonly format: 1 | 2 } & About &
  Figures & {
    readonly late: { readonly items: number; readonly accrued: string }
    readonly lines: readonly Line[]
  }
/** What the close itself issues: number, figures, the parties, and the chain's head at that moment. */
export type Head = { readonly format: 2 } & About &
  Figures & {
    readonly number: number
    readonly issuedAt: string
    readonly chain: { readonly journal: number; readonly head: string }
    readonly document: Document
  }
/** The paper: what the close issued, with its lines. */
export type Paper = Body & Pick<Head, 'number' | 'issuedAt' | 'chain' | 'document'>

/** What moved between two accounts in the month, in sum. */
export type PairSum = Pick<Movement, 'debit' | 'credit' | 'amount' | 'currency'>

/** The currencies in which anything moved or was open, sorted. */
export const currenciesOf = (accounts: readonly AccountMonth[]): Currency[] =>
  [...new Set(accounts.filter(a => pocketOf(a.code) && (a.moved || a.opening !== 0n)).map(a => a.currency))].sort()

/** The figures of one currency from sums: accruals and reversals never share a pair of accounts in one direction. */
export function figuresOf(
  about: About,
  accounts: readonly AccountMonth[],
  pairs: readonly Omit<PairSum, 'currency'>[],
): { readonly texts: Figures; readonly matured: bigint } {
  const mine = accounts.filter(a => pocketOf(a.code) !== null)
  const own = ownCodes(about.partner)
  const text = (minor: bigint) => formatMoney(money(minor, about.currency as Currency))
  let [sum, accruals] = [NO_EFFECT, 0n]
  for (const pair of pairs) {
    const effect = effectOf(pair, own)
    if (effect.accrued > 0n) accruals += effect.accrued
    sum = added(sum, effect)
  }
  const { accrued, matured, held, setOff, converted, tax, paid } = sum
  const [opening, closing] = [owed(mine, 'opening'), owed(mine, 'closing')]
  assert(
    opening + accrued + setOff + converted + tax + paid === closing,
    `the statement of ${about.partner} for ${about.period} adds up`,
  )
  const texts = {
    opening: balancesAt(mine, 'opening', text),
    accruals: text(accruals),
    reversals: text(accrued - accruals),
    matured: text(matured),
    held: text(held),
    setOffs: text(setOff),
    conversions: text(converted),
    tax: text(tax),
    payouts: text(paid),
    closing: balancesAt(mine, 'closing', text),
  }
  return { texts, matured }
}

/**
 * A line a journal of one currency, in the chain's order. `corrects`: for a cause that became payable on an earlier
 * statement, that statement's number.
 */
export function linesOf(
  about: Pick<About, 'partner' | 'currency'>,
  movements: readonly Movement[],
  corrects: ReadonlyMap<string, number> = new Map(),
): Pick<Body, 'lines' | 'late'> {
  const own = ownCodes(about.partner)
  const text = (minor: bigint) => formatMoney(money(minor, about.currency as Currency))
  const journals = new Map<number, { first: Movement; sum: Effect; touched: boolean }>()
  for (const movement of movements) {
    const known = journals.get(movement.journal)
    const sum = added(known?.sum ?? NO_EFFECT, effectOf(movement, own))
    const touched = [movement.debit, movement.credit].some(code => own.has(code) && pocketOf(code) !== null)
    journals.set(movement.journal, {
      first: known?.first ?? movement,
      sum,
      touched: touched || known?.touched === true,
    })
  }
  const shown = [...journals.values()].filter(j => j.touched)
  const late = shown.filter(j => j.first.late)
  return {
    late: { items: late.length, accrued: text(late.reduce((sum, j) => sum + j.sum.accrued, 0n)) },
    lines: shown.map(({ first, sum }) =>
      lineOf(first, sum, text, sum.matured < 0n ? (corrects.get(first.cause) ?? null) : null),
    ),
  }
}

/** Fields in the order of their names: so the paper's one text is written without sorting them anew, line by line. */
function lineOf(m: Movement, sum: Effect, text: (minor: bigint) => string, corrects: number | null): Line {
  const [basis, ppm] = [told(m.detail, 'basis'), told(m.detail, 'ppm')]
  return {
    accrued: text(sum.accrued),
    base: basis === null || !/^-?\d+$/.test(basis) ? null : text(BigInt(basis)),
    cause: m.cause,
    converted: text(sum.converted),
    corrects,
    customer: told(m.detail, 'customer'),
    effective: m.effective,
    held: text(sum.held),
    inPayment: text(sum.inPayment),
    journal: m.journal,
    kind: m.kind,
    late: m.late,
    matured: text(sum.matured),
    paid: text(sum.paid),
    posted: m.postedAt,
    program: told(m.detail, 'program'),
    ratePercent: ppm === null || !/^\d+$/.test(ppm) ? null : formatPercent(BigInt(ppm)),
    setOff: text(sum.setOff),
    tax: text(sum.tax),
  }
}

/** The month of one partner as it stands, a body a currency: what the statement would say if it were issued now. */
export function bodiesOf(
  partner: string,
  period: Month,
  accounts: readonly AccountMonth[],
  movements: readonly Movement[],
): Body[] {
  return currenciesOf(accounts).map(currency => {
    const about = { partner, period, currency }
    const mine = accounts.filter(a => a.currency === currency)
    const moved = movements.filter(m => m.currency === currency)
    return { format: 2, ...about, ...figuresOf(about, mine, moved).texts, ...linesOf(about, moved) }
  })
}

/** The whole paper; throws if the lines do not sum to what the close issued. */
export function paperOf(head: Head, body: Pick<Body, 'lines' | 'late'>): Paper {
  const paper = { ...head, ...body }
  const fault = sumFault(paper)
  assert(fault === null, `the lines of statement ${head.number} of ${head.partner} sum to its ${fault}`)
  return paper
}

/** Which figure of a paper its lines do not sum to; null if all do. */
export function sumFault(paper: Body): string | null {
  const minor = (text: string) => BigInt(text.replace('.', ''))
  const sums = { accrued: 0n, matured: 0n, held: 0n, inPayment: 0n, setOff: 0n, converted: 0n, tax: 0n, paid: 0n }
  const names = Object.keys(sums) as (keyof typeof sums)[]
  for (const line of paper.lines) for (const name of names) sums[name] += minor(line[name])
  const said: Readonly<Record<keyof typeof sums, bigint>> = {
    accrued: minor(paper.accruals) + minor(paper.reversals),
    matured: minor(paper.matured),
    held: minor(paper.held),
    inPayment: minor(paper.closing.inPayment) - minor(paper.opening.inPayment),
    setOff: minor(paper.setOffs),
    converted: minor(paper.conversions),
    tax: minor(paper.tax),
    paid: minor(paper.payouts),
  }
  return names.find(name => sums[name] !== said[name]) ?? null
}

/** What stood in a partner's pockets when a month opened and when it closed. */
export function standingIn(
  currency: Currency,
  accounts: readonly AccountMonth[],
): Pick<Figures, 'opening' | 'closing'> {
  const mine = accounts.filter(a => a.currency === currency && pocketOf(a.code) !== null)
  const text = (minor: bigint) => formatMoney(money(minor, currency))
  return { opening: balancesAt(mine, 'opening', text), closing: balancesAt(mine, 'closing', text) }
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

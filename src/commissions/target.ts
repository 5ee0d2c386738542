import { never } from '#kernel/assert.ts'
import { type Ppm, roundDiv, share } from '#kernel/money.ts'
import { addDays, type Day, dayOf } from '#kernel/period.ts'
import type { TermsBody } from '#programs/index.ts'
import type { Cause, Fact } from '#turnover/index.ts'

export type Payable = TermsBody['payable']
export type Conditions = { readonly timeZone: string; readonly ppm: Ppm; readonly payable: Payable }

/** What stands from a day on, in minor units: a pure function of the facts dated that day or before. */
export type Step = { readonly day: Day; readonly basis: bigint; readonly accrued: bigint; readonly matured: bigint }

export type Target = {
  /** One for each day on which something happened, oldest first. Days after `today` are left out. */
  readonly steps: readonly Step[]
  readonly basis: bigint
  readonly accrued: bigint
  readonly matured: bigint
  /** The last day on which `matured` rose; null while nothing is payable. */
  readonly payableOn: Day | null
  /** The day after `today` on which more becomes payable by itself; null if none. */
  readonly dueOn: Day | null
}

/** What was credited and paid on one day; what is dated before the invoice counts from the invoice's own day on. */
type Move = { readonly day: Day; readonly credited: bigint; readonly paid: bigint }

/** What a cause should have brought its earner, day by day (G6). Order and batches of arrival cannot show. */
export function targetOf(cause: Cause, terms: Conditions, today: Day): Target {
  return cause.own.kind === 'credit_note' ? loneCreditNote(cause.own, terms) : invoice(cause, terms, today)
}

/** The basis of a cause in the end, whoever earns: net less credit notes, never below zero; negative for a lone credit note. */
export function basisOf(cause: Cause): bigint {
  if (cause.own.kind === 'credit_note') return -cause.own.net.minor
  return atLeastZero(cause.own.net.minor - total(cause.credits))
}

/** What was credited beyond the invoice: it has no effect (programs.md section 8). */
export const excessOf = (cause: Cause): bigint =>
  cause.own.kind === 'credit_note' ? 0n : atLeastZero(total(cause.credits) - cause.own.net.minor)

/** Of its own day and at once payable, which is to say negative: later earnings repay it. */
function loneCreditNote(own: Fact, { timeZone, ppm }: Conditions): Target {
  const day = dayOf(own.occurredAt, timeZone)
  const basis = -own.net.minor
  const amount = share(basis, ppm)
  const step = { day, basis, accrued: amount, matured: amount }
  return { ...step, steps: [step], payableOn: amount === 0n ? null : day, dueOn: null }
}

function invoice(cause: Cause, terms: Conditions, today: Day): Target {
  const ownDay = dayOf(cause.own.occurredAt, terms.timeZone)
  const moves = movesOf(cause, ownDay, terms.timeZone)
  const dueDay = dueDayOf(terms.payable, ownDay, moves)
  if (dueDay !== null && dueDay <= today) moves.push({ day: dueDay, credited: 0n, paid: 0n })
  if (moves.length > 1) moves.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))

  const net = cause.own.net.minor
  const steps: Step[] = []
  let credited = 0n
  let paid = 0n
  let before = 0n
  let payableOn: Day | null = null
  for (const [i, move] of moves.entries()) {
    credited += move.credited
    paid += move.paid
    if (moves[i + 1]?.day === move.day) continue
    const basis = atLeastZero(net - credited)
    const accrued = share(basis, terms.ppm)
    const matured = maturedOf(terms.payable, { basis, accrued, paid, due: dueDay !== null && move.day >= dueDay })
    if (matured > before) payableOn = move.day
    before = matured
    steps.push({ day: move.day, basis, accrued, matured })
  }
  const last = steps.at(-1) ?? { basis: net, accrued: 0n, matured: 0n }
  return {
    steps,
    basis: last.basis,
    accrued: last.accrued,
    matured: last.matured,
    payableOn: last.matured === 0n ? null : payableOn,
    dueOn: dueDay !== null && dueDay > today ? dueDay : null,
  }
}

function movesOf(cause: Cause, ownDay: Day, timeZone: string): Move[] {
  const moves: Move[] = [{ day: ownDay, credited: 0n, paid: 0n }]
  const dayFor = (fact: Fact): Day => {
    const day = dayOf(fact.occurredAt, timeZone)
    return day < ownDay ? ownDay : day
  }
  for (const fact of cause.credits) moves.push({ day: dayFor(fact), credited: fact.net.minor, paid: 0n })
  for (const fact of cause.payments) moves.push({ day: dayFor(fact), credited: 0n, paid: fact.net.minor })
  return moves
}

/** The day on which all that is earned becomes payable, for terms that name one; null while it is not known. */
function dueDayOf(payable: Payable, ownDay: Day, moves: readonly Move[]): Day | null {
  if (payable.when === 'after-deal') return addDays(ownDay, payable.days)
  if (payable.when !== 'after-first-payment') return null
  const paidOn = moves.filter(move => move.paid > 0n).map(move => move.day)
  const first = paidOn.sort()[0]
  return first === undefined ? null : addDays(first, payable.days)
}

type Position = { readonly basis: bigint; readonly accrued: bigint; readonly paid: bigint; readonly due: boolean }

/** What of the accrued amount is payable. 0 ≤ matured ≤ accrued; all of it once the basis is paid. */
export function maturedOf(payable: Payable, { basis, accrued, paid, due }: Position): bigint {
  switch (payable.when) {
    case 'at-accrual':
      return accrued
    case 'with-payment':
      if (basis === 0n) return 0n
      return paid >= basis ? accrued : roundDiv(accrued * paid, basis)
    case 'after-first-payment':
    case 'after-deal':
      return due ? accrued : 0n
    default:
      return never(payable)
  }
}

const atLeastZero = (minor: bigint): bigint => (minor > 0n ? minor : 0n)
const total = (facts: readonly Fact[]): bigint => facts.reduce((sum, fact) => sum + fact.net.minor, 0n)

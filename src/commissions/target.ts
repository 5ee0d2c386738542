import { never } from '#kernel/assert.ts'
import { type Ppm, roundDiv, share } from '#kernel/money.ts'
import { addDays, type Day, dayOf } from '#kernel/period.ts'
import type { TermsBody } from '#programs/index.ts'
import type { Fact } from '#turnover/index.ts'
import { type BaseRule, loweringCredits, worthOf } from './base.ts'
import type { Ground, Own } from './ground.ts'

export type Payable = TermsBody['payable']
export type Conditions = {
  readonly timeZone: string
  readonly ppm: Ppm
  readonly payable: Payable
  /** What of a deal earns; of turnover it is always the net. */
  readonly base?: BaseRule
}

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

/** What was credited and paid on one day; what is dated before the ground counts from the ground's own day on. */
type Move = { readonly day: Day; readonly credited: bigint; readonly paid: bigint }

/** What a ground should have brought its earner, day by day (G6). Order and batches of arrival cannot show. */
export function targetOf(ground: Ground, terms: Conditions, today: Day): Target {
  return ground.own.kind === 'credit_note' ? loneCreditNote(ground.own, terms) : invoiceOrDeal(ground, terms, today)
}

const baseIn = (terms: Pick<Conditions, 'base'>): BaseRule => terms.base ?? 'net-turnover'
type BaseTerms = Pick<Conditions, 'base' | 'timeZone'>
const PLAIN: BaseTerms = { timeZone: 'UTC' }

/** The basis in the end, whoever earns: worth less credit notes, never below zero; negative for a lone credit note. */
export function basisOf(ground: Ground, terms: BaseTerms = PLAIN): bigint {
  if (ground.own.kind === 'credit_note') return -ground.own.net.minor
  const base = baseIn(terms)
  return atLeastZero(worthOf(ground, base) - total(loweringCredits(ground, base, terms.timeZone)))
}

/** What was credited beyond the worth: it has no effect (programs.md section 8). */
export function excessOf(ground: Ground, terms: BaseTerms = PLAIN): bigint {
  if (ground.own.kind === 'credit_note') return 0n
  const base = baseIn(terms)
  return atLeastZero(total(loweringCredits(ground, base, terms.timeZone)) - worthOf(ground, base))
}

/** Of its own day and at once payable, which is to say negative: later earnings repay it. */
function loneCreditNote(own: Own, { timeZone, ppm }: Conditions): Target {
  const day = dayOf(own.occurredAt, timeZone)
  const basis = -own.net.minor
  const amount = share(basis, ppm)
  const step = { day, basis, accrued: amount, matured: amount }
  return { ...step, steps: [step], payableOn: amount === 0n ? null : day, dueOn: null }
}

function invoiceOrDeal(ground: Ground, terms: Conditions, today: Day): Target {
  const ownDay = dayOf(ground.own.occurredAt, terms.timeZone)
  const base = baseIn(terms)
  const moves = movesOf(ground, loweringCredits(ground, base, terms.timeZone), ownDay, terms.timeZone)
  const dueDay = dueDayOf(terms, ownDay, ground.payments)
  if (dueDay !== null && dueDay <= today) moves.push({ day: dueDay, credited: 0n, paid: 0n })
  if (moves.length > 1) moves.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))

  const worth = worthOf(ground, base)
  const steps: Step[] = []
  let credited = 0n
  let paid = 0n
  let before = 0n
  let payableOn: Day | null = null
  for (const [i, move] of moves.entries()) {
    credited += move.credited
    paid += move.paid
    if (moves[i + 1]?.day === move.day) continue
    const basis = atLeastZero(worth - credited)
    const accrued = share(basis, terms.ppm)
    const matured = maturedOf(terms.payable, { basis, accrued, paid, due: dueDay !== null && move.day >= dueDay })
    if (matured > before) payableOn = move.day
    before = matured
    steps.push({ day: move.day, basis, accrued, matured })
  }
  const last = steps.at(-1) ?? { basis: worth, accrued: 0n, matured: 0n }
  return {
    steps,
    basis: last.basis,
    accrued: last.accrued,
    matured: last.matured,
    payableOn: last.matured === 0n ? null : payableOn,
    dueOn: dueDay !== null && dueDay > today ? dueDay : null,
  }
}

function movesOf(ground: Ground, credits: readonly Fact[], ownDay: Day, timeZone: string): Move[] {
  const moves: Move[] = [{ day: ownDay, credited: 0n, paid: 0n }]
  const dayFor = (fact: Fact): Day => {
    const day = dayOf(fact.occurredAt, timeZone)
    return day < ownDay ? ownDay : day
  }
  for (const fact of credits) moves.push({ day: dayFor(fact), credited: fact.net.minor, paid: 0n })
  for (const fact of ground.payments) moves.push({ day: dayFor(fact), credited: 0n, paid: fact.net.minor })
  return moves
}

/**
 * The day on which all that is earned becomes payable, for terms that name one; null while it is not known. The days are
 * counted from the first payment's own day, also where that was before the ground's; it is never before the ground's.
 */
function dueDayOf({ payable, timeZone }: Conditions, ownDay: Day, payments: readonly Fact[]): Day | null {
  if (payable.when === 'after-deal') return addDays(ownDay, payable.days)
  if (payable.when !== 'after-first-payment') return null
  const first = payments.map(payment => dayOf(payment.occurredAt, timeZone)).sort()[0]
  if (first === undefined) return null
  const day = addDays(first, payable.days)
  return day < ownDay ? ownDay : day
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

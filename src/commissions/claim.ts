import type { Binding } from '#attribution/index.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Ppm } from '#kernel/money.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { activeOn, agreedAt, type Member, membershipIn } from '#partners/index.ts'
import { type EarnRule, invoiceRule, type Reason, rateOn, type Terms, termsOn, tierIn } from '#programs/index.ts'
import type { Fact } from '#turnover/index.ts'
import { reasonFor } from './reason.ts'

/** What the house knows of programs and partners, loaded once for many causes. */
export type Book = {
  readonly programs: ReadonlyMap<ProgramKey, { readonly timeZone: string; readonly terms: readonly Terms[] }>
  readonly members: ReadonlyMap<PartnerId, Member>
}

/** A partner that a cause concerns, and the terms of the cause's own day (G4): it earns, or there is a reason why not. */
export type Claim = {
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly timeZone: string
  /** The cause's own day in the program's time zone. */
  readonly day: Day
  readonly terms: Terms
  readonly rule: EarnRule
  readonly tier: string | null
  readonly ppm: Ppm
  /** The binding that held at the cause's instant. */
  readonly binding: Binding | null
  readonly reason: Reason | null
}

/**
 * Every partner that was or becomes bound to the customer, in each program it was, once. At most one of them earns (G3): should
 * two bindings hold at one instant, the later choice counts and the other leaves no entry.
 */
export function claimsOn(own: Fact, bindings: readonly Binding[], book: Book): Claim[] {
  const winner = holding(own.occurredAt, bindings)
  const claims = new Map<string, Claim>()
  for (const { partner, program } of bindings) {
    const key = `${program} ${partner}`
    if (claims.has(key)) continue
    const mine = winner?.partner === partner && winner.program === program ? winner : null
    const beaten = mine === null && bindings.some(b => b.partner === partner && b.program === program && holds(b, own))
    const claim = beaten ? null : claimOf(own, partner, program, mine, book)
    if (claim) claims.set(key, claim)
  }
  return [...claims.values()]
}

/** Null where the program has no terms for that day, or none that earn on invoices. */
function claimOf(
  own: Fact,
  partner: PartnerId,
  program: ProgramKey,
  binding: Binding | null,
  book: Book,
): Claim | null {
  const known = book.programs.get(program)
  const member = book.members.get(partner)
  if (!known || !member) return null
  const { timeZone } = known
  const day = dayOf(own.occurredAt, timeZone)
  const terms = termsOn(known.terms, day)
  const rule = terms && invoiceRule(terms)
  if (!terms || !rule) return null
  const tier = tierIn(terms, membershipIn(member, program)?.tier ?? null)
  const active = activeOn(member, program, day, timeZone)
  const agreed = agreedAt(member, program, own.occurredAt)
  const fails = { 'partner-not-active': !active, 'agreement-not-accepted': !agreed, 'not-bound': binding === null }
  const reason = active && agreed && binding !== null ? null : reasonFor(rule, fails)
  return { partner, program, timeZone, day, terms, rule, tier, ppm: ppmOf(terms, rule, tier), binding, reason }
}

/** A rate is text in the terms; it is read once for all causes that are settled together. */
const rates = new WeakMap<EarnRule, Map<string | null, Ppm>>()
function ppmOf(terms: Terms, rule: EarnRule, tier: string | null): Ppm {
  const known = rates.get(rule) ?? new Map<string | null, Ppm>()
  rates.set(rule, known)
  const ppm = known.get(tier) ?? rateOn(terms, rule, tier) ?? 0n
  known.set(tier, ppm)
  return ppm
}

const holds = (binding: Binding, own: Fact): boolean =>
  binding.from <= own.occurredAt && (binding.until === null || own.occurredAt < binding.until)

function holding(at: Date, bindings: readonly Binding[]): Binding | null {
  let winner: Binding | null = null
  for (const binding of bindings) {
    if (binding.from > at || (binding.until !== null && at >= binding.until)) continue
    if (winner === null || binding.from > winner.from || (+binding.from === +winner.from && binding.id < winner.id))
      winner = binding
  }
  return winner
}

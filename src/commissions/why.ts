import { dayOf } from '#kernel/period.ts'
import type { Day } from '#kernel/period.ts'
import { type Money, money } from '#kernel/money.ts'
import type { Fact } from '#turnover/index.ts'
import type { Claim } from './claim.ts'
import type { Entry } from './entry.ts'
import type { Ground, Own } from './ground.ts'
import { excessOf, type Step, targetOf } from './target.ts'

/** One paper that counts, on its own day in the program's time zone. */
export type Paper = { readonly document: string; readonly day: Day; readonly net: Money }
/** What keeps the rest from being payable: nothing left, no payment so far, a part paid, or a day to come. */
export type Waiting = 'nothing' | 'unpaid' | 'partly-paid' | 'until-day'

/** Why an entry is what it is, for people (G2). */
export type Why = {
  readonly entry: Entry
  readonly own: Paper
  readonly credits: readonly Paper[]
  readonly payments: readonly Paper[]
  readonly credited: Money
  readonly paid: Money
  /** What was credited beyond the invoice: without effect. */
  readonly excess: Money
  readonly base: Money
  readonly amount: Money
  readonly payable: Money
  /** Millionths of a minor unit that rounding added (or took away): the exact share is `amount` less this. */
  readonly rounded: bigint
  readonly rule: string
  readonly termsFrom: Day | null
  readonly payableWhen: Claim['terms']['payable']
  readonly boundFrom: Date | null
  readonly boundUntil: Date | null
  readonly waiting: Waiting
  readonly dueOn: Day | null
  readonly steps: readonly Step[]
}

export function whyOf(entry: Entry, cause: Ground, claim: Claim, today: Day): Why {
  const { currency } = cause.own.net
  const of = (minor: bigint) => money(minor, currency)
  const paper = (fact: Fact | Own): Paper => ({
    document: fact.document,
    day: dayOf(fact.occurredAt, claim.timeZone),
    net: fact.net,
  })
  const sum = (facts: readonly Fact[]) => of(facts.reduce((total, fact) => total + fact.net.minor, 0n))
  const conditions = {
    timeZone: claim.timeZone,
    ppm: claim.ppm,
    payable: claim.terms.payable,
    base: claim.rule.base,
  }
  const target = targetOf(cause, conditions, today)
  const earns = claim.reason === null
  const amount = earns ? target.accrued : 0n
  const matured = earns ? target.matured : 0n
  const paid = sum(cause.payments)
  const open = amount - matured
  return {
    entry,
    own: paper(cause.own),
    credits: cause.credits.map(paper),
    payments: cause.payments.map(paper),
    credited: sum(cause.credits),
    paid,
    excess: of(excessOf(cause, conditions)),
    base: of(target.basis),
    amount: of(amount),
    payable: of(matured),
    rounded: earns ? amount * 1_000_000n - target.basis * claim.ppm : 0n,
    rule: claim.rule.key,
    termsFrom: claim.terms.from,
    payableWhen: claim.terms.payable,
    boundFrom: claim.binding?.from ?? null,
    boundUntil: claim.binding?.until ?? null,
    waiting: open === 0n ? 'nothing' : target.dueOn ? 'until-day' : paid.minor === 0n ? 'unpaid' : 'partly-paid',
    dueOn: earns ? target.dueOn : null,
    steps: earns ? target.steps : [],
  }
}

import type { SignedDeal } from '#attribution/index.ts'
import { type Money, money } from '#kernel/money.ts'
import { addMonths, type Day, dayOf } from '#kernel/period.ts'
import type { Fact } from '#turnover/index.ts'
import { type BaseRule, dealWorth } from './base.ts'
import type { Claim } from './claim.ts'
import type { Entry } from './entry.ts'
import type { Ground, Own } from './ground.ts'
import { excessOf, type Step, targetOf } from './target.ts'

/** One paper that counts, on its own day in the program's time zone. */
export type Paper = { readonly document: string; readonly day: Day; readonly net: Money }
/** What keeps the rest from being payable: nothing left, no payment so far, a part paid, or a day to come. */
export type Waiting = 'nothing' | 'unpaid' | 'partly-paid' | 'until-day'

/** A deal as its entry shows it: what of it is the base, and what is left out. */
export type DealWhy = {
  readonly kind: SignedDeal['signed']['kind']
  readonly subscription: SignedDeal['signed']['subscription']
  readonly termMonths: number
  readonly value: Money
  readonly base: BaseRule
  /** What the base was before credit notes. */
  readonly worth: Money
  /** Later stages that add nothing (COC-5). */
  readonly leftOut: readonly Money[]
}
/** How the customer became the partner's, and until when an event counts. */
export type TieWhy = {
  readonly way: Claim['way']
  readonly lead: string | null
  /** The day of the choice, the approval, or when code and domain were both there. */
  readonly since: Day | null
  /** The last day of the window (G7). */
  readonly lastDay: Day | null
}

/** Why an entry is what it is, for people (G2). */
export type Why = {
  readonly entry: Entry
  /**
   * Whether the partner may read what it was about: the customer was its own at that instant. Who was not learns that there was
   * an invoice or a deal, and no more.
   */
  readonly mayRead: boolean
  readonly tie: TieWhy
  readonly deal: DealWhy | null
  readonly own: Paper
  /** Of a deal: what was billed under it. */
  readonly invoices: readonly Paper[]
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
    mayRead: claim.valid,
    tie: tieOf(claim),
    deal: dealOf(cause, claim),
    own: paper(cause.own),
    invoices: (cause.invoices ?? []).map(paper),
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

function tieOf({ way, lead, since, rule, timeZone }: Claim): TieWhy {
  const from = since && dayOf(since, timeZone)
  const lastDay = from && rule.windowMonths !== null ? addMonths(from, rule.windowMonths) : null
  return { way, lead: lead?.id ?? null, since: from, lastDay }
}

function dealOf({ own, deal }: Ground, { rule }: Claim): DealWhy | null {
  if (own.kind !== 'deal' || !deal) return null
  const { kind, subscription, termMonths, net, stages } = deal.signed
  const leftOut = rule.base === 'first-stage' ? stages.slice(1) : []
  return { kind, subscription, termMonths, value: net, base: rule.base, worth: dealWorth(deal, rule.base), leftOut }
}

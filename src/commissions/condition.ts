import { type Binding, type Dealings, selfDealing } from '#attribution/index.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { activeOn, agreedAt, benefitOn, type Member, membershipIn } from '#partners/index.ts'
import type { EarnRule, Reason, Terms } from '#programs/index.ts'
import type { Ground } from './ground.ts'
import { reasonFor } from './reason.ts'
import { decisionMakerKnown, isInitial, isLedTo, sharingOf } from './renewal.ts'
import { codeTie, isApproved, isWithin, selectionTie, type Tie, type Way } from './way.ts'

/** Who is between the customer and partners. */
export type Around = { readonly bindings: readonly Binding[]; readonly dealings: Dealings | null }

type Firm = { readonly domain: string | null; readonly email: string | null }
export type KnownMember = Member & { readonly partner?: Firm }

/** A program on the ground's own day (G4): its terms then, and the rule by which it earns on the ground. */
export type Field = {
  readonly program: ProgramKey
  readonly timeZone: string
  readonly day: Day
  readonly terms: Terms
  readonly rule: EarnRule
  readonly ways: readonly Way[]
  /** The program earns on deals of another kind only. */
  readonly otherKind: boolean
}

export type Judged = {
  readonly ground: Ground
  readonly around: Around
  readonly field: Field
  readonly partner: PartnerId
  readonly member: KnownMember
  readonly tie: Tie
}

/** Why this tie earns its partner nothing on this ground, by what was true at the ground's own instant and day; null: it earns. */
export function reasonOf(judged: Judged): Reason | null {
  const reason = reasonFor(judged.field.rule, name => FAILS[name](judged))
  if (reason !== null || !judged.field.otherKind) return reason
  return judged.ground.deal?.signed.kind === 'renewal' ? 'renewal-not-registered' : 'not-initial-deal'
}

/**
 * Whether a tie in this way is wanting. A claim by another way that the program knows does not need it; where the program does
 * not know the way, its condition asks for it besides.
 */
function wants(way: Way, judged: Judged, isThere: (judged: Judged) => boolean): boolean {
  if (judged.tie.way === way) return !isThere(judged)
  return !judged.field.ways.includes(way) && !isThere(judged)
}

const at = ({ ground }: Judged): Date => ground.own.occurredAt
const whose = ({ partner, field }: Judged) => ({ partner, program: field.program })
const signed = ({ ground }: Judged) => ground.deal?.signed ?? null

const isBound = (judged: Judged): boolean =>
  judged.tie.way === 'selection'
    ? judged.tie.valid
    : selectionTie(at(judged), whose(judged), judged.around.bindings)?.valid === true

const isCoded = (judged: Judged): boolean =>
  judged.tie.way === 'code'
    ? judged.tie.valid
    : codeTie(at(judged), whose(judged), judged.around.dealings?.referrals ?? [])?.valid === true

/** The claim's own lead, or where the claim is by another way every lead of the partner in the program. */
function leadsOf({ tie, around, partner, field }: Judged) {
  if (tie.lead) return [tie.lead]
  return (around.dealings?.leads ?? []).filter(lead => lead.partner === partner && lead.program === field.program)
}
const hasLead = (judged: Judged): boolean => leadsOf(judged).some(lead => isApproved(lead, at(judged)))
const hasDecisionMaker = (judged: Judged): boolean =>
  leadsOf(judged).some(lead => decisionMakerKnown(lead, judged.around.dealings?.leads ?? [], at(judged)))

/** A binding is never with oneself: that is refused where it is made. A lead by a firm's name may turn out to be. */
function isOwn({ tie, member, around }: Judged): boolean {
  if (tie.way === 'selection' || !around.dealings || !member.partner) return false
  return selfDealing(member.partner, around.dealings)
}

function isUnregistered({ ground, around, tie, field }: Judged): boolean {
  const { deal } = ground
  if (!deal || !around.dealings) return false
  if (deal.signed.kind !== 'new' && tie.lead?.again == null) return true
  return tie.since !== null && !isLedTo(deal, tie.since, tie.lead?.id ?? null, around.dealings, field.timeZone)
}

function isUnshared({ ground, around, partner, field }: Judged): boolean {
  const { deal } = ground
  if (!deal || !(deal.signed.kind === 'renewal' || field.rule.rate === 'as-agreed')) return false
  if (!around.dealings) return true
  const { tookPart, ppm } = sharingOf(deal, partner, around.dealings)
  return !tookPart || ppm === null
}

/** A renewal signed on the day of the stop or later; where a program earns on invoices, an invoice from that day on. */
function isRecurringStopped({ ground, around, partner, field }: Judged): boolean {
  const recurring = ground.deal ? ground.deal.signed.kind === 'renewal' : ground.own.kind !== 'deal'
  const stops = recurring ? (around.dealings?.recurringStops ?? []) : []
  return stops.some(stop => stop.partner === partner && dayOf(stop.at, field.timeZone) <= field.day)
}

const FAILS: Readonly<Record<Reason, (judged: Judged) => boolean>> = {
  'partner-not-active': ({ member, field }) => !activeOn(member, field.program, field.day, field.timeZone),
  'agreement-not-accepted': judged => !agreedAt(judged.member, judged.field.program, at(judged)),
  'self-dealing': isOwn,
  'not-bound': judged => wants('selection', judged, isBound),
  'resold-account': ({ ground, field }) => ground.own.account !== null && !field.terms.resoldEarns,
  'bought-through-partner': judged => signed(judged)?.via === 'partner',
  'code-or-domain-missing': judged => wants('code', judged, isCoded),
  'lead-not-validated': judged => wants('lead', judged, hasLead),
  'lead-not-active': judged => wants('lead', judged, hasLead),
  'no-decision-maker': judged => wants('lead', judged, hasDecisionMaker),
  'outside-window': judged =>
    !isWithin(at(judged), judged.tie.since, {
      timeZone: judged.field.timeZone,
      windowMonths: judged.field.rule.windowMonths,
    }),
  'poc-or-trial': judged => (signed(judged)?.subscription ?? 'paid') !== 'paid',
  'term-too-short': judged => {
    const deal = signed(judged)
    const least = judged.field.rule.minTermMonths
    return deal !== null && least !== null && deal.termMonths < least
  },
  'not-initial-deal': ({ ground, around }) =>
    !!ground.deal && !isInitial(ground.deal, around.dealings ?? { deals: [] }),
  // Stages after the first are not in the base; no deal is one by itself.
  'later-stage': () => false,
  'renewal-not-registered': isUnregistered,
  'renewal-not-shared': isUnshared,
  'account-stopped': judged =>
    (judged.around.dealings?.stops ?? []).some(stop => stop.partner === judged.partner && stop.at <= at(judged)),
  'recurring-stopped': isRecurringStopped,
  'discount-given': judged => signed(judged)?.discount === true,
  'fee-not-elected': ({ member, field }) => {
    const membership = membershipIn(member, field.program)
    return benefitOn(membership ?? { elections: [] }, field.terms, field.day) === 'discount'
  },
}

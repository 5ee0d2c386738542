import type { Binding, LeadWithContacts, SignedDeal } from '#attribution/index.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Ppm } from '#kernel/money.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { membershipIn, tierOn } from '#partners/index.ts'
import {
  dealRule,
  type EarnRule,
  invoiceRule,
  REASONS,
  type Reason,
  rateOn,
  type Terms,
  termsOn,
} from '#programs/index.ts'
import { type Around, type Field, type Judged, type KnownMember, reasonOf } from './condition.ts'
import { dealGround, type Ground } from './ground.ts'
import { sharingOf } from './renewal.ts'
import { codeTie, leadTie, selectionTie, type Tie, type Way, waysIn } from './way.ts'
import { type Contender, winnerOf } from './winner.ts'

/** What the house knows of programs and partners, loaded once for many causes. */
export type Book = {
  readonly programs: ReadonlyMap<ProgramKey, { readonly timeZone: string; readonly terms: readonly Terms[] }>
  readonly members: ReadonlyMap<PartnerId, KnownMember>
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
  readonly way: Way
  /** Whether the customer was the partner's at the cause's instant, by this way. */
  readonly valid: boolean
  /** The attribution's own instant; null while there is none. */
  readonly since: Date | null
  /** The binding that held at the cause's instant. */
  readonly binding: Binding | null
  readonly lead: LeadWithContacts | null
  readonly reason: Reason | null
}

type Group = { readonly field: Field; readonly partner: PartnerId; readonly member: KnownMember; readonly ties: Tie[] }
type Own = Contender & { readonly group: Group }

/**
 * Every partner that a cause concerns, in each program, once. At most one of them earns (G3). Who was or becomes bound to the
 * customer has an entry that says why it earns nothing; whose lead or code does not count has one unless another's of the same
 * program does. What is billed under a deal that earns by itself concerns nobody else.
 */
export function claimsOn(ground: Ground, around: Around, book: Book): Claim[] {
  if (ground.deal && ground.own.kind !== 'deal' && isEarnedByDeal(ground.deal, around, book)) return []
  const groups = groupsOn(ground, around, book)
  const contenders = contendersOf(groups)
  const winner = winnerOf(contenders)
  const claims: Claim[] = []
  for (const group of groups) {
    if (!entersOn(ground, group.field)) continue
    const claim =
      group === winner?.group ? earnerIn(group, winner, ground, around) : loserIn(group, contenders, ground, around)
    if (claim) claims.push(claim)
  }
  return claims
}

/** Whether the deal has a winner whose program earns on deals: then what is billed under it earns nothing besides (G3). */
function isEarnedByDeal(deal: SignedDeal, around: Around, book: Book): boolean {
  const ground = dealGround(deal, null)
  const winner = winnerOf(contendersOf(groupsOn(ground, around, book)))
  return winner !== null && entersOn(ground, winner.group.field)
}

/** A program that earns on invoices only has no entries for deals, yet whose customer it is decides about them as well. */
const entersOn = (ground: Ground, field: Field): boolean =>
  (ground.own.kind === 'deal') === (field.rule.event === 'deal')

function contendersOf(groups: readonly Group[]): Own[] {
  return groups.flatMap(group =>
    group.ties
      .filter(tie => tie.valid)
      .map(tie => {
        const { program, ways } = group.field
        return { partner: group.partner, program, rank: ways.indexOf(tie.way), tie, group }
      }),
  )
}

/** By partner and program, in the order in which bindings, leads and referrals name them. */
function groupsOn(ground: Ground, around: Around, book: Book): Group[] {
  const { bindings, dealings } = around
  const named = ground.deal?.signed.lead ?? null
  const at = ground.own.occurredAt
  const leads = (dealings?.leads ?? []).filter(lead => (named === null ? concerns(lead, at) : lead.id === named))
  const referrals = dealings?.referrals ?? []
  const fields = new Map<ProgramKey, Field | null>()
  const groups = new Map<string, Group>()
  for (const whose of [bindings, leads, referrals].flat()) {
    const { partner, program } = whose
    const key = `${program} ${partner}`
    if (groups.has(key)) continue
    if (!fields.has(program)) fields.set(program, fieldOf(ground, program, book))
    const field = fields.get(program)
    const member = book.members.get(partner)
    if (!field || !member) continue
    const ties: Tie[] = []
    for (const way of field.ways) {
      if (way === 'lead') {
        const window = { timeZone: field.timeZone, windowMonths: field.rule.windowMonths }
        for (const lead of leads)
          if (lead.partner === partner && lead.program === program) ties.push(leadTie(at, lead, window))
        continue
      }
      const tie =
        way === 'selection'
          ? selectionTie(at, { partner, program }, bindings)
          : codeTie(at, { partner, program }, referrals)
      if (tie) ties.push(tie)
    }
    if (ties.length > 0) groups.set(key, { field, partner, member, ties })
  }
  return [...groups.values()]
}

/**
 * A lead concerns what was signed after it was registered; once approved, the customer is the partner's and what came before
 * shows as well. Otherwise whoever registers a firm's name would read what that firm has bought.
 */
const concerns = (lead: LeadWithContacts, at: Date): boolean => lead.registeredAt <= at || lead.approvedAt !== null

/** Null where the program has no terms for that day, or none that earn on anything of the kind. */
function fieldOf(ground: Ground, program: ProgramKey, book: Book): Field | null {
  const known = book.programs.get(program)
  if (!known) return null
  const { timeZone } = known
  const day = dayOf(ground.own.occurredAt, timeZone)
  const terms = termsOn(known.terms, day)
  if (!terms) return null
  const kind = ground.own.kind === 'deal' ? ground.deal?.signed.kind : undefined
  const exact = kind === undefined ? invoiceRule(terms) : dealRule(terms, kind)
  const rule = exact ?? (kind === undefined ? null : (anyDealRule(terms) ?? invoiceRule(terms)))
  if (!rule) return null
  const otherKind = exact === null && rule.event === 'deal'
  return { program, timeZone, day, terms, rule, ways: waysIn(terms), otherKind }
}

const anyDealRule = (terms: Terms): EarnRule | null => terms.earns.find(rule => rule.event === 'deal') ?? null

/** Of a partner's valid leads the first that earns, else the first; in every other way the tie that won. */
function earnerIn(group: Group, winner: Own, ground: Ground, around: Around): Claim | null {
  const first = claimOf(group, winner.tie, ground, around)
  if (first.reason === null || winner.tie.way !== 'lead') return first
  const others = group.ties.filter(tie => tie.valid && tie.way === 'lead' && tie !== winner.tie)
  const byApproval = others.sort((a, b) => (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0))
  const earning = byApproval.map(tie => claimOf(group, tie, ground, around)).find(claim => claim.reason === null)
  return earning ?? first
}

/** The entry of a partner that does not have the customer: none where its tie holds and was beaten (G3). */
function loserIn(group: Group, contenders: readonly Own[], ground: Ground, around: Around): Claim | null {
  if (group.ties.some(tie => tie.valid)) return null
  const decided = contenders.some(other => other.program === group.field.program)
  const told = group.ties.filter(tie => tie.way === 'selection' || !decided)
  const [first] = told
  if (!first) return null
  const claims = told.filter(tie => tie.way === first.way).map(tie => claimOf(group, tie, ground, around))
  // Of several leads the one that came furthest tells why.
  return claims.reduce<Claim | null>((best, claim) => (isFurther(claim, best) ? claim : best), null)
}

function isFurther(claim: Claim, best: Claim | null): boolean {
  if (claim.reason === null) return false
  return best?.reason == null || REASONS.indexOf(claim.reason) > REASONS.indexOf(best.reason)
}

function claimOf(group: Group, tie: Tie, ground: Ground, around: Around): Claim {
  const { field, partner, member } = group
  const { program, timeZone, day, terms, rule } = field
  const membership = membershipIn(member, program)
  const tier = membership && tierOn(membership, terms, day)
  const judged: Judged = { ground, around, field, partner, member, tie }
  const { way, valid, since, binding, lead } = tie
  const ppm = rule.rate === 'as-agreed' ? agreedPpm(judged) : ppmOf(terms, rule, tier)
  const reason = reasonOf(judged)
  return { partner, program, timeZone, day, terms, rule, tier, ppm, way, valid, since, binding, lead, reason }
}

const agreedPpm = ({ ground, around, partner }: Judged): Ppm =>
  (ground.deal && around.dealings ? sharingOf(ground.deal, partner, around.dealings).ppm : null) ?? 0n

/** A rate is text in the terms; it is read once for all causes that are settled together. */
const rates = new WeakMap<EarnRule, Map<string | null, Ppm>>()
function ppmOf(terms: Terms, rule: EarnRule, tier: string | null): Ppm {
  const known = rates.get(rule) ?? new Map<string | null, Ppm>()
  rates.set(rule, known)
  const ppm = known.get(tier) ?? rateOn(terms, rule, tier) ?? 0n
  known.set(tier, ppm)
  return ppm
}

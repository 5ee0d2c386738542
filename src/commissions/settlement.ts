import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { commissionExpense, type Draft, type Leg, partnerAccount } from '#ledger/index.ts'
import type { Reason } from '#programs/index.ts'
import type { Claim } from './claim.ts'
import type { Ground } from './ground.ts'
import { causeWhy } from './journal-why.ts'
import { basisOf, type Target, targetOf } from './target.ts'

/** The outcome of a cause for one partner in one program, kept each time it changes. Amounts in minor units. */
export type Settlement = {
  readonly cause: string
  /** The number of its first journal, counted within the cause; `journals` may be 0. */
  readonly n: number
  readonly journals: number
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly customer: CustomerId
  readonly terms: number
  readonly tier: string | null
  readonly ppm: number
  readonly currency: Currency
  readonly basis: bigint
  readonly accrued: bigint
  readonly matured: bigint
  readonly earnedOn: Day
  readonly payableOn: Day | null
  readonly reason: Reason | null
  /** The partner has no entry for this cause any more: its credit note found its invoice, or the binding is another's. */
  readonly gone: boolean
}

/** A sum that stands in the ledger for a cause: per effective day and account, credits less debits. */
export type StandingLine = { readonly effective: Day; readonly account: string; readonly net: bigint }

export type CauseFacts = {
  readonly id: string
  /** Null: there is no such cause (any more). */
  readonly cause: Ground | null
  readonly claims: readonly Claim[]
  /** The last settlement of each partner and program. */
  readonly latest: readonly Settlement[]
  readonly standing: readonly StandingLine[]
  /** Partners that question their entry: what becomes payable of it is held until they are answered. */
  readonly disputed?: ReadonlySet<PartnerId>
}
export type Settled = {
  readonly drafts: readonly Draft[]
  readonly rows: readonly Settlement[]
  /** When the cause changes by itself: the earliest day, with its time zone. */
  readonly due: { readonly day: Day; readonly timeZone: string } | null
}

type Sums = { accrued: bigint; matured: bigint }
export type Outcome = Omit<Settlement, 'n' | 'journals'>
/** One partner in one program: what should stand for it and why. */
type Side = { readonly outcome: Outcome; readonly target: Target | null; readonly claim: Claim | null }

/**
 * Brings what stands for a cause to what should stand: for each effective day one journal with the differences, or none. A
 * settlement is kept for each partner whose outcome changed, also when it earns nothing. Settling twice does nothing.
 */
export function settle(facts: CauseFacts, todayIn: (timeZone: string) => Day): Settled {
  const sides = sidesOf(facts, todayIn)
  let n = facts.latest.reduce((max, row) => Math.max(max, row.n + Math.max(row.journals, 1)), 1)
  const drafts: Draft[] = []
  const rows: Settlement[] = []
  let due: Settled['due'] = null
  for (const side of sides) {
    const { outcome, target } = side
    const lines = facts.standing.length === 0 ? [] : linesFor(side, sides, facts)
    const changes = differences(target, standingOf(outcome.partner, lines))
    const before = facts.latest.find(row => row.partner === outcome.partner && row.program === outcome.program)
    if (changes.length === 0 && same(before, outcome)) continue
    if (changes.length === 0 && outcome.gone && (before === undefined || before.gone)) continue
    const holds = { disputed: facts.disputed?.has(outcome.partner) === true, held: heldIn(outcome.partner, lines) }
    for (const [i, change] of changes.entries()) drafts.push(draftOf(side, facts.cause, change, holds, n + i))
    rows.push({ ...outcome, n, journals: changes.length })
    n += Math.max(changes.length, 1)
  }
  for (const { target, claim } of sides) {
    if (target?.dueOn && claim && (due === null || target.dueOn < due.day))
      due = { day: target.dueOn, timeZone: claim.timeZone }
  }
  return { drafts, rows, due }
}

function sidesOf({ id, cause, claims, latest }: CauseFacts, todayIn: (timeZone: string) => Day): Side[] {
  const sides: Side[] = cause === null ? [] : claims.map(claim => sideOf(cause, claim, todayIn))
  for (const row of latest) {
    if (sides.some(s => s.outcome.partner === row.partner && s.outcome.program === row.program)) continue
    const { n: _, journals: __, ...rest } = row
    const nothing = { basis: 0n, accrued: 0n, matured: 0n, payableOn: null, reason: null, gone: true }
    sides.push({ outcome: { ...rest, cause: id, ...nothing }, target: null, claim: null })
  }
  return sides
}

function sideOf(cause: Ground, claim: Claim, todayIn: (timeZone: string) => Day): Side {
  const { partner, program, timeZone, terms, ppm, reason } = claim
  const conditions = { timeZone, ppm, payable: terms.payable, base: claim.rule.base }
  const target = reason === null ? targetOf(cause, conditions, todayIn(timeZone)) : null
  const outcome: Outcome = {
    cause: cause.id,
    partner,
    program,
    customer: cause.own.customer,
    terms: terms.version,
    tier: claim.tier,
    ppm: Number(ppm),
    currency: cause.own.net.currency,
    basis: target === null ? basisOf(cause, conditions) : target.basis,
    accrued: target?.accrued ?? 0n,
    matured: target?.matured ?? 0n,
    earnedOn: claim.day,
    payableOn: target?.payableOn ?? null,
    reason,
    gone: false,
  }
  return { outcome, target, claim }
}

const COMPARED = [
  'terms',
  'tier',
  'ppm',
  'currency',
  'customer',
  'basis',
  'accrued',
  'matured',
  'earnedOn',
  'payableOn',
  'reason',
  'gone',
] as const
const same = (before: Settlement | undefined, now: Outcome): boolean =>
  before !== undefined && COMPARED.every(field => before[field] === now[field])

/**
 * The partner's accounts do not tell the program. Where one cause concerns a partner in two programs, what stands belongs to
 * the one in which it earned.
 */
function linesFor(side: Side, sides: readonly Side[], { latest, standing }: CauseFacts): readonly StandingLine[] {
  const { partner, program } = side.outcome
  const mine = sides.filter(s => s.outcome.partner === partner)
  if (mine.length === 1) return standing
  const rows = latest.filter(row => row.partner === partner && row.journals > 0)
  const earner = rows.find(row => row.reason === null && !row.gone) ?? rows.toSorted((a, b) => b.n - a.n)[0]
  return (earner?.program ?? mine[0]?.outcome.program) === program ? standing : []
}

type Accounts = { readonly pending: string; readonly payable: string; readonly held: string }
/** A partner's accounts have the same names for ever; thousands of its causes are settled in a row. */
const accounts = new Map<PartnerId, Accounts>()
function accountsOf(partner: PartnerId): Accounts {
  const known = accounts.get(partner)
  if (known) return known
  const named = {
    pending: partnerAccount(partner, 'Pending'),
    payable: partnerAccount(partner, 'Payable'),
    held: partnerAccount(partner, 'Held'),
  }
  if (accounts.size < 10_000) accounts.set(partner, named)
  return named
}

/** Per effective day: pending and payable together are accrued; payable and held are matured (money.md section 5). */
function standingOf(partner: PartnerId, lines: readonly StandingLine[]): Map<Day, Sums> {
  const byDay = new Map<Day, Sums>()
  if (lines.length === 0) return byDay
  const { pending, payable, held } = accountsOf(partner)
  for (const { effective, account, net } of lines) {
    if (account !== pending && account !== payable && account !== held) continue
    const sums = byDay.get(effective) ?? { accrued: 0n, matured: 0n }
    sums.accrued += net
    if (account !== pending) sums.matured += net
    byDay.set(effective, sums)
  }
  return byDay
}

type Change = {
  readonly day: Day
  readonly accrued: bigint
  readonly matured: bigint
  readonly stands: Sums & { basis: bigint }
}

/** What each effective day lacks, oldest first: the target's rise on that day less what is posted on it. */
function differences(target: Target | null, standing: Map<Day, Sums>): Change[] {
  const changes: Change[] = []
  let before: Sums & { basis: bigint } = { basis: 0n, accrued: 0n, matured: 0n }
  const steps = target?.steps ?? []
  const days = steps.map(step => step.day)
  const all = standing.size === 0 ? days : [...new Set([...days, ...standing.keys()])].sort()
  let next = 0
  for (const day of all) {
    const step = steps[next]
    const after = step?.day === day ? step : before
    if (step?.day === day) next++
    const posted = standing.get(day)
    const accrued = after.accrued - before.accrued - (posted?.accrued ?? 0n)
    const matured = after.matured - before.matured - (posted?.matured ?? 0n)
    if (accrued !== 0n || matured !== 0n) changes.push({ day, accrued, matured, stands: after })
    before = after
  }
  return changes
}

/** What is held of a cause moves with it: `held` is what is left there, and falls with what is taken. */
type Holds = { readonly disputed: boolean; held: bigint }
function heldIn(partner: PartnerId, lines: readonly StandingLine[]): bigint {
  if (lines.length === 0) return 0n
  const { held } = accountsOf(partner)
  return lines.reduce((sum, line) => (line.account === held ? sum + line.net : sum), 0n)
}

function draftOf({ outcome, claim }: Side, ground: Ground | null, change: Change, holds: Holds, n: number): Draft {
  const { cause, partner, program, currency } = outcome
  const { pending, payable, held } = accountsOf(partner)
  const legs: Leg[] = []
  const move = (minor: bigint, from: string, to: string) => {
    if (minor > 0n) legs.push({ debit: from, credit: to, amount: money(minor, currency) })
    if (minor < 0n) legs.push({ debit: to, credit: from, amount: money(-minor, currency) })
  }
  move(change.accrued, commissionExpense(program), pending)
  const kept = keptBack(change.matured, holds)
  move(change.matured - kept, pending, payable)
  move(kept, pending, held)
  holds.held += kept
  return {
    key: `settle:${cause}:${n}`,
    kind: 'settle',
    cause,
    effective: change.day,
    detail: causeWhy(outcome, claim, ground, change.stands),
    legs,
  }
}

/** The part of a rise or fall that goes to or comes from what is held: of a disputed entry every rise, and falls while it lasts. */
function keptBack(matured: bigint, { disputed, held }: Holds): bigint {
  if (!disputed) return 0n
  if (matured >= 0n) return matured
  return -matured < held ? matured : held > 0n ? -held : 0n
}

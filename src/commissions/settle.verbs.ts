import * as attribution from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { type Day, dayOf, startOfDay } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import * as turnover from '#turnover/index.ts'
import { type Book, claimsOn } from './claim.ts'
import type { Around } from './condition.ts'
import { disputedAmong } from './dispute.verbs.ts'
import { dealGround, type Ground, paperGround } from './ground.ts'
import { type CauseFacts, settle } from './settlement.ts'
import * as store from './store.ts'

/** A running site takes 500 causes at a time, for everyone else waits meanwhile; a file is taken in sooner by more. */
const CAUSES = 500
const MAX_CAUSES = 5_000
/** How many new facts are put on the list at once, so that an invoice and its payments in one file are settled together. */
const FOLLOW = 50_000

export type Progress = { readonly settled: number; readonly more: boolean }

/**
 * Settles the next causes, at most 5,000, by a constant number of statements: those put back, those due by now, and those that
 * turnover's new facts touch. The list and the place in turnover move in the caller's transaction, so each change is made exactly
 * once, by whichever process comes first, and a killed one loses nothing. Call until `more` is false.
 */
export async function settleNext(cx: Cx, limit = CAUSES): Promise<Progress> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff settle')
  let causes = await store.takeUnsettled(cx.db, Math.min(limit, MAX_CAUSES))
  if (causes.length === 0) {
    await follow(cx)
    causes = await store.takeUnsettled(cx.db, Math.min(limit, MAX_CAUSES))
  }
  if (causes.length > 0) await settleCauses(cx, causes)
  return { settled: causes.length, more: causes.length > 0 && (await anyLeft(cx)) }
}

async function anyLeft(cx: Cx): Promise<boolean> {
  if (await store.anyUnsettled(cx.db)) return true
  const due = await nextDue(cx)
  if (due !== null && due <= cx.now) return true
  return (await store.progress(cx.db)) < (await turnover.lastSeq(cx))
}

/** The earliest instant at which something becomes payable by itself, for settling to run then; null while nothing waits. */
export const nextDue = (cx: Cx): Promise<Date | null> => store.firstDue(cx.db)

/** What waits: facts that were taken and not followed yet, and causes on the list. Nothing is lost of it; it is not yet earned. */
export async function backlog(cx: Cx): Promise<{ readonly facts: number; readonly causes: number }> {
  const facts = (await turnover.lastSeq(cx)) - (await store.progress(cx.db))
  return { facts, causes: await store.countUnsettled(cx.db) }
}

async function follow(cx: Cx): Promise<void> {
  await store.putBackDue(cx.db, cx.now)
  const seq = await store.progress(cx.db)
  const { causes, upTo } = await turnover.causesAfter(cx, seq, FOLLOW)
  if (upTo === seq) return
  await store.putBack(cx.db, causes)
  await store.moveProgress(cx.db, upTo)
}

async function settleCauses(cx: Cx, ids: readonly string[]): Promise<void> {
  const facts = await factsFor(cx, ids)
  const drafts: ledger.Draft[] = []
  const rows: Parameters<typeof store.keep>[1][number][] = []
  const due: [string, number][] = []
  // What time has made payable stays so, also for a history whose clock runs behind: only the days of facts count there.
  const todayIn = todays(await store.latestClock(cx.db, cx.now))
  for (const cause of facts) {
    const settled = settle(cause, todayIn)
    drafts.push(...settled.drafts)
    rows.push(...settled.rows)
    if (settled.due) due.push([cause.id, startOfDay(settled.due.day, settled.due.timeZone).getTime()])
  }
  await ledger.post(cx, drafts)
  await store.keep(cx.db, rows, cx.now)
  await store.keepDue(
    cx.db,
    facts.map(cause => cause.id),
    due,
  )
}

/** Everything that decides about these causes, and about the credit notes that once stood alone and now belong to one of them. */
export async function factsFor(cx: Cx, ids: readonly string[], change: Change = asItIs): Promise<CauseFacts[]> {
  const causes = await turnover.factsOfCauses(cx, ids)
  const deals = await dealsFor(cx, turnover.dealsOf(ids))
  const all = new Set(ids)
  for (const cause of causes.values())
    for (const credit of cause.credits) all.add(turnover.creditNoteCause(credit.document))
  const wanted = [...all]
  const latest = await store.latestOf(cx.db, wanted)
  // Nothing is posted without a settlement beside it: what was never settled need not be summed.
  const settled = [...latest.keys()]
  const standing = settled.length === 0 ? new Map<string, never[]>() : await ledger.standing(cx, settled)
  const disputed = settled.length === 0 ? null : await disputedAmong(cx, settled)
  const customers = new Set<CustomerId>()
  for (const cause of causes.values()) customers.add(cause.own.customer)
  for (const ground of deals.values()) customers.add(ground.own.customer)
  const bindings = Map.groupBy(await attribution.bindingsOfCustomers(cx, [...customers]), binding => binding.customer)
  const dealings = await attribution.dealingsOf(cx, [...customers])
  const book = change(await bookFor(cx, bindings, dealings))
  return wanted.map(id => {
    const cause = causes.get(id)
    const of = cause ? (dealings.get(cause.own.customer) ?? null) : null
    const ground = cause ? paperGround(cause, of?.deals ?? []) : (deals.get(id) ?? null)
    return {
      id,
      cause: ground,
      claims: ground ? claimsOn(ground, aroundOf(ground.own.customer, bindings, dealings), book) : [],
      latest: latest.get(id) ?? [],
      standing: standing.get(id) ?? [],
      disputed: disputed?.get(id) ?? NOBODY,
    }
  })
}

const NOBODY: ReadonlySet<PartnerId> = new Set()

/** Looks at the book otherwise than it is: for a simulation. */
export type Change = (book: Book) => Book
const asItIs: Change = book => book

type Bindings = ReadonlyMap<CustomerId, readonly attribution.Binding[]>
type AllDealings = ReadonlyMap<CustomerId, attribution.Dealings>

const aroundOf = (customer: CustomerId, bindings: Bindings, dealings: AllDealings): Around => ({
  bindings: bindings.get(customer) ?? [],
  dealings: dealings.get(customer) ?? null,
})

/** The signed ones among these deals, with their papers, by their cause. */
async function dealsFor(cx: Cx, ids: readonly string[]): Promise<Map<string, Ground>> {
  const grounds = new Map<string, Ground>()
  if (ids.length === 0) return grounds
  const papers = await turnover.factsOfDeals(cx, ids)
  for (const [id, deal] of await attribution.dealsNamed(cx, ids)) {
    const { signed } = deal
    if (signed) grounds.set(turnover.dealCause(id), dealGround({ ...deal, signed }, papers.get(id) ?? null))
  }
  return grounds
}

async function bookFor(cx: Cx, bindings: Bindings, dealings: AllDealings): Promise<Book> {
  const concerned = new Set<PartnerId>()
  const keys = new Set<string>()
  const note = (list: readonly { partner: PartnerId; program: string }[]) => {
    for (const { partner, program } of list) {
      concerned.add(partner)
      keys.add(program)
    }
  }
  for (const list of bindings.values()) note(list)
  for (const { leads, referrals } of dealings.values()) {
    note(leads)
    note(referrals)
  }
  const known: Book['programs'] & Map<string, unknown> = new Map()
  for (const key of keys) {
    const program = await programs.findProgram(cx, key)
    if (program) known.set(program.key, { timeZone: program.timeZone, terms: await programs.termsOf(cx, key) })
  }
  return { programs: known, members: await partners.membersFacts(cx, [...concerned]) }
}

function todays(now: Date): (timeZone: string) => Day {
  const days = new Map<string, Day>()
  return timeZone => {
    const day = days.get(timeZone) ?? dayOf(now, timeZone)
    days.set(timeZone, day)
    return day
  }
}

/** Puts back everything a customer bought: who chose whom has changed. */
export async function reconsiderCustomer(cx: Cx, customer: CustomerId): Promise<void> {
  assert(isStaff(cx.actor), 'only the house and its staff reconsider')
  await store.putBack(cx.db, await turnover.causesOfCustomers(cx, [customer]))
}

/** Puts back everything that customers bought which the partner has or had: its standing has changed. */
export async function reconsiderPartner(cx: Cx, partner: PartnerId): Promise<void> {
  assert(isStaff(cx.actor), 'only the house and its staff reconsider')
  await store.putBack(cx.db, await turnover.causesOfCustomers(cx, await attribution.customersOfPartner(cx, partner)))
}

import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { type PartnerId, parseId } from '#kernel/id.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as ledger from '#ledger/index.ts'
import * as outbox from '#outbox/index.ts'
import { type Member, agreedAt, membersFacts } from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { accountsOf } from './bank.store.ts'
import { choose, type Payee, type Purse } from './payout-choice.ts'
import { causeOf, type Item, type ItemState, referenceOf, rejected, reserved, settled, stateOf } from './payout-item.ts'
import { type Prepared, preparedOf } from './payout-run.ts'
import * as store from './payout.store.ts'

export type { Prepared } from './payout-run.ts'

type Run = { readonly run: string }
type Named = Run & { readonly partner?: PartnerId | undefined }
/** One partner of a run, or one of its payments where it has several currencies. */
type Part = Named & { readonly currency?: string | undefined }

/** Who did it: a signed-in person is itself, whatever the form says. E-mail addresses are compared without case. */
const personOf = (cx: Cx, by: string | null): string | null => {
  const name = cx.actor.kind === 'user' ? cx.actor.email : by
  return name === null || name.trim() === '' ? null : name.trim().toLowerCase()
}

/**
 * Sets aside everything that is payable, for everyone or one partner, a payment a partner and currency; says who is left out and
 * why. The same run again by the same person has no effect and gives the first answer; by another it is an `id-conflict`.
 * `dryRun` gives the same answer and writes nothing. Finance staff.
 */
export async function preparePayout(
  cx: Cx,
  wish: Named & { readonly by: string | null; readonly dryRun?: boolean },
): Promise<Result<Prepared, 'not-allowed' | 'bad-id' | 'id-conflict' | 'unknown-partner'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  if (!parseId(wish.run).ok) return refuse('bad-id')
  const by = personOf(cx, wish.by)
  const only = wish.partner ?? null
  const known = await store.loadRun(cx, wish.run)
  if (known) {
    if (known.preparedBy !== by || known.partner !== only) return refuse('id-conflict')
    return ok(preparedOf(wish.run, await store.loadItems(cx, [wish.run]), await store.loadSkipped(cx, wish.run)))
  }
  const purses = (await pursesOf(cx)).filter(purse => only === null || purse.partner === only)
  const members = await membersFacts(cx, only === null ? purses.map(purse => purse.partner) : [only])
  if (only !== null && !members.has(only)) return refuse('unknown-partner')
  const payees = await payeesOf(cx, members)
  const { chosen, skipped } = choose(purses, partner => payees.get(partner) ?? null)
  const seq = await store.nextSeq(cx)
  const items = chosen.map(({ account, ...payment }, i): Item => {
    const to = { iban: account?.iban ?? null, bic: account?.bic ?? null, name: account?.name ?? null }
    return { ...payment, ...to, run: wish.run, n: i + 1, reference: referenceOf(seq, i + 1) }
  })
  const prepared = preparedOf(wish.run, items, skipped)
  if (wish.dryRun) return ok(prepared)
  await store.keepRun(cx, { id: wish.run, seq, partner: only, preparedBy: by }, items, skipped)
  const dayFor = await daysOf(cx, members)
  await ledger.post(
    cx,
    items.map(item => reserved(item, dayFor(item.partner))),
  )
  await audit.note(cx, { verb: 'prepare-payout', subject: wish.run, detail: { by, items: items.length } })
  return ok(prepared)
}

/** A second person lets the run go. Approving twice has no effect; approving one's own is refused (`same-person`). */
export async function approvePayout(
  cx: Cx,
  wish: Run & { readonly by: string },
): Promise<Result<Run, 'not-allowed' | 'unknown-run' | 'bad-email' | 'same-person'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const run = await store.loadRun(cx, wish.run)
  if (!run) return refuse('unknown-run')
  const by = personOf(cx, wish.by)
  if (by === null) return refuse('bad-email')
  if (by === run.preparedBy) return refuse('same-person')
  if (run.approvedAt !== null) return ok({ run: run.id })
  await store.keepApproval(cx, run.id, by)
  await audit.note(cx, { verb: 'approve-payout', subject: run.id, detail: { by } })
  return ok({ run: run.id })
}

export type Moved = Run & {
  /** How many payments this call moved; 0 when it was done before. */
  readonly moved: number
}
type Away = 'not-allowed' | 'unknown-run' | 'unknown-partner'

/**
 * The bank has paid: the whole run, or what one partner has in it. What is settled already stays so; what was rejected is passed
 * over, and refused where the partner is named (`already-rejected`). Only an approved run (`not-approved`).
 */
export async function settlePayout(
  cx: Cx,
  wish: Part,
): Promise<Result<Moved, Away | 'not-approved' | 'already-rejected'>> {
  const found = await itemsFor(cx, wish)
  if (!found.ok) return found
  const { run, items, states } = found.value
  if (run.approvedAt === null) return refuse('not-approved')
  const all = items.length > 0 && items.every(item => states.get(item.n) === 'rejected')
  if (wish.partner !== undefined && all) return refuse('already-rejected')
  return move(cx, 'settle-payout', wish, found.value, settled)
}

/**
 * The bank sent it back, or the run is withdrawn: what was set aside is payable again, of the whole run or of one partner. Once
 * everything asked for is settled it is refused (`already-settled`); rejecting twice has no effect.
 */
export async function rejectPayment(cx: Cx, wish: Part): Promise<Result<Moved, Away | 'already-settled'>> {
  const found = await itemsFor(cx, wish)
  if (!found.ok) return found
  const { items, states } = found.value
  const all = items.length > 0 && items.every(item => states.get(item.n) === 'settled')
  return all ? refuse('already-settled') : move(cx, 'reject-payment', wish, found.value, rejected)
}

type Found = {
  readonly run: store.RunRow
  readonly items: readonly Item[]
  readonly states: ReadonlyMap<number, ItemState>
}

async function itemsFor(cx: Cx, wish: Part): Promise<Result<Found, Away>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const run = await store.loadRun(cx, wish.run)
  if (!run) return refuse('unknown-run')
  const all = await store.loadItems(cx, [wish.run])
  const items = all
    .filter(item => wish.partner === undefined || item.partner === wish.partner)
    .filter(item => wish.currency === undefined || item.currency === wish.currency)
  if (wish.partner !== undefined && items.length === 0) return refuse('unknown-partner')
  const standing = await ledger.standing(cx, items.map(causeOf))
  return ok({ run, items, states: new Map(items.map(i => [i.n, stateOf(i, standing.get(causeOf(i)) ?? [])])) })
}

async function move(
  cx: Cx,
  verb: 'settle-payout' | 'reject-payment',
  wish: Part,
  { run, items, states }: Found,
  draftOf: (item: Item, day: Day) => ledger.Draft,
): Promise<Result<Moved, never>> {
  const moving = items.filter(item => states.get(item.n) === 'in-payment')
  if (moving.length === 0) return ok({ run: run.id, moved: 0 })
  const dayFor = await daysOf(
    cx,
    await membersFacts(
      cx,
      moving.map(item => item.partner),
    ),
  )
  await ledger.post(
    cx,
    moving.map(item => draftOf(item, dayFor(item.partner))),
  )
  // A run that nobody approved was never on its way: who is in it hears nothing of its end.
  const told = Map.groupBy(run.approvedAt === null ? [] : moving, item => item.partner)
  for (const [partner, mine] of told)
    await outbox.enqueue(cx, 'payout.moved', partner, { payload: { verb, references: mine.map(m => m.reference) } })
  const detail = { partner: wish.partner ?? null, currency: wish.currency ?? null, items: moving.length }
  await audit.note(cx, { verb, subject: run.id, detail })
  return ok({ run: run.id, moved: moving.length })
}

/** Every partner's pockets, read in one statement from the maintained balances. */
async function pursesOf(cx: Cx): Promise<Purse[]> {
  const purses = new Map<string, { -readonly [K in keyof Purse]: Purse[K] }>()
  for (const { account, currency, balance } of await ledger.trialBalance(cx)) {
    const [, part, pocket] = /^Liabilities:Partner:([^:]+):(Payable|Held|VAT)$/.exec(account) ?? []
    if (part === undefined) continue
    const key = `${part}:${currency}`
    const none = { partner: ledger.idOfPart(part) as PartnerId, currency, payable: 0n, held: 0n, vat: 0n }
    const purse = purses.get(key) ?? none
    if (pocket === 'Payable') purse.payable = balance
    if (pocket === 'Held') purse.held = balance
    if (pocket === 'VAT') purse.vat = balance
    purses.set(key, purse)
  }
  return [...purses.values()]
}

async function payeesOf(cx: Cx, members: ReadonlyMap<PartnerId, Member>): Promise<Map<PartnerId, Payee>> {
  const minimums = new Map((await programs.listPrograms(cx)).map(p => [p.key, p.settings.minimumPayout ?? '0']))
  const accounts = await accountsOf(cx, [...members.keys()])
  return new Map(
    [...members].map(([partner, facts]): [PartnerId, Payee] => [
      partner,
      {
        agreed: facts.memberships.some(m => agreedAt(facts, m.program, cx.now)),
        minimums: facts.memberships.map(m => minimums.get(m.program) ?? '0'),
        account: accounts.get(partner) ?? null,
      },
    ]),
  )
}

/** The day on which something happens to a partner's money is the one where its first program is. */
async function daysOf(cx: Cx, members: ReadonlyMap<PartnerId, Member>): Promise<(partner: PartnerId) => Day> {
  const zones = new Map((await programs.listPrograms(cx)).map(p => [p.key, p.timeZone]))
  return partner => {
    const first = members.get(partner)?.memberships[0]
    return dayOf(cx.now, (first && zones.get(first.program)) ?? 'UTC')
  }
}

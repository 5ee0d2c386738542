import * as attribution from '#attribution/index.ts'
import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { DealId, PartnerId } from '#kernel/id.ts'
import { addDays, dayOf, firstDay, lastDay, type Month, startOfDay } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as ledger from '#ledger/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { loadOpenBetween } from './account.store.ts'
import { type Charge, draftOf, orderKey } from './charge.ts'
import { keepCharges, keysCharged } from './charge.store.ts'
import { type Book, chargesOfMonth, hasEnded } from './month.ts'
import { chargeOfOrder, resellerOf } from './order.ts'

export type Billed = {
  readonly month: Month
  /** What this run charged; what earlier runs did is left out. */
  readonly charges: readonly Charge[]
}

/**
 * Charges a month's licences to the partners (COP-10, CC-4): every account that was open on any day of it, once. Posted on the
 * month's last day, list first and the discount after it; in a closed month as a late item of the earliest open one. Running it
 * again changes nothing, save for what came late. Finance may. Refuses a month that is not over (`period-not-ended`).
 */
export async function billLicences(cx: Cx, month: Month): Promise<Result<Billed, 'not-allowed' | 'period-not-ended'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const zones = (await programs.listPrograms(cx)).map(program => program.timeZone)
  if (!hasEnded(month, cx.now, zones)) return refuse('period-not-ended')
  const charges = await newCharges(cx, month)
  await post(cx, charges)
  if (charges.length > 0)
    await audit.note(cx, { verb: 'bill-licences', subject: month, detail: { charges: charges.length } })
  return ok({ month, charges })
}

/** What billing the month would charge now; for finance and partner managers, who see a running month grow. */
export async function previewLicences(
  cx: Cx,
  month: Month,
): Promise<{ readonly charges: readonly Charge[]; readonly ended: boolean }> {
  if (!isStaff(cx.actor, 'finance', 'partner-manager')) return { charges: [], ended: false }
  const zones = (await programs.listPrograms(cx)).map(program => program.timeZone)
  return { charges: await newCharges(cx, month), ended: hasEnded(month, cx.now, zones) }
}

/** The month's charges that no earlier run made, by program, partner and account. */
async function newCharges(cx: Cx, month: Month): Promise<Charge[]> {
  const charges: Charge[] = []
  for (const { key: program, timeZone } of await programs.listPrograms(cx)) {
    const terms = programs.termsOn(await programs.termsOf(cx, program), lastDay(month))
    if (!terms?.licence) continue
    const from = startOfDay(firstDay(month), timeZone)
    const until = startOfDay(addDays(lastDay(month), 1), timeZone)
    const accounts = await loadOpenBetween(cx, { program, from, until })
    if (accounts.length === 0) continue
    const ids = [...new Set(accounts.map(account => account.partner))]
    const facts = await partners.membersFacts(cx, ids)
    const tiers = new Map<PartnerId, string | null>(
      [...facts].map(([id, member]) => {
        const membership = partners.membershipIn(member, program)
        return [id, membership && partners.tierOn(membership, terms, lastDay(month))]
      }),
    )
    const book: Book = { program, timeZone, terms, licence: terms.licence, tiers }
    charges.push(...chargesOfMonth(accounts, month, book))
  }
  const known = await keysCharged(
    cx,
    charges.map(charge => charge.key),
  )
  return charges.filter(charge => !known.has(charge.key))
}

/** Journals and rows together: each row names the journal that posts it. */
async function post(cx: Cx, charges: readonly Charge[]): Promise<void> {
  const drafts = charges.flatMap(charge => draftOf(charge) ?? [])
  const journals = new Map((await ledger.post(cx, drafts)).map(journal => [journal.key, journal.id]))
  await keepCharges(
    cx,
    charges.map(charge => ({ ...charge, journal: journals.get(charge.key) ?? null })),
  )
}

/**
 * Charges an order that was bought through a partner (CC-3): list less the margin of its tier on the day of the signature, once.
 * Null where nothing is charged: a direct purchase, or one of a customer that nobody referred in a program with a licence.
 */
export async function chargeOrder(cx: Cx, id: DealId): Promise<Result<Charge | null, 'not-allowed' | 'unknown-deal'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const deal = (await attribution.dealsNamed(cx, [id])).get(id)
  if (!deal) return refuse('unknown-deal')
  if (deal.signed?.via !== 'partner') return ok(null)
  if ((await keysCharged(cx, [orderKey(deal.id)])).size > 0) return ok(null)
  const charge = await chargeOfDeal(cx, deal)
  if (charge) await post(cx, [charge])
  return ok(charge)
}

async function chargeOfDeal(cx: Cx, deal: attribution.Deal): Promise<Charge | null> {
  assert(deal.signed, 'an order was signed')
  const at = deal.signed.at
  const told = (await attribution.dealingsOf(cx, [deal.customer])).get(deal.customer)?.referrals ?? []
  const books = new Map<
    string,
    { terms: programs.Terms; licence: programs.LicenceTerms; day: ReturnType<typeof dayOf> }
  >()
  for (const key of new Set(told.map(referral => referral.program))) {
    const program = await programs.findProgram(cx, key)
    if (!program) continue
    const day = dayOf(at, program.timeZone)
    const terms = programs.termsOn(await programs.termsOf(cx, key), day)
    if (terms?.licence && terms.attribution.includes('code-and-domain'))
      books.set(key, { terms, licence: terms.licence, day })
  }
  const found = resellerOf(
    told.filter(referral => books.has(referral.program)),
    at,
  )
  const book = found && books.get(found.program)
  if (!found || !book) return null
  const member = (await partners.membersFacts(cx, [found.partner])).get(found.partner)
  const membership = member ? partners.membershipIn(member, found.program) : null
  const tier = membership && partners.tierOn(membership, book.terms, book.day)
  return chargeOfOrder(deal, { ...found, licence: book.licence, terms: book.terms.version, tier, day: book.day })
}

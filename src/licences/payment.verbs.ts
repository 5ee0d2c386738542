import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { type PartnerId, parseId } from '#kernel/id.ts'
import { formatMoney, MAX_MINOR, type Money } from '#kernel/money.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as ledger from '#ledger/index.ts'
import * as partners from '#partners/index.ts'
import { draftOfPayment, type Payment, samePayment, setOffFault } from './payment.ts'
import * as store from './payment.store.ts'

type Common = 'not-allowed' | 'unknown-partner' | 'bad-id' | 'id-conflict' | 'bad-amount'

/** Who pays, under a reference of the caller's: the same again is known, other content under it is a conflict. */
async function known(
  cx: Cx,
  payment: Payment,
): Promise<Result<Payment | null, 'not-allowed' | 'unknown-partner' | 'bad-id' | 'id-conflict'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const [partner] = await partners.findPartners(cx, [payment.partner])
  if (!partner) return refuse('unknown-partner')
  if (!parseId(payment.reference).ok) return refuse('bad-id')
  const before = await store.loadPayment(cx, partner.id, payment.reference)
  if (!before) return ok(null)
  return samePayment(before, payment) ? ok(before) : refuse('id-conflict')
}

async function keep(cx: Cx, payment: Payment): Promise<Payment> {
  const [journal] = await ledger.post(cx, [draftOfPayment(payment)])
  assert(journal, 'what was posted is told')
  await store.keepPayment(cx, payment, journal.id)
  await audit.note(cx, {
    verb: `licence-${payment.kind}`,
    subject: payment.partner,
    detail: { amount: formatMoney(payment.amount), currency: payment.amount.currency, reference: payment.reference },
  })
  return payment
}

/**
 * A partner paid of its licence charges: from the bank to what it owes. More than is open stands to its credit. The same
 * reference again has no effect. Refuses a day to come (`in-the-future`). Finance may.
 */
export async function recordPayment(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly reference: string; readonly amount: Money; readonly day: Day },
): Promise<Result<Payment, Common | 'in-the-future'>> {
  const payment: Payment = { ...wish, kind: 'payment' }
  const before = await known(cx, payment)
  if (!before.ok) return before
  if (before.value) return ok(before.value)
  if (wish.amount.minor < 1n || wish.amount.minor > MAX_MINOR) return refuse('bad-amount')
  if (wish.day > dayOf(cx.now, 'UTC')) return refuse('in-the-future')
  return ok(await keep(cx, payment))
}

/**
 * Sets what the partner earned off against what it owes, today: only with a recorded agreement (`set-off-not-agreed`), and
 * never more than is open or payable. The same reference again has no effect. Finance may.
 */
export async function setOff(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly reference: string; readonly amount: Money },
): Promise<Result<Payment, Common | 'set-off-not-agreed' | 'more-than-open' | 'more-than-payable'>> {
  const { partner, reference, amount } = wish
  const payment: Payment = { partner, reference, amount, kind: 'set-off', day: dayOf(cx.now, 'UTC') }
  const before = await known(cx, payment)
  if (!before.ok) return before
  if (before.value) return ok(before.value)
  const agreed = (await store.loadAgreement(cx, partner))?.agreed === true
  const fault = setOffFault(amount.minor, agreed, await roomFor(cx, partner, amount.currency))
  if (fault) return refuse(fault)
  return ok(await keep(cx, payment))
}

/** What is open of the charges and payable of the earnings, in one currency. */
async function roomFor(cx: Cx, partner: PartnerId, currency: string) {
  const open = (await ledger.receivablesOf(cx, partner)).find(row => row.currency === currency)?.open ?? 0n
  const payable = (await ledger.balancesOf(cx, partner)).find(row => row.currency === currency)?.payable ?? 0n
  return { open, payable }
}

/** Records that the partner agreed to set-offs, or does not any more, with a note that says where it is written. Finance may. */
export async function agreeSetOff(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly agreed: boolean; readonly note: string },
): Promise<Result<boolean, 'not-allowed' | 'unknown-partner' | 'reason-required'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const [partner] = await partners.findPartners(cx, [wish.partner])
  if (!partner) return refuse('unknown-partner')
  const note = wish.note.trim()
  if (note === '') return refuse('reason-required')
  const present = await store.loadAgreement(cx, partner.id)
  if ((present?.agreed ?? false) === wish.agreed) return ok(wish.agreed)
  await store.keepAgreement(cx, partner.id, wish.agreed, note)
  await audit.note(cx, {
    verb: 'set-off-agreement',
    subject: partner.id,
    detail: { agreed: wish.agreed },
    reason: note,
  })
  return ok(wish.agreed)
}

const maySee = (cx: Cx, partner: PartnerId): boolean =>
  isStaff(cx.actor, 'finance', 'partner-manager') || actsForPartner(cx.actor, partner, 'finance')

/** What the partner paid and what was set off, the newest first; [] for who may not see it. */
export const paymentsOf = async (cx: Cx, partner: PartnerId, limit = 100): Promise<Payment[]> =>
  maySee(cx, partner) ? store.loadPayments(cx, partner, limit) : []

/** Whether set-offs are agreed, since when and where; null if nothing was ever recorded, or for who may not see it. */
export const setOffAgreement = async (cx: Cx, partner: PartnerId): Promise<store.SetOffAgreement | null> =>
  maySee(cx, partner) ? store.loadAgreement(cx, partner) : null

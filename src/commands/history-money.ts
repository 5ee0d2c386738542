import * as attribution from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import type { ActOf } from '#doors/acts.ts'
import { assert } from '#kernel/assert.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import type { Month } from '#kernel/period.ts'
import { ok, refuse } from '#kernel/result.ts'
import * as licences from '#licences/index.ts'
import * as partners from '#partners/index.ts'
import * as payouts from '#payouts/index.ts'
import * as turnover from '#turnover/index.ts'
import { amountOf, type Handlers, type Outcome, withPartner } from './history-act.ts'

/** What is bought, charged, closed and paid. */
export const MONEY: Pick<
  Handlers,
  | 'invoice'
  | 'payment'
  | 'credit-note'
  | 'open-account'
  | 'set-account-price'
  | 'close-account'
  | 'bill-licences'
  | 'close-month'
  | 'set-bank-details'
  | 'prepare-payout'
  | 'approve-payout'
  | 'settle-payout'
  | 'reject-payment'
> = {
  invoice: book,
  payment: book,
  'credit-note': book,
  'open-account': (cx, act) =>
    withPartner(cx, act.partner, async partner => {
      const listNet = amountOf(act.listNet, act.currency)
      if (!listNet.ok) return listNet
      return licences.openAccount(cx, {
        account: act.account,
        partner,
        customer: act.customer,
        brand: act.brand,
        listNet: listNet.value,
        chargePercent: act.chargePercent,
        kind: act.kind ?? 'customer',
        access: act.access,
      })
    }),
  'set-account-price': async (cx, act) => {
    const account = (await licences.accountsNamed(cx, [act.account])).get(act.account)
    if (!account) return refuse('unknown-account')
    const net = amountOf(act.net, account.listNet.currency)
    return net.ok ? licences.setAccountPrice(cx, { account: account.id, net: net.value }) : net
  },
  'close-account': (cx, act) => licences.closeAccount(cx, { account: act.account }),
  'bill-licences': (cx, act) => licences.billLicences(cx, act.period as Month),
  'close-month': (cx, act) => payouts.closeMonth(cx, act.period as Month),
  'set-bank-details': (cx, act) =>
    maybePartner(cx, act.partner, partner =>
      payouts.setBankDetails(cx, { partner, iban: act.iban, name: act.name, bic: act.bic }),
    ),
  'prepare-payout': (cx, act) =>
    maybePartner(cx, act.partner, partner =>
      payouts.preparePayout(cx, { run: act.run, by: act.by ?? null, ...(partner === null ? {} : { partner }) }),
    ),
  'approve-payout': (cx, act) => payouts.approvePayout(cx, { run: act.run, by: act.by }),
  'settle-payout': (cx, act) =>
    maybePartner(cx, act.partner, partner =>
      payouts.settlePayout(cx, { run: act.run, ...(partner === null ? {} : { partner }) }),
    ),
  'reject-payment': (cx, act) =>
    maybePartner(cx, act.partner, partner =>
      payouts.rejectPayment(cx, { run: act.run, ...(partner === null ? {} : { partner }) }),
    ),
}

/** The partner of that name, or null where none is named. */
async function maybePartner(
  cx: Cx,
  name: string | undefined,
  verb: (partner: PartnerId | null) => Promise<Outcome>,
): Promise<Outcome> {
  if (name === undefined) return verb(null)
  const partner = await partners.findPartner(cx, name)
  return partner ? verb(partner.id) : refuse('unknown-partner')
}

/** Turnover told by a history: one event, whose id is its document. A payment takes customer and currency from its invoice. */
async function book(cx: Cx, act: ActOf<'invoice' | 'payment' | 'credit-note'>): Promise<Outcome> {
  const document = act.do === 'invoice' ? act.invoice : act.do === 'payment' ? act.payment : act.creditNote
  const invoice = act.do === 'payment' ? await turnover.findInvoice(cx, act.invoice) : null
  if (act.do === 'payment' && !invoice) return refuse('unknown-invoice')
  const customer = act.do === 'payment' ? invoice?.customer : (act.customer as CustomerId)
  const currency = act.do === 'payment' ? invoice?.net.currency : act.currency
  assert(customer !== undefined && currency !== undefined, 'an invoice has a customer and a currency')
  if (act.do !== 'payment' && !(await attribution.findCustomer(cx, customer))) return refuse('unknown-customer')
  const net = amountOf(act.net, currency)
  if (!net.ok) return net
  const report = await turnover.record(
    cx,
    [
      {
        eventId: `${act.do}:${document}`,
        type: act.do === 'credit-note' ? 'credit_note' : act.do,
        document,
        invoice: act.invoice ?? document,
        customer,
        occurredAt: act.occurredAt ?? act.at,
        net: net.value,
        ...(act.occurredAt === undefined ? { assumed: ['occurred_at'] as const } : {}),
        ...(act.do === 'invoice' && act.deal !== undefined ? { deal: act.deal } : {}),
        ...(act.do === 'invoice' && act.account !== undefined ? { account: act.account } : {}),
      },
    ],
    'history',
  )
  if (!report.ok) return report
  const [fault] = report.value.errors
  return fault ? refuse(fault.code === 'conflict' ? 'id-conflict' : fault.code) : ok(report.value)
}

/** A few firms with money, for the tests of bank details and payouts. */
import type { Database } from '#db/client.ts'
import { type Actor, SYSTEM } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import { type Currency, parseMoney } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import * as partners from '#partners/index.ts'
import * as payouts from '#payouts/index.ts'
import { act, looking, within } from '../support/database.ts'

export const p = (id: string) => id as PartnerId
export const [brightwave, northlight, quayside] = [p('brightwave'), p('northlight'), p('quayside')]
export const IBANS = [
  'NL91ABNA0417164300',
  'DE89370400440532013000',
  'GB29NWBK60161331926819',
  'FR1420041010050500013M02606',
]

export const person = (o: {
  email?: string
  partner?: PartnerId
  role?: 'owner' | 'finance' | 'editor'
  staff?: 'finance' | 'moderator' | 'partner-manager' | 'owner'
}): Actor => ({
  kind: 'user',
  user: 'u' as UserId,
  email: o.email ?? 'ann@example.com',
  name: 'Ann',
  customer: null,
  partner: o.partner ? { id: o.partner, role: o.role ?? 'finance' } : null,
  staff: o.staff ? [o.staff] : [],
})

let count = 0
export function town(database: Database, start = '2026-01-01T00:00:00Z') {
  const minor = (text: string, currency: string) => {
    const parsed = parseMoney(text.replace('-', ''), currency as Currency)
    if (!parsed.ok) throw new Error(parsed.refusal)
    return parsed.value
  }
  const post = (key: string, debit: string, credit: string, amount: ReturnType<typeof minor>, at: string) =>
    within(database, at, cx =>
      ledger.post(cx, [
        {
          key,
          kind: 'settle',
          cause: key,
          effective: at.slice(0, 10) as Day,
          detail: {},
          legs: [{ debit, credit, amount }],
        },
      ]),
    )
  const expense = ledger.commissionExpense('copernica')
  return {
    firm: (id: string, more: object = {}, at = start) =>
      act(database, at, cx =>
        partners.addPartner(cx, { id: p(id), name: `Firm ${id}`, program: 'copernica', ...more }),
      ),
    bank: (partner: string | null, iban = IBANS[0] ?? '', name = `Firm ${partner}`, bic?: string, at = start) =>
      act(database, at, cx =>
        payouts.setBankDetails(cx, { partner: partner === null ? null : p(partner), iban, name, bic }),
      ),
    /** Makes that much payable at once; a negative amount takes it back. */
    earn(partner: string, amount: string, currency = 'EUR', at = start) {
      const payable = ledger.partnerAccount(partner, 'Payable')
      const [debit, credit] = amount.startsWith('-') ? [payable, expense] : [expense, payable]
      return post(`invoice:T-${count++}`, debit, credit, minor(amount, currency), at)
    },
    hold: (partner: string, amount: string, currency = 'EUR', at = start) =>
      post(
        `hold:${count++}`,
        ledger.partnerAccount(partner, 'Payable'),
        ledger.partnerAccount(partner, 'Held'),
        minor(amount, currency),
        at,
      ),
    tax: (partner: string, amount: string, currency = 'EUR', at = start) =>
      post(`vat:${count++}`, 'Assets:VAT:Input', ledger.partnerAccount(partner, 'VAT'), minor(amount, currency), at),
    prepare: (run: string, by: string | null = 'ann@example.com', more: object = {}, at = start, actor = SYSTEM) =>
      act(database, at, cx => payouts.preparePayout(cx, { run, by, ...more }), actor),
    approve: (run: string, by = 'bob@example.com', at = start, actor = SYSTEM) =>
      act(database, at, cx => payouts.approvePayout(cx, { run, by }), actor),
    export: (run: string, more: object = {}, at = start, actor = SYSTEM) =>
      act(database, at, cx => payouts.exportPayout(cx, { run, ...more }), actor),
    settle: (run: string, partner?: string, at = start, actor = SYSTEM) =>
      act(database, at, cx => payouts.settlePayout(cx, { run, ...(partner ? { partner: p(partner) } : {}) }), actor),
    reject: (run: string, partner?: string, at = start, actor = SYSTEM) =>
      act(database, at, cx => payouts.rejectPayment(cx, { run, ...(partner ? { partner: p(partner) } : {}) }), actor),
    /** "EUR payable held inPayment paid", minor units, one row a currency. */
    async money(partner: string) {
      const rows = await ledger.balancesOf(looking(database, '2030-01-01T00:00:00Z'), p(partner))
      return rows.map(b => [b.currency, b.payable, b.held, b.inPayment, b.paid].join(' '))
    },
    look: (actor: Actor = SYSTEM, at = '2030-01-01T00:00:00Z') => looking(database, at, actor),
    /** How many journals there are, and the chain's head. */
    async books() {
      const [newest] = await ledger.journals(looking(database, start), { limit: 1 })
      return `${newest?.id ?? 0} ${newest?.hash ?? ''}`
    },
    async sound() {
      for await (const finding of payouts.verifyPayouts(looking(database, '2030-01-01T00:00:00Z')))
        if (!finding.ok) throw new Error(finding.message)
      for await (const finding of ledger.verify(looking(database, '2030-01-01T00:00:00Z')))
        if (!finding.ok) throw new Error(finding.message)
    },
  }
}
export const refusal = (outcome: { ok: boolean; refusal?: string }): string =>
  outcome.ok ? 'ok' : (outcome.refusal ?? '')

import * as attribution from '#attribution/index.ts'
import * as commissions from '#commissions/index.ts'
import type { Cx, Database } from '#db/client.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { type Currency, parseMoney } from '#kernel/money.ts'
import type { Result } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as turnover from '#turnover/index.ts'
import { act, looking, within } from '../support/database.ts'

export const p = (id: string) => id as PartnerId
export const c = (id: string) => id as CustomerId

export function amount(text: string, currency: string) {
  const parsed = parseMoney(text, currency as Currency)
  if (!parsed.ok) throw new Error(`${text} ${currency}: ${parsed.refusal}`)
  return parsed.value
}

/** Does what waits: what changed is reconsidered, and all causes are settled, chunk by chunk. */
export async function settle(database: Database, at: string, chunk = 500): Promise<void> {
  await within(database, at, async cx => {
    const kinds = ['binding.changed', 'standing.changed', 'turnover.recorded']
    for (;;) {
      const jobs = await outbox.claim(cx, { owner: 'test', limit: 500, leaseMs: 60_000, kinds })
      for (const job of jobs) {
        if (job.kind === 'binding.changed') await commissions.reconsiderCustomer(cx, c(job.subject))
        if (job.kind === 'standing.changed') await commissions.reconsiderPartner(cx, p(job.subject))
        await outbox.finish(cx, job.id)
      }
      if (jobs.length === 0) break
    }
  })
  while ((await within(database, at, cx => commissions.settleNext(cx, chunk))).more);
}

const done = <T>(result: Result<T, string>): T => {
  if (!result.ok) throw new Error(`refused: ${result.refusal}`)
  return result.value
}

/** Does an act and settles what it changed, as the site would; a refusal is a failure of the test. */
export function doing(database: Database) {
  return async <T>(at: string, work: (cx: Cx) => Promise<Result<T, string>>): Promise<T> => {
    const value = done(await act(database, at, work))
    await settle(database, at)
    return value
  }
}

/** The rooms' own verbs in the words of a story. Each act is settled before the next. */
export function scene(database: Database, program = 'copernica') {
  const verb = doing(database)
  const book = (
    at: string,
    event: Partial<turnover.TurnoverEvent> & Pick<turnover.TurnoverEvent, 'type' | 'document'>,
  ) =>
    verb(at, async cx => {
      const known = event.invoice ? await turnover.findInvoice(cx, event.invoice) : null
      const report = await turnover.record(
        cx,
        [
          {
            eventId: `${event.type}:${event.document}`,
            invoice: null,
            customer: known?.customer ?? c('unknown'),
            occurredAt: cx.now,
            net: amount('1', 'EUR'),
            ...event,
          },
        ],
        'test',
      )
      if (report.ok && report.value.errorCount > 0) throw new Error(JSON.stringify(report.value.errors))
      return report
    })
  return {
    partner: (at: string, id: string, more: object = {}) =>
      verb(at, cx => partners.addPartner(cx, { id: p(id), name: `Firm ${id}`, program, ...more })),
    customer: (at: string, id: string, more: object = {}) =>
      verb(at, cx => attribution.addCustomer(cx, { id: c(id), name: `Customer ${id}`, ...more })),
    select: (at: string, customer: string, partner: string) =>
      verb(at, cx => attribution.selectPartner(cx, { customer: c(customer), partner: p(partner) })),
    release: (at: string, customer: string, partner: string, by: 'customer' | 'partner' | 'vendor' = 'customer') =>
      verb(at, cx => attribution.releaseCustomer(cx, { customer: c(customer), partner: p(partner), by })),
    suspend: (at: string, partner: string) =>
      verb(at, cx => partners.suspend(cx, { partner: p(partner), reason: 'silent' })),
    reinstate: (at: string, partner: string) =>
      verb(at, cx => partners.reinstate(cx, { partner: p(partner), reason: 'back' })),
    invoice: (at: string, document: string, customer: string, net: string, currency = 'EUR', more: object = {}) =>
      book(at, { type: 'invoice', document, customer: c(customer), net: amount(net, currency), ...more }),
    payment: (at: string, document: string, invoice: string, net: string, currency = 'EUR', more: object = {}) =>
      book(at, { type: 'payment', document, invoice, net: amount(net, currency), ...more }),
    credit: (at: string, document: string, customer: string, net: string, currency = 'EUR', more: object = {}) =>
      book(at, { type: 'credit_note', document, customer: c(customer), net: amount(net, currency), ...more }),
    earnings: (partner: string, asOf?: string, at = '2030-01-01T00:00:00Z') =>
      commissions.earnings(looking(database, at), p(partner), asOf as never),
    /** "cause: base amount reason", one line an entry, in the order of earnings. */
    async lines(partner: string, asOf?: string) {
      const { entries } = await this.earnings(partner, asOf)
      return entries.map(e =>
        [e.cause, e.base, e.amount, e.currency, e.earnedOn, e.payableOn ?? '-', e.reason ?? '-'].join(' '),
      )
    },
    /** "EUR pending payable paid". */
    async money(partner: string, asOf?: string) {
      const { balances } = await this.earnings(partner, asOf)
      return balances.map(b => [b.currency, b.pending, b.payable, b.held, b.inPayment, b.paid].join(' '))
    },
    as: (actor = SYSTEM, at = '2030-01-01T00:00:00Z') => looking(database, at, actor),
  }
}

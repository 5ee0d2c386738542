import * as attribution from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import { type Act, readHistory } from '#doors/history.ts'
import { assert, never } from '#kernel/assert.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { isCurrency, parseMoney } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import { type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import * as payouts from '#payouts/index.ts'
import * as programs from '#programs/index.ts'
import * as turnover from '#turnover/index.ts'
import { enact } from '../enact.ts'
import { type Command, Failure, readFile, withSite } from './command.ts'
import { reconsider, settleWithin } from './settle.ts'

type Outcome = Result<unknown, string>

/** One act through the verb that the site would call, under the history's clock. */
async function perform(cx: Cx, act: Act): Promise<Outcome> {
  switch (act.do) {
    case 'add-program':
      return programs.ensureProgram(cx, act.program, {
        ...(act.preset === undefined ? {} : { preset: act.preset }),
        ...(act.settings === undefined ? {} : { settings: act.settings }),
      })
    case 'add-partner':
      return partners.addPartner(cx, { id: act.partner, ...act })
    case 'accept-agreement':
      return withPartner(cx, act.partner, partner => partners.acceptAgreement(cx, { partner, program: act.program }))
    case 'add-customer':
      return attribution.addCustomer(cx, { id: act.customer, name: act.name, domain: act.domain, country: act.country })
    case 'select-partner':
      return withPartner(cx, act.partner, partner =>
        attribution.selectPartner(cx, { customer: act.customer as CustomerId, partner }),
      )
    case 'release-customer':
      return withPartner(cx, act.partner, partner =>
        attribution.releaseCustomer(cx, {
          customer: act.customer as CustomerId,
          partner,
          by: act.by,
          reason: act.reason,
        }),
      )
    case 'suspend-partner':
      return withPartner(cx, act.partner, partner => partners.suspend(cx, { partner, reason: act.reason }))
    case 'reinstate-partner':
      return withPartner(cx, act.partner, partner => partners.reinstate(cx, { partner, reason: act.reason }))
    case 'invoice':
    case 'payment':
    case 'credit-note':
      return book(cx, act)
    case 'close-month':
      return payouts.closeMonth(cx, act.period as Month)
    case 'wait':
      return { ok: true, value: null }
    default:
      return never(act)
  }
}

/** A history names a partner by its id or its slug, as every caller may. */
async function withPartner(cx: Cx, name: string, verb: (partner: PartnerId) => Promise<Outcome>): Promise<Outcome> {
  const partner = await partners.findPartner(cx, name)
  return partner ? verb(partner.id) : refuse('unknown-partner')
}

/** Turnover told by a history: one event, whose id is its document. A payment takes customer and currency from its invoice. */
async function book(cx: Cx, act: Extract<Act, { do: 'invoice' | 'payment' | 'credit-note' }>): Promise<Outcome> {
  const document = act.do === 'invoice' ? act.invoice : act.do === 'payment' ? act.payment : act.creditNote
  const invoice = act.do === 'payment' ? await turnover.findInvoice(cx, act.invoice) : null
  if (act.do === 'payment' && !invoice) return refuse('unknown-invoice')
  const customer = act.do === 'payment' ? invoice?.customer : (act.customer as CustomerId)
  const currency = act.do === 'payment' ? invoice?.net.currency : act.currency
  assert(customer !== undefined && currency !== undefined && isCurrency(currency), 'a currency was read at the door')
  if (act.do !== 'payment' && !(await attribution.findCustomer(cx, customer))) return refuse('unknown-customer')
  const net = parseMoney(act.net, currency)
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
      },
    ],
    'history',
  )
  if (!report.ok) return report
  const [fault] = report.value.errors
  return fault ? refuse(fault.code === 'conflict' ? 'id-conflict' : fault.code) : report
}

export const commands: Record<string, Command> = {
  replay: {
    usage: 'replay FILE.jsonl [--strict]',
    says: 'Plays a history through the same verbs as the site, under the history’s clock.',
    options: { strict: { type: 'boolean', says: 'stop at the first refusal, with exit code 1' } },
    takes: [1, 1],
    run: async (given, out) => {
      const path = given.positionals[0] ?? ''
      const history = readHistory(readFile(path))
      if (history.fault) {
        const { line, field, message } = history.fault
        const place = field === null ? '' : `, field ${field}`
        throw new Failure(`${path}: line ${line}${place}: ${message}`, { errors: [history.fault] })
      }
      await withSite(async ({ database }) => {
        let refused = 0
        for (const [index, act] of history.acts.entries()) {
          const outcome = await enact(
            { database, worker: { nudge() {} } },
            { name: `replay ${act.do}`, now: act.at },
            async cx => {
              const done = await perform(cx, act)
              if (!done.ok) return done
              while ((await reconsider(cx)) > 0);
              await settleWithin(cx)
              return done
            },
          )
          if (!outcome.ok) refused++
          if (out.json)
            out.raw(
              `${JSON.stringify(outcome.ok ? { line: act.line, ok: true } : { line: act.line, ok: false, refusal: outcome.refusal })}\n`,
            )
          else if (!outcome.ok) out.log(`line ${act.line}: ${act.do} refused: ${outcome.refusal}`)
          if (!outcome.ok && given.flag('strict'))
            throw new Failure(`${path}: line ${act.line}: ${act.do} refused: ${outcome.refusal}`)
          if (index % 50 === 0) {
            out.progress(index / history.acts.length, `line ${act.line}`)
            await new Promise(resolve => setImmediate(resolve))
          }
        }
        if (!out.json) out.answer(null, `${history.acts.length} lines played, ${refused} refused`)
      })
    },
  },
}

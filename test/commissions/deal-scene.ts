import * as attribution from '#attribution/index.ts'
import type { Database } from '#db/client.ts'
import { type Money, parsePercent } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { amount, c, doing, p, scene, settle } from './scene.ts'

type Told = Omit<Partial<attribution.SigningWish>, 'net' | 'firstYearNet' | 'stages' | 'deal' | 'customer'> & {
  readonly currency?: string
  readonly firstYear?: string
  readonly stages?: readonly string[]
}

/** The verbs of leads, deals, codes and renewals besides those of a plain scene. */
export function dealScene(database: Database, program = 'cocentric') {
  const verb = doing(database)
  const plain = scene(database, program)
  return {
    ...plain,
    verb,
    in: (other: string) => dealScene(database, other),
    program: (settings: Record<string, string | number | boolean>, at = '2024-01-01T00:00:00Z', preset = program) =>
      verb(at, cx => programs.ensureProgram(cx, program, { preset, settings })),
    lead: (at: string, lead: string, partner: string, customer: string, again?: string) =>
      verb(at, cx => attribution.registerLead(cx, { lead, partner: p(partner), program, customer, again })),
    approve: (at: string, lead: string) => verb(at, cx => attribution.approveLead(cx, { lead })),
    reject: (at: string, lead: string) => verb(at, cx => attribution.rejectLead(cx, { lead, reason: 'no' })),
    contact: (at: string, lead: string, decisionMaker = true) =>
      verb(at, cx => attribution.introduceContact(cx, { lead, name: 'Ann Bell', role: 'director', decisionMaker })),
    /** A lead that is registered, approved and has its decision maker, all at one instant. */
    async won(at: string, lead: string, partner: string, customer: string) {
      await this.lead(at, lead, partner, customer)
      await this.approve(at, lead)
      await this.contact(at, lead)
    },
    open: (at: string, deal: string, customer: string) => verb(at, cx => attribution.openDeal(cx, { deal, customer })),
    sign(at: string, deal: string, customer: string, net: string, o: Told = {}) {
      const { currency = 'EUR', firstYear, stages = [], ...rest } = o
      const money = (text: string): Money => amount(text, currency)
      return verb(at, cx =>
        attribution.signDeal(cx, {
          deal,
          customer,
          at: new Date(at),
          kind: 'new',
          subscription: 'paid',
          termMonths: 12,
          net: money(net),
          firstYearNet: firstYear === undefined ? null : money(firstYear),
          stages: stages.map(money),
          lead: null,
          via: 'direct',
          discount: false,
          product: null,
          ...rest,
        }),
      )
    },
    refer: (at: string, partner: string, customer: string, o: { code?: string; domain?: string }) =>
      verb(at, cx => attribution.refer(cx, { partner: p(partner), customer, ...o })),
    takePart: (at: string, deal: string, partner: string) =>
      verb(at, cx => attribution.logParticipation(cx, { deal, partner: p(partner) })),
    share: (at: string, deal: string, partner: string, percent: string) =>
      verb(at, cx => attribution.agreeShare(cx, { deal, partner: p(partner), ppm: parsePercent(percent) ?? 0n })),
    stop: (at: string, partner: string, customer: string, by: 'partner' | 'vendor' = 'vendor') =>
      verb(at, cx => attribution.stopAccount(cx, { partner: p(partner), customer: c(customer), by })),
    stopRecurring: (at: string, partner: string) =>
      verb(at, cx => attribution.stopRecurring(cx, { partner: p(partner), reason: 'bankrupt' })),
    choose: (at: string, lead: string, deal: string) => verb(at, cx => attribution.chooseDeal(cx, { lead, deal })),
    elect: (at: string, partner: string, benefit: 'fee' | 'discount') =>
      verb(at, cx => partners.electBenefit(cx, { partner: p(partner), benefit })),
    /** Bills a deal in one invoice of its own. */
    bill: (at: string, document: string, customer: string, deal: string, net: string, currency = 'EUR', more = {}) =>
      plain.invoice(at, document, customer, net, currency, { deal, ...more }),
    async termsOf() {
      return (await programs.termsOf(plain.as(), program)).map(
        ({ program: _, version: __, from: ___, ...body }) => body,
      )
    },
    publish: (at: string, body: object, from: string) =>
      verb(at, cx => programs.publishTerms(cx, program, body, from as Day)),
    settle: (at: string) => settle(database, at),
    /** "cause rate amount reason" of each entry. */
    async rates(partner: string) {
      const { entries } = await plain.earnings(partner)
      return entries.map(e => [e.cause, `${e.ratePercent} %`, e.amount, e.reason ?? '-'].join(' '))
    },
    /** The reason (or `earns`) of one entry; `none` where the partner has none. */
    async reason(partner: string, cause: string) {
      const { entries } = await plain.earnings(partner)
      const entry = entries.find(e => e.cause === cause)
      return entry === undefined ? 'none' : (entry.reason ?? 'earns')
    },
  }
}

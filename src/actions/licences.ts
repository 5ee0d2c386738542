import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { assert } from '#kernel/assert.ts'
import { isCurrency, type Money, parseMoney, parsePercent } from '#kernel/money.ts'
import { type Day, type Month, parseDay, parseMonth } from '#kernel/period.ts'
import { ok, refuse } from '#kernel/result.ts'
import * as licences from '#licences/index.ts'
import { perform } from '#perform.ts'
import { choice, id, optionalText, text, yesNo } from './field.ts'

/** A decimal as people write it: with a point or a comma, and no thousands marks. */
const decimal = z
  .string({ error: 'required' })
  .trim()
  .transform(value => value.replace(',', '.'))
  .refine(value => /^\d{1,15}(\.\d{1,4})?$/.test(value), 'bad-amount')
const currency = z
  .string({ error: 'required' })
  .trim()
  .transform(value => value.toUpperCase())
  .refine(isCurrency, 'bad-currency')
const day = z
  .string({ error: 'required' })
  .refine(value => parseDay(value).ok, 'bad-date')
  .transform(value => value as Day)
const maybeDay = optionalText(10)
  .refine(value => value === '' || parseDay(value).ok, 'bad-date')
  .transform(value => (value === '' ? null : (value as Day)))
const percent = optionalText(8)
  .transform(value => value.replace(',', '.'))
  .refine(value => value === '' || parsePercent(value) !== null, 'bad-percent')
const month = z
  .string({ error: 'required' })
  .refine(value => parseMonth(value).ok, 'bad-month')
  .transform(value => value as Month)

type Priced = { readonly net: string; readonly currency: string }
/** Says at the field if the currency has fewer decimals than were written. */
function fits({ net, currency: code }: Priced, context: z.RefinementCtx): void {
  if (!isCurrency(code)) return
  const read = parseMoney(net, code)
  if (!read.ok) context.addIssue({ code: 'custom', path: ['net'], message: read.refusal })
}
function moneyOf({ net, currency: code }: Priced): Money {
  assert(isCurrency(code), 'the form was checked')
  const read = parseMoney(net, code)
  assert(read.ok, 'the form was checked')
  return read.value
}

const accountPath = (console: 'admin' | 'partner', account: string, done: string): string =>
  `/${console}/accounts/account?id=${encodeURIComponent(account)}&done=${done}`
const deskPath = (partner: string, done: string): string =>
  `/admin/licences/partner?id=${encodeURIComponent(partner)}&done=${done}`
const ownPartner = (locals: App.Locals): PartnerId | null =>
  locals.actor.kind === 'user' && locals.actor.partner ? locals.actor.partner.id : null

const opened = {
  account: id,
  customer: optionalText(120),
  kind: choice(licences.ACCOUNT_KINDS),
  brand: choice(licences.BRANDS),
  access: choice(licences.ACCESSES),
}

export const licencing = {
  /** The operator opens an account for a partner, at any list price. */
  open: defineAction({
    accept: 'form',
    input: z.object({ partner: id, ...opened, net: decimal, currency, percent }).superRefine(fits),
    handler: async (input, { locals }) => {
      const account = await perform(locals, 'licences.openAccount', cx =>
        licences.openAccount(cx, {
          account: input.account,
          partner: input.partner as PartnerId,
          customer: input.customer === '' ? null : input.customer,
          kind: input.kind,
          brand: input.brand,
          access: input.access,
          listNet: moneyOf(input),
          chargePercent: input.percent === '' ? undefined : input.percent,
        }),
      )
      return accountPath('admin', account.id, 'account-opened')
    },
  }),
  /** A partner opens an account for one of its customers, at the list price of a plan. */
  openOwn: defineAction({
    accept: 'form',
    input: z.object({ ...opened, plan: text(120) }),
    handler: async (input, { locals }) => {
      const partner = ownPartner(locals)
      const account = await perform(locals, 'licences.openAccount', async cx => {
        if (partner === null) return refuse('not-allowed')
        const plan = (await licences.plansNamed(cx, [input.plan])).get(input.plan)
        if (!plan) return refuse('unknown-plan')
        return licences.openAccount(cx, {
          account: input.account,
          partner,
          customer: input.customer === '' ? null : input.customer,
          kind: input.kind,
          brand: input.brand,
          access: input.access,
          plan: plan.id,
          listNet: plan.list,
        })
      })
      return accountPath('partner', account.id, 'account-opened')
    },
  }),
  price: defineAction({
    accept: 'form',
    input: z.object({ account: id, net: decimal, currency }).superRefine(fits),
    handler: async (input, { locals }) => {
      await perform(locals, 'licences.setAccountPrice', cx =>
        licences.setAccountPrice(cx, { account: input.account, net: moneyOf(input) }),
      )
      return accountPath('partner', input.account, 'price-set')
    },
  }),
  close: defineAction({
    accept: 'form',
    input: z.object({ account: id }),
    handler: async (input, { locals }) => {
      const account = await perform(locals, 'licences.closeAccount', cx =>
        licences.closeAccount(cx, { account: input.account }),
      )
      const own = ownPartner(locals) === account.partner
      return accountPath(own ? 'partner' : 'admin', account.id, 'account-closed')
    },
  }),
  bill: defineAction({
    accept: 'form',
    input: z.object({ month }),
    handler: async (input, { locals }) => {
      await perform(locals, 'licences.billLicences', cx => licences.billLicences(cx, input.month))
      return `/admin/licences?month=${input.month}&done=licences-billed`
    },
  }),
  date: defineAction({
    accept: 'form',
    input: z.object({ partner: id, program: id, from: maybeDay, until: maybeDay }),
    handler: async (input, { locals }) => {
      const partner = input.partner as PartnerId
      const program = input.program as ProgramKey
      await perform(locals, 'licences.dateLicence', cx =>
        licences.dateLicence(cx, { partner, program, from: input.from, until: input.until }),
      )
      return deskPath(partner, 'licence-dated')
    },
  }),
  pay: defineAction({
    accept: 'form',
    input: z.object({ partner: id, reference: id, net: decimal, currency, paidOn: day }).superRefine(fits),
    handler: async (input, { locals }) => {
      const partner = input.partner as PartnerId
      await perform(locals, 'licences.recordPayment', cx =>
        licences.recordPayment(cx, { partner, reference: input.reference, amount: moneyOf(input), day: input.paidOn }),
      )
      return deskPath(partner, 'licence-paid')
    },
  }),
  setOff: defineAction({
    accept: 'form',
    input: z.object({ partner: id, reference: id, net: decimal, currency }).superRefine(fits),
    handler: async (input, { locals }) => {
      const partner = input.partner as PartnerId
      await perform(locals, 'licences.setOff', cx =>
        licences.setOff(cx, { partner, reference: input.reference, amount: moneyOf(input) }),
      )
      return deskPath(partner, 'set-off-made')
    },
  }),
  agreeSetOff: defineAction({
    accept: 'form',
    input: z.object({ partner: id, offsets: yesNo, where: text(500) }),
    handler: async (input, { locals }) => {
      const partner = input.partner as PartnerId
      await perform(locals, 'licences.agreeSetOff', cx =>
        licences.agreeSetOff(cx, { partner, agreed: input.offsets, note: input.where }),
      )
      return deskPath(partner, 'set-off-agreed')
    },
  }),
  keepPlan: defineAction({
    accept: 'form',
    input: z
      .object({
        plan: optionalText(120),
        program: id,
        planName: text(licences.MAX_PLAN_NAME),
        net: decimal,
        currency,
      })
      .superRefine(fits),
    handler: async (input, { locals }) => {
      await perform(locals, 'licences.keepPlan', cx =>
        licences.keepPlan(cx, {
          ...(input.plan === '' ? {} : { id: input.plan }),
          program: input.program,
          name: input.planName,
          list: moneyOf(input),
        }),
      )
      return '/admin/licences/plans?done=plan-kept'
    },
  }),
  retirePlan: defineAction({
    accept: 'form',
    input: z.object({ plan: id }),
    handler: async (input, { locals }) => {
      await perform(locals, 'licences.retirePlan', async cx => {
        const retired = await licences.retirePlan(cx, input.plan)
        return retired.ok ? ok(null) : retired
      })
      return '/admin/licences/plans?done=plan-retired'
    },
  }),
}

import { ActionError, defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import {
  agreeShare,
  chooseDeal,
  logParticipation,
  openDeal,
  refer,
  STOP_REASONS,
  signDeal,
  stopAccount,
  stopRecurring,
} from '#attribution/index.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { isCurrency, type Money, parseMoney, parsePercent } from '#kernel/money.ts'
import { parseInstant } from '#kernel/period.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { ok, type Result } from '#kernel/result.ts'
import { chargeOrder } from '#licences/index.ts'
import { perform } from '#perform.ts'
import { box, choice, id, made, once, optionalText, text, whole } from './field.ts'

const dealAt = (deal: string) => `/admin/deals/deal?deal=${encodeURIComponent(deal)}`
const ownPartner = (locals: App.Locals): PartnerId =>
  (locals.actor.kind === 'user' ? locals.actor.partner?.id : null) ?? ('' as PartnerId)

/** A figure as people type it, with a point or a comma before its decimals. */
const figure = (value: string): string => (/^\d+,\d+$/.test(value) ? value.replace(',', '.') : value)

/** An instant as a form sends it, "2026-03-15T10:00", meant in UTC; empty: null. */
const instant = z
  .string()
  .nullish()
  .transform((value, context) => {
    const typed = value?.trim() ?? ''
    if (typed === '') return null
    const read = parseInstant(/(Z|[+-]\d\d:?\d\d)$/.test(typed) || !typed.includes('T') ? typed : `${typed}Z`, 'UTC')
    if (!read.ok) context.addIssue({ code: 'custom', message: 'bad-date' })
    return read.ok ? read.value : null
  })

const percent = text(10).transform((value, context) => {
  const ppm = parsePercent(figure(value))
  if (ppm === null) context.addIssue({ code: 'custom', message: 'bad-number' })
  return ppm ?? 0n
})

const signing = z
  .object({
    deal: optionalText(120),
    customer: id,
    kind: choice(['new', 'renewal', 'expansion']),
    subscription: choice(['paid', 'poc', 'trial']),
    termMonths: whole(0, 1200),
    currency: text(3),
    net: text(30),
    firstYearNet: optionalText(30),
    stages: optionalText(2000),
    lead: optionalText(120),
    via: choice(['direct', 'partner']),
    discount: box,
    product: optionalText(120),
    at: instant,
    made: made('deal'),
  })
  .transform(({ currency: code, net, firstYearNet, stages, ...rest }, context) => {
    const currency = code.toUpperCase()
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', message, path: [path] })
    if (!isCurrency(currency)) {
      wrong('currency', 'bad-value')
      return z.NEVER
    }
    const read = (path: string, value: string): Money | null => {
      const money = parseMoney(figure(value.trim()), currency)
      if (!money.ok) wrong(path, 'bad-number')
      return money.ok ? money.value : null
    }
    const whole = read('net', net)
    const first = firstYearNet === '' ? null : read('firstYearNet', firstYearNet)
    const parts = stages.split(/[;\n]/).filter(part => part.trim() !== '')
    const amounts = parts.flatMap(part => read('stages', part) ?? [])
    return whole === null ? z.NEVER : { ...rest, net: whole, firstYearNet: first, stages: amounts }
  })

/** The id that was typed, whatever comes of it; without one, that of the page. */
const under = <T, R extends string>(typed: string, page: string | null, tell: (id: string) => Promise<Result<T, R>>) =>
  typed === '' ? once('deal', page, tell) : tell(typed)

export const deals = {
  open: defineAction({
    accept: 'form',
    input: z.object({ deal: optionalText(120), customer: id, made: made('deal') }),
    handler: async ({ deal, customer, made }, { locals }) => {
      const opened = await perform(locals, 'deals.open', cx =>
        under(deal, made, id => openDeal(cx, { deal: id, customer })),
      )
      return `${dealAt(opened.id)}&done=deal-opened`
    },
  }),
  sign: defineAction({
    accept: 'form',
    input: signing,
    handler: async ({ deal, made, lead, product, at, ...wish }, { locals }) => {
      const signed = await perform(locals, 'deals.sign', async cx => {
        const outcome = await under(deal, made, id =>
          signDeal(cx, {
            ...wish,
            deal: id,
            lead: lead || null,
            product: product || null,
            at: at ?? cx.now,
            assumed: at === null,
          }),
        )
        if (!outcome.ok) return outcome
        // CC-3: an order through a partner is charged to it in the same act, whoever of the desk told of it.
        const charged = await chargeOrder({ ...cx, actor: SYSTEM }, outcome.value.id)
        return charged.ok ? ok(outcome.value) : charged
      })
      return `${dealAt(signed.id)}&done=deal-signed`
    },
  }),
  choose: defineAction({
    accept: 'form',
    input: z.object({ lead: id, deal: id }),
    handler: async (input, { locals }) => {
      await perform(locals, 'deals.choose', cx => chooseDeal(cx, input))
      return `${dealAt(input.deal)}&done=deal-chosen`
    },
  }),
  takePart: defineAction({
    accept: 'form',
    input: z.object({ deal: id, partner: optionalText(120) }),
    handler: async ({ deal, partner }, { locals }) => {
      const own = ownPartner(locals)
      await perform(locals, 'deals.logParticipation', cx =>
        logParticipation(cx, { deal, partner: (partner || own) as PartnerId }),
      )
      return partner ? `${dealAt(deal)}&done=part-logged` : '/partner/deals?done=part-logged'
    },
  }),
  share: defineAction({
    accept: 'form',
    input: z.object({ deal: id, partner: id, percent }),
    handler: async ({ deal, partner, percent: ppm }, { locals }) => {
      await perform(locals, 'deals.agreeShare', cx => agreeShare(cx, { deal, partner: partner as PartnerId, ppm }))
      return `${dealAt(deal)}&done=share-agreed`
    },
  }),
  stopAccount: defineAction({
    accept: 'form',
    input: z.object({ partner: optionalText(120), customer: id }),
    handler: async ({ partner, customer }, { locals }) => {
      const own = ownPartner(locals)
      const wish = { partner: (partner || own) as PartnerId, customer: customer as CustomerId }
      await perform(locals, 'deals.stopAccount', cx => stopAccount(cx, { ...wish, by: partner ? 'vendor' : 'partner' }))
      return partner ? '/admin/deals/stops?done=account-stopped' : '/partner/deals?done=account-stopped'
    },
  }),
  stopRecurring: defineAction({
    accept: 'form',
    input: z.object({ partner: id, reason: choice(STOP_REASONS) }),
    handler: async ({ partner, reason }, { locals }) => {
      await perform(locals, 'deals.stopRecurring', cx => stopRecurring(cx, { partner: partner as PartnerId, reason }))
      return '/admin/deals/stops?done=recurring-stopped'
    },
  }),
  refer: defineAction({
    accept: 'form',
    input: z.object({
      partner: optionalText(120),
      customer: optionalText(120),
      code: optionalText(120),
      domain: optionalText(300),
    }),
    handler: async ({ partner, customer, code, domain }, { locals }) => {
      const own = ownPartner(locals)
      if (!partner && own === '') throw new ActionError({ code: 'FORBIDDEN', message: 'not-allowed' })
      const wish = { customer: customer || null, code: code || null, domain: domain || null }
      await perform(locals, 'deals.refer', cx => refer(cx, { partner: (partner || own) as PartnerId, ...wish }))
      return partner ? '/admin/referrals?done=referred' : '/partner/referrals?done=referred'
    },
  }),
}

import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import {
  answer,
  ask,
  nameManager,
  PLAN_KINDS,
  publishResource,
  REQUEST_KINDS,
  RESOURCE_KINDS,
  recordPlan,
  withdrawResource,
} from '#enablement/index.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import { perform } from '#perform.ts'
import { choice, id, optionalText, text } from './field.ts'

const careOf = (partner: string) => `/admin/requests/${encodeURIComponent(partner)}`
const ownPartner = (locals: App.Locals): PartnerId =>
  (locals.actor.kind === 'user' ? locals.actor.partner?.id : null) ?? ('' as PartnerId)

/** Minutes may be left empty where no session is asked for; whether they fit is the room's to say. */
const minutes = z
  .string()
  .nullish()
  .transform(value => value?.trim() || null)
  .refine(value => value === null || /^\d{1,4}$/.test(value), 'bad-number')
  .transform(value => (value === null ? null : Number(value)))

export const enablement = {
  ask: defineAction({
    accept: 'form',
    input: z.object({ kind: choice(REQUEST_KINDS), subject: text(200), text: text(4000), minutes }),
    handler: async (input, { locals }) => {
      const wish = { ...input, minutes: input.kind === 'session' ? input.minutes : null }
      await perform(locals, 'enablement.ask', cx => ask(cx, { ...wish, partner: ownPartner(locals) }))
      return '/partner/requests?done=request-sent'
    },
  }),
  answer: defineAction({
    accept: 'form',
    input: z.object({ request: id, answer: text(4000) }),
    handler: async (input, { locals }) => {
      await perform(locals, 'enablement.answer', cx => answer(cx, input))
      return '/admin/requests?done=request-answered'
    },
  }),
  manager: defineAction({
    accept: 'form',
    input: z.object({ partner: optionalText(120), manager: optionalText(120) }),
    handler: async ({ partner, manager }, { locals }) => {
      await perform(locals, 'enablement.nameManager', cx =>
        nameManager(cx, {
          partner: (partner || null) as PartnerId | null,
          manager: (manager || null) as UserId | null,
        }),
      )
      return `${partner ? careOf(partner) : '/admin/requests'}?done=manager-named`
    },
  }),
  plan: defineAction({
    accept: 'form',
    input: z.object({ partner: id, agreed: id, period: text(7), text: text(4000) }),
    handler: async ({ partner, agreed, period, text: words }, { locals }) => {
      const [program = '', named = ''] = agreed.split(' ')
      const kind = PLAN_KINDS.find(one => one === named) ?? 'annual-plan'
      const wish = { partner: partner as PartnerId, program, kind, period, text: words }
      await perform(locals, 'enablement.recordPlan', cx => recordPlan(cx, wish))
      return `${careOf(partner)}?done=plan-recorded`
    },
  }),
  publishResource: defineAction({
    accept: 'form',
    input: z.object({
      kind: choice(RESOURCE_KINDS),
      title: text(200),
      address: text(500),
      linkBack: optionalText(500),
      language: choice(['en', 'nl']),
      text: optionalText(2000),
    }),
    handler: async (input, { locals }) => {
      await perform(locals, 'enablement.publishResource', cx => publishResource(cx, input))
      return '/admin/resources?done=resource-published'
    },
  }),
  withdrawResource: defineAction({
    accept: 'form',
    input: z.object({ resource: id }),
    handler: async ({ resource }, { locals }) => {
      await perform(locals, 'enablement.withdrawResource', cx => withdrawResource(cx, resource))
      return '/admin/resources?done=resource-withdrawn'
    },
  }),
}

import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { answerDispute, OUTCOMES, openDispute } from '#commissions/index.ts'
import type { PartnerId } from '#kernel/id.ts'
import { perform } from '#perform.ts'
import { choice, text, whole } from './field.ts'

/** A partner questions what it earned, and finance answers. */
export const disputes = {
  open: defineAction({
    accept: 'form',
    input: z.object({ cause: text(400), text: text(2_000) }),
    handler: async ({ cause, text: question }, { locals }) => {
      const partner = (locals.actor.kind === 'user' ? locals.actor.partner?.id : null) ?? ('' as PartnerId)
      await perform(locals, 'commissions.openDispute', cx => openDispute(cx, { partner, cause, text: question }))
      return '/partner/disputes?done=dispute-opened'
    },
  }),
  answer: defineAction({
    accept: 'form',
    input: z.object({ dispute: whole(1, 999_999_999), outcome: choice(OUTCOMES), text: text(2_000) }),
    handler: async ({ dispute, outcome, text: answer }, { locals }) => {
      await perform(locals, 'commissions.answerDispute', cx => answerDispute(cx, { dispute, outcome, text: answer }))
      return '/admin/disputes?done=dispute-answered'
    },
  }),
}

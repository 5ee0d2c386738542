import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { releaseCustomer } from '#attribution/index.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { perform } from '#perform.ts'
import { id, optionalText } from './field.ts'

/** How the partner and the operator end a binding; choosing and leaving are the customer's. */
export const binding = {
  letGo: defineAction({
    accept: 'form',
    input: z.object({ customer: id, reason: optionalText(500) }),
    handler: async ({ customer, reason }, { locals }) => {
      const partner = (locals.actor.kind === 'user' ? locals.actor.partner?.id : null) ?? ('' as PartnerId)
      await perform(locals, 'attribution.letGo', cx =>
        releaseCustomer(cx, { customer: customer as CustomerId, partner, by: 'partner', reason }),
      )
      return '/partner/customers?done=let-go'
    },
  }),
  end: defineAction({
    accept: 'form',
    input: z.object({ customer: id, partner: id, reason: optionalText(500) }),
    handler: async ({ customer, partner, reason }, { locals }) => {
      await perform(locals, 'attribution.end', cx =>
        releaseCustomer(cx, { customer: customer as CustomerId, partner: partner as PartnerId, by: 'vendor', reason }),
      )
      return `/admin/customers/${encodeURIComponent(customer)}?done=binding-ended`
    },
  }),
}

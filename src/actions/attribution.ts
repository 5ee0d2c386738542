import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { bindingOf, receiptOf, releaseCustomer, selectPartner } from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import type { BindingId, CustomerId, PartnerId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { buyThrough } from '#licences/index.ts'
import { perform } from '#perform.ts'
import { id, optionalText, text, ticked } from './field.ts'

/** Only for whom the session says; a customer's id is never read from a form. */
const customerOf = (locals: App.Locals): CustomerId | null =>
  locals.actor.kind === 'user' ? locals.actor.customer : null

async function receiptPath(cx: Cx, binding: BindingId): Promise<string> {
  const receipt = await receiptOf(cx, binding)
  return receipt ? `/account/receipts/${receipt.id}` : '/account'
}

/** How the customer buys from now on: from the operator, or a plan through the partner. A page that offers one way asks nothing. */
const way = optionalText(130)
  .refine(value => value === '' || value === 'direct' || value.startsWith('plan:'), 'choose')
  .transform(value => (value.startsWith('plan:') ? value.slice('plan:'.length) : null))

export const attribution = {
  /**
   * Binds the signed-in customer to a partner from this instant and, if it buys through the partner, opens its account in the
   * same transaction (COP-12): a refusal of either undoes both. Pressing twice leads to the same receipt (I-1).
   */
  select: defineAction({
    accept: 'form',
    input: z.object({ partner: id, disclosure: text(200), agree: ticked, way }),
    handler: async (input, { locals }) => {
      const customer = customerOf(locals)
      const partner = input.partner as PartnerId
      return perform(locals, 'attribution.select', async cx => {
        if (customer === null) return refuse('not-allowed')
        const chosen = await selectPartner(cx, { customer, partner, disclosure: input.disclosure })
        if (chosen.ok) {
          const bought = input.way === null ? null : await buyThrough(cx, { customer, partner, plan: input.way })
          return bought && !bought.ok ? bought : ok(`${await receiptPath(cx, chosen.value.id)}?done=chosen`)
        }
        if (chosen.refusal !== 'already-chosen') return chosen
        const present = await bindingOf(cx, customer)
        return ok(present ? await receiptPath(cx, present.id) : '/account')
      })
    },
  }),
  /** Ends the signed-in customer's binding now; the reason may be left out. */
  leave: defineAction({
    accept: 'form',
    input: z.object({ partner: id, reason: optionalText(500) }),
    handler: async (input, { locals }) => {
      const customer = customerOf(locals)
      return perform(locals, 'attribution.leave', async cx => {
        if (customer === null) return refuse('not-allowed')
        const left = await releaseCustomer(cx, {
          customer,
          partner: input.partner as PartnerId,
          by: 'customer',
          reason: input.reason === '' ? undefined : input.reason,
        })
        return left.ok ? ok(`${await receiptPath(cx, left.value.id)}?done=left`) : left
      })
    },
  }),
}

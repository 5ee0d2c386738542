import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { addCustomer, inviteColleague, mergeCustomers } from '#attribution/index.ts'
import type { CustomerId } from '#kernel/id.ts'
import { perform } from '#perform.ts'
import { href } from '#ui/link.ts'
import { email, id, optionalText, text } from './field.ts'

const deskOf = (customer: string) => `/admin/customers/${encodeURIComponent(customer)}`

export const customers = {
  add: defineAction({
    accept: 'form',
    input: z.object({
      id,
      name: text(200),
      domain: optionalText(200),
      email: optionalText(254),
      country: optionalText(2),
    }),
    handler: async (input, { locals }) => {
      const customer = await perform(locals, 'attribution.addCustomer', cx => addCustomer(cx, input))
      return `${deskOf(customer.id)}?done=customer-added`
    },
  }),
  invite: defineAction({
    accept: 'form',
    input: z.object({ customer: id, email }),
    handler: async (input, { locals }) => {
      const link = (token: string) => locals.door.origin + href(locals.locale, `/welcome/${token}`)
      const customer = input.customer as CustomerId
      await perform(locals, 'attribution.inviteColleague', cx =>
        inviteColleague(cx, { customer, email: input.email, locale: locals.locale, link }),
      )
      const own = locals.actor.kind === 'user' && locals.actor.customer === customer
      return `${own ? '/account/people' : deskOf(customer)}?done=invited`
    },
  }),
  merge: defineAction({
    accept: 'form',
    input: z.object({ from: id, into: id }),
    handler: async ({ from, into }, { locals }) => {
      const customer = await perform(locals, 'attribution.mergeCustomers', cx =>
        mergeCustomers(cx, { from: from as CustomerId, into: into as CustomerId }),
      )
      return `${deskOf(customer.id)}?done=merged`
    },
  }),
}

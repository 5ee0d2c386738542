import { ActionError, defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { acceptCustomerInvitation, customerInvited } from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import { enact } from '#enact.ts'
import { addUser, hashPassword, signIn } from '#identity/index.ts'
import type { Actor } from '#kernel/actor.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { acceptPersonInvitation, invitationOf } from '#partners/index.ts'
import { perform } from '#perform.ts'
import { accepted, keepCookie } from './caller.ts'
import { newPassword, text } from './field.ts'

const token = z.string({ error: 'required' }).min(1).max(200)

/** An invitation leads to a partner or to a customer; the link does not say which. */
async function accept(cx: Cx, link: string): Promise<Result<string, string>> {
  if (await invitationOf(cx, link)) {
    const person = await acceptPersonInvitation(cx, link)
    return person.ok ? ok('/partner?done=welcome') : refuse(person.refusal)
  }
  const customer = await acceptCustomerInvitation(cx, link)
  return customer.ok ? ok('/account?done=welcome') : refuse(customer.refusal)
}

export const welcome = {
  /** Somebody who has an account and is signed in. */
  accept: defineAction({
    accept: 'form',
    input: z.object({ token }),
    handler: async (input, { locals }) => perform(locals, 'welcome.accept', cx => accept(cx, input.token)),
  }),
  /** Somebody new: holding the link proves the address it was sent to, so no second letter is needed. */
  join: defineAction({
    accept: 'form',
    input: z.object({ token, name: text(120), password: newPassword }),
    handler: async (input, context) => {
      const { locals } = context
      const found = (await invitationOf(locals.cx, input.token)) ?? (await customerInvited(locals.cx, input.token))
      if (!found) throw new ActionError({ code: 'CONFLICT', message: 'invitation-not-valid' })
      const { email } = found
      const password = await hashPassword(input.password)
      const to = await enact(locals.house, { name: 'welcome.join' }, async (cx): Promise<Result<string, string>> => {
        const made = await addUser(cx, { email, name: input.name, password, verified: true, locale: locals.locale })
        if (!made.ok) return refuse(made.refusal)
        const { id: user, name } = made.value
        const actor: Actor = { kind: 'user', user, email, name, customer: null, partner: null, staff: [] }
        return accept({ ...cx, actor }, input.token)
      })
      const path = accepted(to)
      const signed = accepted(await signIn(context.locals.door, { email, password: input.password }))
      keepCookie(context, signed.cookie)
      return path
    },
  }),
}

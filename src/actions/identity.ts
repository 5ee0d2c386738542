import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { customerOfNewUser } from '#attribution/index.ts'
import { enact } from '#enact.ts'
import {
  changePassword,
  changeProfile,
  createStaffLink,
  requestReset,
  resetPassword,
  setStaff,
  signedOutCookie,
  signIn,
  signOut,
  signOutEverywhere,
  signUp,
  type User,
  verifyMail,
} from '#identity/index.ts'
import { STAFF_ROLES } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { sendMail } from '#outbox/index.ts'
import { personOf } from '#partners/index.ts'
import { perform } from '#perform.ts'
import { safeBack, split } from '#ui/link.ts'
import { accepted, keepCookie } from './caller.ts'
import { email, id, newPassword, optionalText, password, text } from './field.ts'

const token = z.string({ error: 'required' }).min(1).max(200)
const roles = z.array(z.enum(STAFF_ROLES, { error: 'choose' }), { error: 'choose' })

/** Where to go after signing in: back to where one came from, else to the right console, which `/sign-in` itself knows. */
const onwards = (next: string | null | undefined) => split(safeBack(next, '/sign-in')).path

/** A proven address has a customer, unless its owner works for the operator or a partner. */
async function settleIn({ house, requestId }: App.Locals, user: User, organisation: string): Promise<void> {
  if (user.staff.length > 0) return
  const settled = await enact(house, { name: 'attribution.customerOfNewUser' }, async cx =>
    (await personOf(cx, user.id)) ? ok(null) : customerOfNewUser(cx, { user: user.id, organisation }),
  )
  if (!settled.ok) house.log.warn({ requestId, refusal: settled.refusal }, 'a new user has no customer')
}

export const identity = {
  signUp: defineAction({
    accept: 'form',
    input: z.object({ name: text(120), email, password: newPassword }),
    handler: async (input, context) => {
      accepted(await signUp(context.locals.door, input))
      return '/sign-up?done=letter-sent'
    },
  }),
  signIn: defineAction({
    accept: 'form',
    input: z.object({ email: text(254), password, next: z.string().max(2000).nullish() }),
    handler: async (input, context) => {
      const signed = accepted(await signIn(context.locals.door, input))
      keepCookie(context, signed.cookie)
      return onwards(input.next)
    },
  }),
  requestReset: defineAction({
    accept: 'form',
    input: z.object({ email }),
    handler: async (input, context) => {
      accepted(await requestReset(context.locals.door, input))
      return '/reset?done=letter-sent'
    },
  }),
  resetPassword: defineAction({
    accept: 'form',
    input: z.object({ token, password: newPassword }),
    handler: async (input, context) => {
      const signed = accepted(await resetPassword(context.locals.door, input))
      keepCookie(context, signed.cookie)
      await settleIn(context.locals, signed.user, '')
      return '/sign-in'
    },
  }),
  verifyMail: defineAction({
    accept: 'form',
    input: z.object({ token, organisation: optionalText(200) }),
    handler: async (input, context) => {
      const signed = accepted(await verifyMail(context.locals.door, input.token))
      keepCookie(context, signed.cookie)
      await settleIn(context.locals, signed.user, input.organisation)
      return '/sign-in'
    },
  }),
  changeProfile: defineAction({
    accept: 'form',
    input: z.object({ name: text(120), locale: z.enum(['en', 'nl'], { error: 'choose' }) }),
    handler: async (input, { locals }) => {
      await perform(locals, 'identity.changeProfile', cx => changeProfile(cx, input))
      return '/account/profile?done=saved'
    },
  }),
  changePassword: defineAction({
    accept: 'form',
    input: z.object({ current: password, password: newPassword }),
    handler: async (input, context) => {
      const user = context.locals.actor.kind === 'user' ? context.locals.actor.user : ('' as UserId)
      const signed = accepted(await changePassword(context.locals.door, { user, ...input }))
      keepCookie(context, signed.cookie)
      return '/account/profile?done=password-changed'
    },
  }),
  endDevice: defineAction({
    accept: 'form',
    input: z.object({ device: z.string({ error: 'required' }).max(200) }),
    handler: async ({ device }, { locals }) => {
      await perform(locals, 'identity.signOut', cx => signOut(cx, device))
      return '/account/devices?done=device-ended'
    },
  }),
  signOutEverywhere: defineAction({
    accept: 'form',
    handler: async (_, context) => {
      await perform(context.locals, 'identity.signOutEverywhere', cx => signOutEverywhere(cx))
      keepCookie(context, signedOutCookie(context.locals.house.database, context.locals.door.secure))
      return '/sign-in?done=signed-out'
    },
  }),
  inviteStaff: defineAction({
    accept: 'form',
    input: z.object({ email, roles: roles.min(1, 'choose') }),
    handler: async (input, context) => {
      const { siteName, origin } = context.locals.door
      await perform(context.locals, 'identity.createStaffLink', async cx => {
        const made = await createStaffLink(cx, input.email, input.roles)
        if (!made.ok) return made
        const link = origin + made.value.path
        const { email: to, locale } = made.value.user
        await sendMail(cx, { to, template: 'staff', locale, params: { site: siteName, link } })
        return ok(null)
      })
      return '/admin/people?done=invited'
    },
  }),
  setStaff: defineAction({
    accept: 'form',
    input: z.object({ user: id, roles }),
    handler: async (input, { locals }) => {
      await perform(locals, 'identity.setStaff', async cx => {
        // One's own rights are another owner's affair: nobody locks the door behind themselves.
        if (cx.actor.kind === 'user' && cx.actor.user === input.user) return refuse('same-person')
        return setStaff(cx, input.user as UserId, input.roles)
      })
      return '/admin/people?done=saved'
    },
  }),
}

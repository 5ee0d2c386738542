import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { PARTNER_ROLES } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import {
  acceptAgreement,
  addPartner,
  addPerson,
  invitePerson,
  reinstate,
  removePartner,
  removePerson,
  suspend,
} from '#partners/index.ts'
import { perform } from '#perform.ts'
import { href } from '#ui/link.ts'
import { choice, email, id, optionalText, text } from './field.ts'

const role = choice(PARTNER_ROLES)
const deskOf = (partner: string) => `/admin/partners/${encodeURIComponent(partner)}`
/** A person of the partner stays in its console, staff at the desk. */
const peopleOf = (locals: App.Locals, partner: string) =>
  locals.actor.kind === 'user' && locals.actor.partner?.id === partner ? '/partner/people' : deskOf(partner)

export const partners = {
  add: defineAction({
    accept: 'form',
    input: z.object({
      id,
      name: text(200),
      program: id,
      domain: optionalText(200),
      email: optionalText(254),
      country: optionalText(2),
      website: optionalText(500),
    }),
    handler: async (input, { locals }) => {
      // The partner accepts the agreement itself, on its own page; until then nobody can choose it.
      const partner = await perform(locals, 'partners.add', cx => addPartner(cx, { ...input, agreement: false }))
      return `${deskOf(partner.id)}?done=partner-added`
    },
  }),
  standing: defineAction({
    accept: 'form',
    input: z.object({
      partner: id,
      move: z.enum(['suspend', 'reinstate', 'remove'], { error: 'choose' }),
      ground: z.enum(['low-rating', 'requirements-breach'], { error: 'choose' }).nullish(),
      reason: text(1000),
    }),
    handler: async ({ partner: given, move, ground, reason }, { locals }) => {
      const partner = given as PartnerId
      await perform(locals, `partners.${move}`, async (cx): Promise<Result<null, string>> => {
        const outcome =
          move === 'suspend'
            ? await suspend(cx, { partner, reason })
            : move === 'reinstate'
              ? await reinstate(cx, { partner, reason })
              : await removePartner(cx, { partner, ground: ground ?? 'requirements-breach', reason })
        return outcome.ok ? ok(null) : refuse(outcome.refusal)
      })
      return `${deskOf(partner)}?done=partner-${move}`
    },
  }),
  invite: defineAction({
    accept: 'form',
    input: z.object({ partner: id, email, role }),
    handler: async (input, { locals }) => {
      const link = (token: string) => locals.door.origin + href(locals.locale, `/welcome/${token}`)
      await perform(locals, 'partners.invite', cx =>
        invitePerson(cx, { ...input, partner: input.partner as PartnerId, locale: locals.locale, link }),
      )
      return `${peopleOf(locals, input.partner)}?done=invited`
    },
  }),
  role: defineAction({
    accept: 'form',
    input: z.object({ partner: id, user: id, role: z.enum([...PARTNER_ROLES, 'none'], { error: 'choose' }) }),
    handler: async ({ partner: given, user: who, role: wanted }, { locals }) => {
      const [partner, user] = [given as PartnerId, who as UserId]
      await perform(locals, 'partners.role', async (cx): Promise<Result<null, string>> => {
        const outcome =
          wanted === 'none'
            ? await removePerson(cx, { partner, user })
            : await addPerson(cx, { partner, user, role: wanted })
        return outcome.ok ? ok(null) : refuse(outcome.refusal)
      })
      return `${peopleOf(locals, partner)}?done=saved`
    },
  }),
  accept: defineAction({
    accept: 'form',
    input: z.object({ program: id }),
    handler: async ({ program }, { locals }) => {
      const partner = (locals.actor.kind === 'user' ? locals.actor.partner?.id : null) ?? ('' as PartnerId)
      await perform(locals, 'partners.acceptAgreement', cx => acceptAgreement(cx, { partner, program }))
      return '/partner/agreement?done=agreed'
    },
  }),
}

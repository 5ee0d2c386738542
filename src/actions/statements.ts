import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import type { PartnerId } from '#kernel/id.ts'
import {
  ACCEPTANCES,
  acceptSelfBilling,
  acceptStatement,
  checkVatId,
  endSelfBilling,
  plainParticulars,
  STANDINGS,
  setParticulars,
} from '#payouts/index.ts'
import { perform } from '#perform.ts'
import { choice, id, optionalText, text, whole } from './field.ts'

const FIELD = {
  'bad-name': 'name',
  'bad-address': 'street',
  'bad-country': 'country',
  'bad-vat-id': 'vatId',
  'bad-rate': 'ratePercent',
  'bad-standing': 'standing',
} as const
const party = {
  name: text(200),
  street: text(120),
  postcode: optionalText(20),
  city: text(120),
  country: text(2, 2),
  vatId: optionalText(40),
}
type Faulty = Parameters<typeof plainParticulars>[0]
/** What is wrong with the values is told at their fields. */
function faults(given: Faulty, context: z.RefinementCtx): void {
  const plain = plainParticulars(given)
  if (!plain.ok) context.addIssue({ code: 'custom', path: [FIELD[plain.refusal]], message: plain.refusal })
}

const ofPartner = z.object({ ...party, partner: id, standing: choice(STANDINGS) }).superRefine(faults)
const ofOperator = z.object({ ...party, ratePercent: optionalText(10) }).superRefine(faults)

/** A partner's own people stay on their page, staff on the desk. */
function taxPage(locals: App.Locals, partner: string): string {
  const own = locals.actor.kind === 'user' && locals.actor.partner?.id === partner
  return own ? '/partner/tax' : `/admin/earnings/${encodeURIComponent(partner)}/tax`
}
/** For whoever is at no partner, a visitor too, nobody's: the verb says no. */
const ownOf = (locals: App.Locals): PartnerId =>
  (locals.actor.kind === 'user' ? locals.actor.partner?.id : null) ?? ('' as PartnerId)

/** Who stands on the papers, how they are taxed and accepted. */
export const statements = {
  operator: defineAction({
    accept: 'form',
    input: ofOperator,
    handler: async (input, { locals }) => {
      await perform(locals, 'payouts.setParticulars', cx => setParticulars(cx, { ...input, partner: null }))
      return '/admin/operator?done=saved'
    },
  }),
  partner: defineAction({
    accept: 'form',
    input: ofPartner,
    handler: async (input, { locals }) => {
      const partner = input.partner as PartnerId
      await perform(locals, 'payouts.setParticulars', cx => setParticulars(cx, { ...input, partner }))
      return `${taxPage(locals, partner)}?done=saved`
    },
  }),
  check: defineAction({
    accept: 'form',
    input: z.object({ partner: id, valid: choice(['yes', 'no']) }),
    handler: async ({ partner, valid }, { locals }) => {
      await perform(locals, 'payouts.checkVatId', cx =>
        checkVatId(cx, { partner: partner as PartnerId, valid: valid === 'yes' }),
      )
      return `${taxPage(locals, partner)}?done=saved`
    },
  }),
  agree: defineAction({
    accept: 'form',
    input: z.object({ acceptance: choice(ACCEPTANCES) }),
    handler: async ({ acceptance }, { locals }) => {
      const partner = ownOf(locals)
      await perform(locals, 'payouts.acceptSelfBilling', cx => acceptSelfBilling(cx, { partner, acceptance }))
      return '/partner/tax?done=self-billing-agreed'
    },
  }),
  end: defineAction({
    accept: 'form',
    input: z.object({ partner: id }),
    handler: async ({ partner }, { locals }) => {
      await perform(locals, 'payouts.endSelfBilling', cx => endSelfBilling(cx, partner as PartnerId))
      return `${taxPage(locals, partner)}?done=self-billing-ended`
    },
  }),
  accept: defineAction({
    accept: 'form',
    input: z.object({ number: whole(1, 999_999_999), month: text(7, 7) }),
    handler: async ({ number, month }, { locals }) => {
      const partner = ownOf(locals)
      await perform(locals, 'payouts.acceptStatement', cx => acceptStatement(cx, { partner, number }))
      return `/partner/statements/${encodeURIComponent(month)}?done=statement-accepted`
    },
  }),
}

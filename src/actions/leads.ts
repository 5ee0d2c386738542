import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import * as attribution from '#attribution/index.ts'
import { plainDomain } from '#kernel/contact.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Result, refuse } from '#kernel/result.ts'
import { perform } from '#perform.ts'
import { box, choice, id, made, once, optionalText, text } from './field.ts'

const ownPartner = (locals: App.Locals): PartnerId | null =>
  locals.actor.kind === 'user' && locals.actor.partner ? locals.actor.partner.id : null

/** A no that has other words where a lead is registered than where a customer chooses. */
const OF_A_LEAD: Readonly<Record<string, string>> = {
  'self-dealing': 'lead-self-dealing',
  'partner-not-active': 'lead-partner-not-active',
  'agreement-not-accepted': 'lead-agreement-not-accepted',
  'already-customer': 'lead-already-customer',
  'open-deal': 'lead-open-deal',
}
function ofALead<T>(outcome: Result<T, string>): Result<T, string> {
  return outcome.ok ? outcome : refuse(OF_A_LEAD[outcome.refusal] ?? outcome.refusal)
}

const leadPath = (console: 'admin' | 'partner', lead: string, done: string): string =>
  `/${console}/leads/lead?id=${encodeURIComponent(lead)}&done=${done}`

const registration = z
  .object({
    program: id,
    customer: optionalText(120),
    company: optionalText(200),
    companyDomain: optionalText(253).refine(value => value === '' || plainDomain(value) !== null, 'bad-domain'),
    again: optionalText(120),
    made: made('lead'),
  })
  .superRefine(({ customer, company, again }, context) => {
    if (customer === '' && company === '' && again === '')
      context.addIssue({ code: 'custom', path: ['company'], message: 'required' })
  })

export const leads = {
  /** A partner registers a company, or one of its own customers. */
  register: defineAction({
    accept: 'form',
    input: registration,
    handler: async (input, { locals }) => {
      const partner = ownPartner(locals)
      const { company, companyDomain } = input
      const lead = await perform(locals, 'attribution.registerLead', async cx => {
        if (partner === null) return refuse('not-allowed')
        return ofALead(
          await once('lead', input.made, id =>
            attribution.registerLead(cx, {
              lead: id,
              partner,
              program: input.program,
              customer: input.customer || null,
              company: company === '' ? null : { name: company, domain: companyDomain || null },
              again: input.again || null,
            }),
          ),
        )
      })
      return leadPath('partner', lead.id, 'lead-registered')
    },
  }),
  introduce: defineAction({
    accept: 'form',
    input: z.object({
      lead: id,
      area: choice(['admin', 'partner']),
      contact: text(200),
      contactRole: text(200),
      decisionMaker: box,
      relation: z.enum(['', 'employed', 'contracted'], { error: 'choose' }).nullish(),
    }),
    handler: async (input, { locals }) => {
      const contact = await perform(locals, 'attribution.introduceContact', cx =>
        attribution.introduceContact(cx, {
          lead: input.lead,
          name: input.contact,
          role: input.contactRole,
          decisionMaker: input.decisionMaker,
          relation: input.relation || null,
        }),
      )
      return leadPath(input.area, contact.lead, 'contact-introduced')
    },
  }),
  approve: defineAction({
    accept: 'form',
    input: z.object({ lead: id, owner: text(200) }),
    handler: async (input, { locals }) => {
      const lead = await perform(locals, 'attribution.approveLead', async cx =>
        ofALead(await attribution.approveLead(cx, { lead: input.lead, owner: input.owner })),
      )
      return leadPath('admin', lead.id, 'lead-approved')
    },
  }),
  /** Refuses a lead that waits, or takes an approved one back; either way the partner reads why. */
  reject: defineAction({
    accept: 'form',
    input: z.object({ lead: id, reason: text(2000) }),
    handler: async (input, { locals }) => {
      const lead = await perform(locals, 'attribution.rejectLead', cx =>
        attribution.rejectLead(cx, { lead: input.lead, reason: input.reason }),
      )
      return leadPath('admin', lead.id, lead.approvedAt ? 'lead-withdrawn' : 'lead-rejected')
    },
  }),
  /** Of several deals signed on one day the operator says which one counts (ONE-11). */
  choose: defineAction({
    accept: 'form',
    input: z.object({ lead: id, deal: id }),
    handler: async (input, { locals }) => {
      const choice = await perform(locals, 'attribution.chooseDeal', cx =>
        attribution.chooseDeal(cx, { lead: input.lead, deal: input.deal }),
      )
      return leadPath('admin', choice.lead, 'deal-chosen')
    },
  }),
}

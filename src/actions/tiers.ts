import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import type { PartnerId } from '#kernel/id.ts'
import { type Day, parseDay } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { chooseModules, electBenefit } from '#partners/index.ts'
import { perform } from '#perform.ts'
import { applyTier, endTier, inviteTier, meetTier } from '#tiers/index.ts'
import { id, optionalText, text } from './field.ts'

const DESK = '/admin/tiers'
/** Staff say for which partner; without that it is the person's own, and for whoever is at none, nobody. */
const whose = (locals: App.Locals, said: string): PartnerId =>
  (said || ((locals.actor.kind === 'user' ? locals.actor.partner?.id : null) ?? '')) as PartnerId
const back = (said: string) => (said === '' ? '/partner/tiers' : `${DESK}/${encodeURIComponent(said)}`)

const day = z
  .string()
  .nullish()
  .transform(value => (value ?? '').trim())
  .refine(value => value === '' || parseDay(value).ok, 'bad-date')

export const tiers = {
  apply: defineAction({
    accept: 'form',
    input: z.object({ program: id, tier: id }),
    handler: async ({ program, tier }, { locals }) => {
      await perform(locals, 'tiers.apply', cx => applyTier(cx, { partner: whose(locals, ''), program, tier }))
      return '/partner/tiers?done=tier-applied'
    },
  }),
  elect: defineAction({
    accept: 'form',
    input: z.object({
      partner: optionalText(120),
      benefit: z.enum(['fee', 'discount'], { error: 'choose' }),
      starts: day,
    }),
    handler: async ({ partner, benefit, starts }, { locals }) => {
      const from = starts === '' ? {} : { from: starts as Day }
      await perform(locals, 'tiers.elect', cx =>
        electBenefit(cx, { partner: whose(locals, partner), benefit, ...from }),
      )
      return `${back(partner)}?done=benefit-elected`
    },
  }),
  modules: defineAction({
    accept: 'form',
    input: z.object({
      partner: optionalText(120),
      program: id,
      modules: z.array(z.string().max(120, 'too-long')).max(100, 'too-many'),
    }),
    handler: async ({ partner, program, modules }, { locals }) => {
      await perform(locals, 'tiers.modules', cx =>
        chooseModules(cx, { partner: whose(locals, partner), program, modules }),
      )
      return `${back(partner)}?done=saved`
    },
  }),
  give: defineAction({
    accept: 'form',
    input: z.object({
      partner: id,
      program: id,
      tier: z.string({ error: 'choose' }).trim().min(1, 'choose').max(120, 'choose'),
      act: z.enum(['invite', 'meet'], { error: 'choose' }),
      note: optionalText(1000),
    }),
    handler: async ({ partner, program, tier, act, note }, { locals }) => {
      const wish = { partner: partner as PartnerId, program, tier, reason: note }
      await perform(locals, `tiers.${act}`, async (cx): Promise<Result<null, string>> => {
        const outcome = act === 'invite' ? await inviteTier(cx, wish) : await meetTier(cx, wish)
        return outcome.ok ? ok(null) : refuse(outcome.refusal)
      })
      return `${back(partner)}?done=${act === 'invite' ? 'tier-given' : 'tier-confirmed'}`
    },
  }),
  end: defineAction({
    accept: 'form',
    input: z.object({ partner: id, program: id, to: id, reason: text(1000) }),
    handler: async ({ partner, program, to, reason }, { locals }) => {
      await perform(locals, 'tiers.end', cx => endTier(cx, { partner: partner as PartnerId, program, to, reason }))
      return `${back(partner)}?done=tier-ended`
    },
  }),
}

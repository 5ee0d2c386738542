import { ActionError, defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import {
  BUDGETS,
  confirmListing,
  EMPTY_LISTING,
  giveBack,
  hide,
  type ListingContent,
  ownCase,
  ownListing,
  publish,
  publishCase,
  saveCase,
  saveDraft,
  SIZES,
  show,
  submit,
  withdrawCase,
} from '#directory/index.ts'
import type { CaseId, PartnerId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { perform } from '#perform.ts'
import { box, id, optionalText, text, whole } from './field.ts'

const labels = z.array(z.string().max(80, 'too-long')).max(60, 'too-many')
const blankChoice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .enum(values, { error: 'choose' })
    .nullish()
    .transform(value => value ?? null)
const blankNumber = (min: number, max: number) =>
  z
    .string()
    .nullish()
    .transform(value => value?.trim() || null)
    .refine(
      value => value === null || (/^\d{1,4}$/.test(value) && Number(value) >= min && Number(value) <= max),
      'bad-number',
    )
    .transform(value => (value === null ? null : Number(value)))

const listing = z.object({
  locale: z.enum(['en', 'nl'], { error: 'choose' }),
  'summary.en': optionalText(160),
  'description.en': optionalText(4000),
  'summary.nl': optionalText(160),
  'description.nl': optionalText(4000),
  website: optionalText(500),
  expertise: labels,
  services: labels,
  industries: labels,
  languages: labels,
  country: optionalText(2),
  city: optionalText(80),
  budget: blankChoice(BUDGETS),
  teamSize: blankChoice(SIZES),
  founded: blankNumber(1800, 2999),
  accepting: box,
  certified: blankNumber(0, 9999),
  intent: z.string().nullish(),
})

const metric = /^\s*([^:]{1,24}?)\s*:\s*(.{1,80}?)\s*$/
/** One a line, "+38 %: repeat orders in six months". */
const metrics = z
  .string()
  .nullish()
  .transform(value =>
    (value ?? '')
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== ''),
  )
  .refine(lines => lines.length <= 6, 'too-many')
  .refine(lines => lines.every(line => metric.test(line)), 'bad-metric')
  .transform(lines =>
    lines.map(line => {
      const [, value = '', label = ''] = metric.exec(line) ?? []
      return { value, label }
    }),
  )

const caseStudy = z.object({
  case: z.string().max(120).nullish(),
  locale: z.enum(['en', 'nl'], { error: 'choose' }),
  title: text(120),
  summary: optionalText(240),
  client: optionalText(120),
  challenge: optionalText(4000),
  approach: optionalText(4000),
  results: optionalText(4000),
  metrics,
  expertise: labels,
  services: labels,
  industry: optionalText(80),
  year: whole(1990, 2999),
  intent: z.string().nullish(),
})

export const directory = {
  saveListing: defineAction({
    accept: 'form',
    input: listing,
    handler: async (input, { locals }) => {
      const partner = partnerOf(locals)
      await perform(locals, 'directory.saveDraft', async cx => {
        const own = await ownListing(cx, partner)
        return saveDraft(cx, { partner, content: contentOf(own?.draft ?? own?.published ?? EMPTY_LISTING, input) })
      })
      if (input.intent !== 'publish') return '/partner/listing?done=draft-saved'
      return afterDraft('/partner/listing', async () => {
        const outcome = await perform(locals, 'directory.submit', cx => submit(cx, partner))
        return outcome === 'published' ? 'listing-published' : 'listing-submitted'
      })
    },
  }),
  confirmListing: defineAction({
    accept: 'form',
    handler: async (_, { locals }) => {
      await perform(locals, 'directory.confirm', cx => confirmListing(cx, partnerOf(locals)))
      return '/partner?done=listing-confirmed'
    },
  }),
  saveCase: defineAction({
    accept: 'form',
    input: caseStudy,
    handler: async (input, { locals }) => {
      const { case: which, intent, industry, ...content } = input
      const own = await perform(locals, 'directory.saveCase', async cx => {
        const before = which ? await ownCase(cx, which as CaseId) : null
        const cover = before?.draft?.cover ?? before?.published?.cover ?? null
        return saveCase(cx, {
          ...(which ? { case: which as CaseId } : {}),
          partner: partnerOf(locals),
          content: { ...content, industry: industry || null, cover },
        })
      })
      if (intent !== 'publish') return `/partner/cases/${own.id}?done=draft-saved`
      return afterDraft(`/partner/cases/${own.id}`, async () => {
        await perform(locals, 'directory.publishCase', cx => publishCase(cx, own.id))
        return 'case-published'
      })
    },
  }),
  withdrawCase: defineAction({
    accept: 'form',
    input: z.object({ case: id }),
    handler: async (input, { locals }) => {
      await perform(locals, 'directory.withdrawCase', cx => withdrawCase(cx, input.case as CaseId))
      return '/partner/cases?done=case-withdrawn'
    },
  }),
  hideListing: defineAction({
    accept: 'form',
    input: z.object({ partner: id, reason: text(1000) }),
    handler: async ({ partner, reason }, { locals }) => {
      await perform(locals, 'directory.hide', cx => hide(cx, { partner: partner as PartnerId, reason }))
      return `/admin/partners/${encodeURIComponent(partner)}?done=listing-hidden`
    },
  }),
  showListing: defineAction({
    accept: 'form',
    input: z.object({ partner: id }),
    handler: async ({ partner }, { locals }) => {
      await perform(locals, 'directory.show', cx => show(cx, partner as PartnerId))
      return `/admin/partners/${encodeURIComponent(partner)}?done=listing-shown`
    },
  }),
  decideListing: defineAction({
    accept: 'form',
    input: z.object({
      partner: id,
      decision: z.enum(['publish', 'give-back'], { error: 'choose' }),
      reason: optionalText(1000),
    }),
    handler: async ({ partner, decision, reason }, { locals }) => {
      await perform(locals, `directory.${decision}`, async cx => {
        const outcome =
          decision === 'publish'
            ? await publish(cx, partner as PartnerId)
            : await giveBack(cx, { partner: partner as PartnerId, reason })
        return outcome.ok ? ok(null) : refuse<string>(outcome.refusal)
      })
      return `/admin/partners/${encodeURIComponent(partner)}?done=${decision === 'publish' ? 'listing-published' : 'listing-returned'}`
    },
  }),
}

/** The draft is kept whatever becomes of its publication: a refusal is told on the draft's own page, and nobody writes it twice. */
async function afterDraft(path: string, publication: () => Promise<string>): Promise<string> {
  try {
    return `${path}?done=${await publication()}`
  } catch (error) {
    if (error instanceof ActionError && error.code === 'CONFLICT') return `${path}?refused=${error.message}`
    throw error
  }
}

const NOBODY = '' as PartnerId
/** The partner one works for; nobody's id otherwise, which every verb refuses. */
const partnerOf = (locals: App.Locals): PartnerId =>
  locals.actor.kind === 'user' ? (locals.actor.partner?.id ?? NOBODY) : NOBODY

function contentOf(before: ListingContent, input: z.infer<typeof listing>): ListingContent {
  const texts = (summary: string, description: string) => (summary || description ? { summary, description } : null)
  const en = texts(input['summary.en'], input['description.en'])
  const nl = texts(input['summary.nl'], input['description.nl'])
  return {
    ...before,
    locale: input.locale,
    texts: { ...(en ? { en } : {}), ...(nl ? { nl } : {}) },
    website: input.website || null,
    expertise: input.expertise,
    services: input.services,
    industries: input.industries,
    languages: input.languages,
    country: input.country || null,
    city: input.city || null,
    budget: input.budget,
    teamSize: input.teamSize,
    founded: input.founded,
    accepting: input.accepting,
    certified: input.certified ?? 0,
  }
}

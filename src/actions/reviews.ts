import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { type CustomerId, type PartnerId, parseId, type ReviewId } from '#kernel/id.ts'
import { type Month, parseMonth } from '#kernel/period.ts'
import { perform } from '#perform.ts'
import {
  changeReview,
  decide,
  REASONS,
  replyTo,
  type ReviewContent,
  type Stars,
  withdrawReview,
  writeReview,
} from '#reviews/index.ts'
import { box, id, optionalText, text, yesNo } from './field.ts'

const stars = z.enum(['1', '2', '3', '4', '5'], { error: 'choose' }).transform(value => Number(value) as Stars)
const maybeMonth = z
  .string()
  .nullish()
  .transform(value => value?.trim() || null)
  .refine(value => value === null || parseMonth(value).ok, 'bad-month')
  .transform(value => value as Month | null)

const fields = {
  overall: stars,
  title: text(120),
  challenge: text(4000),
  wentWell: text(4000),
  couldBeBetter: text(4000),
  from: maybeMonth,
  to: maybeMonth,
  role: text(80),
  consent: box,
  connection: yesNo,
  incentive: yesNo,
}
type Written = z.infer<z.ZodObject<typeof fields>>

function contentOf(input: Written, locals: App.Locals): ReviewContent {
  const name = locals.actor.kind === 'user' ? locals.actor.name : null
  return {
    overall: input.overall,
    sub: null,
    recommend: null,
    text: {
      language: locals.locale,
      title: input.title,
      challenge: input.challenge,
      wentWell: input.wentWell,
      couldBeBetter: input.couldBeBetter,
      text: '',
    },
    identity: { role: input.role, industry: null, companySize: null, shownAs: input.consent ? name : null },
    project: { from: input.from, to: input.to, budget: null, services: [] },
    declarations: { connection: input.connection, incentive: input.incentive },
  }
}

const customerOf = (locals: App.Locals): CustomerId =>
  (locals.actor.kind === 'user' ? locals.actor.customer : null) ?? ('' as CustomerId)

export const reviews = {
  write: defineAction({
    accept: 'form',
    input: z.object({ ...fields, partner: id }),
    handler: async ({ partner, ...input }, { locals }) => {
      const known = parseId<'partner'>(partner)
      await perform(locals, 'reviews.write', cx =>
        writeReview(cx, {
          customer: customerOf(locals),
          partner: known.ok ? known.value : ('' as PartnerId),
          content: contentOf(input, locals),
        }),
      )
      return '/account/reviews?done=review-sent'
    },
  }),
  change: defineAction({
    accept: 'form',
    input: z.object({ ...fields, review: id }),
    handler: async ({ review, ...input }, { locals }) => {
      await perform(locals, 'reviews.change', cx =>
        changeReview(cx, { review: review as ReviewId, content: contentOf(input, locals) }),
      )
      return '/account/reviews?done=review-sent'
    },
  }),
  withdraw: defineAction({
    accept: 'form',
    input: z.object({ review: id }),
    handler: async ({ review }, { locals }) => {
      await perform(locals, 'reviews.withdraw', cx => withdrawReview(cx, review as ReviewId))
      return '/account/reviews?done=review-withdrawn'
    },
  }),
  reply: defineAction({
    accept: 'form',
    input: z.object({ review: id, text: text(2000) }),
    handler: async ({ review, text: words }, { locals }) => {
      await perform(locals, 'reviews.reply', cx =>
        replyTo(cx, { review: review as ReviewId, text: words, language: locals.locale }),
      )
      return '/partner/reviews?done=reply-published'
    },
  }),
  decide: defineAction({
    accept: 'form',
    input: z.object({
      review: id,
      decision: z.enum(['publish', 'reject'], { error: 'choose' }),
      reason: z
        .enum(REASONS, { error: 'choose' })
        .nullish()
        .transform(value => value ?? null),
      facts: optionalText(2000),
    }),
    handler: async ({ review, decision, reason, facts }, { locals }) => {
      // A reason that was picked before "publish" was pressed belongs to no decision.
      await perform(locals, 'reviews.decide', cx =>
        decide(cx, { review: review as ReviewId, decision, reason: decision === 'reject' ? reason : null, facts }),
      )
      return `/admin/reviews?done=${decision === 'publish' ? 'review-published' : 'review-rejected'}`
    },
  }),
}

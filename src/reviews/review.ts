import type { BindingId, CustomerId, PartnerId, ReviewId } from '#kernel/id.ts'
import type { Month } from '#kernel/period.ts'

export const STARS = [1, 2, 3, 4, 5] as const
export type Stars = (typeof STARS)[number]
export const SUB_RATINGS = ['quality', 'communication', 'timeliness', 'value'] as const
export type SubRatings = { readonly [K in (typeof SUB_RATINGS)[number]]: Stars }
export const BUDGETS = ['under-5k', '5k-20k', '20k-50k', 'over-50k'] as const
export const SIZES = ['1-10', '11-50', '51-200', 'over-200'] as const

/** `held`, `masked` and `archived` belong to later rules; nothing here makes them yet, everything counts with them. */
export const STATES = [
  'submitted',
  'held',
  'published',
  'masked',
  'rejected',
  'removed',
  'withdrawn',
  'archived',
] as const
export type ReviewState = (typeof STATES)[number]

/** The closed list of RI-11: none of them is "negative" or "the partner disagrees". */
export const REASONS = [
  'personal_data',
  'illegal_or_hate',
  'threat',
  'obscene',
  'confidential',
  'promotional',
  'not_genuine',
  'wrong_partner',
  'duplicate',
  'conflict_of_interest',
  'incentivised_undisclosed',
] as const
export type Reason = (typeof REASONS)[number]
export const isReason = (text: string): text is Reason => (REASONS as readonly string[]).includes(text)

/** What the author writes besides the stars. `text` is free text of a replayed history; the form asks the three prompts. */
export type ReviewText = {
  readonly language: string
  readonly title: string
  readonly challenge: string
  readonly wentWell: string
  readonly couldBeBetter: string
  readonly text: string
}

/** How the author appears: role, industry (a slug of the directory's vocabulary) and size; the name only with consent. */
export type Identity = {
  readonly role: string
  readonly industry: string | null
  readonly companySize: (typeof SIZES)[number] | null
  /** Name and company, shown only because the author agreed; null otherwise. */
  readonly shownAs: string | null
}

export type Project = {
  readonly from: Month | null
  readonly to: Month | null
  readonly budget: (typeof BUDGETS)[number] | null
  readonly services: readonly string[]
}

/** RI-04: both are required; `null` is a missing answer. */
export type Declarations = { readonly connection: boolean | null; readonly incentive: boolean | null }

export type ReviewContent = {
  readonly overall: Stars
  readonly sub: SubRatings | null
  /** 0–10; 9 and 10 count as "would recommend". */
  readonly recommend: number | null
  readonly text: ReviewText
  readonly identity: Identity
  readonly project: Project
  readonly declarations: Declarations
}

export type Reply = {
  readonly text: string
  readonly language: string
  readonly at: Date
  readonly editedAt: Date | null
}

/** A published review as anyone may read it. */
export type PublicReview = {
  readonly id: ReviewId
  readonly partner: PartnerId
  readonly overall: Stars
  readonly sub: SubRatings | null
  readonly recommend: number | null
  readonly text: ReviewText
  readonly identity: Identity
  readonly project: Project
  readonly publishedAt: Date
  /** In the average and the histogram (reviews.md section 1, "counted"); if not, why. */
  readonly counted: boolean
  readonly notCounted: 'older' | 'incentivised' | null
  readonly incentivised: boolean
  /** RI-34: the experience is marked when the review is over 24 months old. */
  readonly old: boolean
  readonly reply: Reply | null
}

/** What the author sees of its own review, with the reason it was refused for. */
export type OwnReview = {
  readonly id: ReviewId
  readonly partner: PartnerId
  readonly customer: CustomerId
  readonly binding: BindingId
  readonly state: ReviewState
  readonly version: number
  readonly content: ReviewContent
  readonly submittedAt: Date
  readonly decidedAt: Date | null
  readonly reason: Reason | null
  readonly publishedAt: Date | null
  readonly reply: Reply | null
}

/** What a moderator decides on. It has no stars, sub-ratings or recommendation, by type (RI-10). */
export type QueueItem = {
  readonly id: ReviewId
  readonly partner: PartnerId
  readonly customer: CustomerId
  readonly binding: BindingId
  readonly version: number
  readonly text: ReviewText
  readonly identity: Identity
  readonly project: Project
  readonly declarations: Declarations
  readonly submittedAt: Date
}

export const TEXT_LIMITS = { title: 120, prompt: 4_000, reply: 2_000, role: 80, minimum: 20 } as const

export type ReviewRefusal =
  | 'bad-stars'
  | 'declaration-missing'
  | 'title-too-long'
  | 'text-too-long'
  | 'text-too-short'
  | 'bad-period'
  | 'incentivised'

/**
 * What keeps a review from being handed in. The same for every rating (RI-08): nothing here looks at the stars but to see
 * that they are whole stars. `minimum` is 0 for a replayed history, which carries only what was written.
 */
export function problemOf(content: ReviewContent, minimum: number, today: Month): ReviewRefusal | null {
  const { text, project, declarations } = content
  const prompts = [text.challenge, text.wentWell, text.couldBeBetter, text.text]
  const stars: number[] = [content.overall, ...(content.sub ? SUB_RATINGS.map(key => content.sub?.[key] ?? 0) : [])]
  if (!stars.every(value => STARS.some(star => star === value))) return 'bad-stars'
  const recommend = content.recommend
  if (recommend !== null && !(Number.isInteger(recommend) && recommend >= 0 && recommend <= 10)) return 'bad-stars'
  if (declarations.connection === null || declarations.incentive === null) return 'declaration-missing'
  if ([...text.title].length > TEXT_LIMITS.title || [...content.identity.role].length > TEXT_LIMITS.role)
    return 'title-too-long'
  if (prompts.some(prompt => [...prompt].length > TEXT_LIMITS.prompt)) return 'text-too-long'
  if ([...prompts.join('').trim()].length < minimum) return 'text-too-short'
  if (project.from !== null && project.to !== null && project.from > project.to) return 'bad-period'
  if (project.from !== null && project.from > today) return 'bad-period'
  return null
}

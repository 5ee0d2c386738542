import * as attribution from '#attribution/index.ts'
import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { type Actor, actorName, actsForCustomer, actsForPartner, isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { canonical } from '#kernel/json.ts'
import { type CustomerId, newId, type PartnerId, type ReviewId } from '#kernel/id.ts'
import { dayOf, monthOf } from '#kernel/period.ts'
import { type Ok, type Result, ok, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import * as settings from '#settings/index.ts'
import { type Engagement, engagementToReview, type NotEligible } from './eligibility.ts'
import * as live from './live.store.ts'
import { type OwnReview, problemOf, type ReviewContent, type ReviewRefusal, TEXT_LIMITS } from './review.ts'
import { lengthOf } from './showing.ts'
import { type Reason, isReason, statementOf } from './statement.ts'
import * as store from './store.ts'

type MayReview = 'anonymous' | 'not-allowed' | 'unknown-partner' | 'unknown-customer' | 'insider' | NotEligible

/** Asked by the form before it opens, and by `writeReview` again: which engagement the review would be about. */
export async function mayReview(
  cx: Cx,
  { customer, partner }: { customer: CustomerId; partner: PartnerId },
): Promise<Result<Engagement, MayReview>> {
  if (cx.actor.kind === 'visitor') return refuse('anonymous')
  if (!actsForCustomer(cx.actor, customer)) return refuse('not-allowed')
  const firm = await partners.findPartner(cx, partner)
  if (!firm) return refuse('unknown-partner')
  const client = await attribution.findCustomer(cx, customer)
  if (!client) return refuse('unknown-customer')
  if (isInsider(cx.actor, firm, client)) return refuse('insider')
  const reviewed = await store.reviewedBindings(cx, customer, firm.id)
  const zones = new Map((await programs.listPrograms(cx)).map(program => [program.key, program.timeZone]))
  const engagements = (await attribution.historyOf(cx, customer))
    .filter(binding => binding.partner === firm.id)
    .map(({ id, from, until, program }) => ({
      binding: id,
      from,
      until,
      timeZone: zones.get(program) ?? 'UTC',
      reviewed: reviewed.has(id),
    }))
  return engagementToReview(engagements, cx.now, {
    minBindingDays: await settings.get(cx, 'review.min_binding_days'),
    maxDaysAfterEnd: await settings.get(cx, 'review.max_days_after_end'),
  })
}

/** RI-03: the partner's own people, the operator's, and whoever shares the partner's domain; free-mail domains do not count. */
function isInsider(actor: Actor, partner: partners.Partner, customer: attribution.Customer): boolean {
  if (attribution.selfDealing(partner, customer)) return true
  if (actor.kind !== 'user') return false
  if (actor.staff.length > 0 || actor.partner?.id === partner.id) return true
  return attribution.selfDealing(partner, { ...customer, domain: null, email: actor.email })
}

/**
 * A bound customer's user hands in a review; a moderator decides before anyone reads it. `id` is the caller's own (a replayed
 * history), which also carries nothing but stars and text. Refuses by RI-01 to RI-04.
 */
export async function writeReview(
  cx: Cx,
  input: { id?: ReviewId; customer: CustomerId; partner: PartnerId; content: ReviewContent },
): Promise<Result<OwnReview, MayReview | 'id-conflict' | ReviewRefusal>> {
  if (input.id !== undefined && actsForCustomer(cx.actor, input.customer)) {
    const again = await toldBefore(cx, input.id, input)
    if (again) return again
  }
  const engagement = await mayReview(cx, input)
  if (!engagement.ok) return engagement
  const problem = problemOf(input.content, minimumFor(cx.actor), monthOf(dayOf(cx.now, engagement.value.timeZone)))
  if (problem) return refuse(problem)
  const id = input.id ?? newId<'review'>('rev')
  await store.keepReview(cx, {
    id,
    partner: input.partner,
    customer: input.customer,
    binding: engagement.value.binding,
    author: cx.actor.kind === 'user' ? cx.actor.user : null,
    authorEmail: cx.actor.kind === 'user' ? cx.actor.email : null,
    state: 'submitted',
    version: 1,
    liveVersion: null,
    overall: null,
    incentivised: false,
    length: 0,
    submittedAt: cx.now,
    decidedAt: null,
    publishedAt: null,
  })
  await store.addVersion(cx, id, 1, input.content)
  await audit.note(cx, { verb: 'review.write', subject: id, detail: { partner: input.partner, version: 1 } })
  return ownReview(cx, id)
}

/** The same review under the same id has no effect; another one under it is a conflict. Null: the id is free. */
async function toldBefore(
  cx: Cx,
  id: ReviewId,
  { customer, partner, content }: { customer: CustomerId; partner: PartnerId; content: ReviewContent },
): Promise<Result<OwnReview, 'id-conflict'> | null> {
  if (!(await store.loadReview(cx, id))) return null
  const own = await ownReview(cx, id)
  const first = await store.loadVersion(cx, id, 1)
  const same = own.value.customer === customer && own.value.partner === partner && first !== null
  return same && canonical(first.content) === canonical(content) ? own : refuse('id-conflict')
}

/**
 * The author changes its review: a new version that is decided anew, while the one in force stays up (RI-02, RI-37). A version
 * that still waited is replaced by this one.
 */
export async function changeReview(
  cx: Cx,
  { review, content }: { review: ReviewId; content: ReviewContent },
): Promise<
  Result<OwnReview, 'not-allowed' | 'unknown-review' | 'withdrawn' | 'too-late' | 'too-new' | 'removed' | ReviewRefusal>
> {
  const kept = await store.loadReview(cx, review)
  if (!kept || !actsForCustomer(cx.actor, kept.customer)) return refuse('unknown-review')
  if (kept.state === 'withdrawn' || kept.state === 'removed') return refuse(kept.state)
  const [binding] = (await attribution.historyOf(cx, kept.customer)).filter(b => b.id === kept.binding)
  if (!binding) return refuse('not-allowed')
  const again = engagementToReview(
    [{ binding: binding.id, from: binding.from, until: binding.until, timeZone: 'UTC', reviewed: false }],
    cx.now,
    { minBindingDays: 0, maxDaysAfterEnd: await settings.get(cx, 'review.max_days_after_end') },
  )
  if (!again.ok) return refuse(again.refusal === 'too-late' ? 'too-late' : 'too-new')
  const problem = problemOf(content, minimumFor(cx.actor), monthOf(dayOf(cx.now, 'UTC')))
  if (problem) return refuse(problem)
  const closed = { state: 'withdrawn', decidedAt: cx.now.getTime(), decidedBy: actorName(cx.actor) } as const
  await store.closeVersion(cx, review, kept.version, closed)
  const version = kept.version + 1
  await store.addVersion(cx, review, version, content)
  await store.keepReview(cx, { ...kept, version, state: kept.liveVersion === null ? 'submitted' : kept.state })
  await audit.note(cx, { verb: 'review.change', subject: review, detail: { version } })
  return ownReview(cx, review)
}

/** The author takes its review back: it leaves the list and the numbers, and stays in the books (RI-37). */
export async function withdrawReview(cx: Cx, review: ReviewId): Promise<Result<null, 'unknown-review' | 'withdrawn'>> {
  const kept = await store.loadReview(cx, review)
  if (!kept || !actsForCustomer(cx.actor, kept.customer)) return refuse('unknown-review')
  if (kept.state === 'withdrawn') return refuse('withdrawn')
  const closed = { state: 'withdrawn', decidedAt: cx.now.getTime(), decidedBy: actorName(cx.actor) } as const
  await store.closeVersion(cx, review, kept.version, closed)
  await store.keepReview(cx, { ...kept, state: 'withdrawn' })
  await audit.note(cx, { verb: 'review.withdraw', subject: review })
  await changed(cx, kept.partner)
  return ok(null)
}

/**
 * A moderator publishes or rejects the version that waits, without having seen its stars (RI-10). A rejection needs a reason of
 * the closed list (RI-11) and sends the author a statement of reasons in the same transaction (RI-14).
 */
export async function decide(
  cx: Cx,
  input: { review: ReviewId; decision: 'publish' | 'reject'; reason?: string | null; facts?: string },
): Promise<
  Result<
    OwnReview,
    'not-allowed' | 'unknown-review' | 'already-decided' | 'reason-missing' | 'bad-reason' | 'conflict-of-interest'
  >
> {
  if (!isStaff(cx.actor, 'moderator')) return refuse('not-allowed')
  const kept = await store.loadReview(cx, input.review)
  if (!kept) return refuse('unknown-review')
  if (cx.actor.kind === 'user' && cx.actor.user === kept.author) return refuse('conflict-of-interest')
  const reason = input.reason || null
  if (input.decision === 'reject' && reason === null) return refuse('reason-missing')
  if (reason !== null && !isReason(reason)) return refuse('bad-reason')
  const waiting = await store.loadVersion(cx, kept.id, kept.version)
  if (waiting?.state !== 'submitted') return refuse('already-decided')
  return input.decision === 'publish' || reason === null
    ? publishVersion(cx, kept, waiting.content)
    : rejectVersion(cx, kept, waiting.content, reason, input.facts?.trim() ?? '')
}

async function publishVersion(cx: Cx, kept: store.Kept, content: ReviewContent): Promise<Ok<OwnReview>> {
  const decided = { decidedAt: cx.now.getTime(), decidedBy: actorName(cx.actor) }
  await store.closeVersion(cx, kept.id, kept.version, { state: 'published', ...decided })
  await store.keepReview(cx, {
    ...kept,
    state: 'published',
    liveVersion: kept.version,
    overall: content.overall,
    incentivised: content.declarations.incentive === true,
    length: lengthOf(content),
    decidedAt: cx.now,
    publishedAt: cx.now,
  })
  await audit.note(cx, { verb: 'review.publish', subject: kept.id, detail: { version: kept.version } })
  const firm = await partners.findPartner(cx, kept.partner)
  const params = { partner: firm?.name ?? '', path: `/partners/${firm?.slug ?? kept.partner}#reviews` }
  await tell(cx, kept.authorEmail, 'review-published', content.text.language, params)
  await tell(cx, firm?.email ?? null, 'review-received', content.text.language, params)
  await changed(cx, kept.partner)
  return ownReview(cx, kept.id)
}

async function rejectVersion(
  cx: Cx,
  kept: store.Kept,
  content: ReviewContent,
  reason: Reason,
  facts: string,
): Promise<Ok<OwnReview>> {
  const statement = statementOf({ reason, facts, decidedAt: cx.now })
  await store.closeVersion(cx, kept.id, kept.version, {
    state: 'rejected',
    decidedAt: cx.now.getTime(),
    decidedBy: actorName(cx.actor),
    reason,
    statement: JSON.stringify(statement),
  })
  await store.keepReview(cx, { ...kept, state: kept.liveVersion === null ? 'rejected' : kept.state, decidedAt: cx.now })
  await audit.note(cx, { verb: 'review.reject', subject: kept.id, reason, detail: { version: kept.version } })
  const firm = await partners.findPartner(cx, kept.partner)
  const params = {
    partner: firm?.name ?? '',
    reason,
    facts: facts || '–',
    clause: statement.clause,
    until: statement.appealUntil,
  }
  const client = kept.authorEmail ?? (await attribution.findCustomer(cx, kept.customer))?.email ?? null
  await tell(cx, client, 'review-rejected', content.text.language, params)
  return ownReview(cx, kept.id)
}

/** RI-36: one public reply a review, by the partner's editor or owner; it may be edited until 14 days after it was first given. */
export async function replyTo(
  cx: Cx,
  input: { review: ReviewId; text: string; language: string },
): Promise<Result<null, 'unknown-review' | 'not-published' | 'text-missing' | 'text-too-long' | 'reply-too-late'>> {
  const kept = await store.loadReview(cx, input.review)
  if (!kept || !actsForPartner(cx.actor, kept.partner, 'editor')) return refuse('unknown-review')
  if (kept.state !== 'published') return refuse('not-published')
  const text = input.text.trim()
  if (text === '') return refuse('text-missing')
  if ([...text].length > TEXT_LIMITS.reply) return refuse('text-too-long')
  const before = await live.loadReply(cx, kept.id)
  if (before && Date.parse(dayOf(cx.now, 'UTC')) - Date.parse(dayOf(before.at, 'UTC')) > 14 * 86_400_000)
    return refuse('reply-too-late')
  await live.addReply(cx, kept.id, actorName(cx.actor), text, input.language)
  await audit.note(cx, { verb: 'review.reply', subject: kept.id })
  if (!before) {
    const firm = await partners.findPartner(cx, kept.partner)
    const params = { partner: firm?.name ?? '', path: `/partners/${firm?.slug ?? kept.partner}#reviews` }
    await tell(cx, kept.authorEmail, 'review-replied', input.language, params)
  }
  await changed(cx, kept.partner)
  return ok(null)
}

/** A history carries only what was written; in the form everybody writes at least one sentence, whatever the stars (RI-08). */
const minimumFor = (actor: Actor): number => (actor.kind === 'system' ? 0 : TEXT_LIMITS.minimum)

async function tell(cx: Cx, to: string | null, template: string, language: string, params: Record<string, string>) {
  if (to !== null) await outbox.sendMail(cx, { to, template, locale: language === 'nl' ? 'nl' : 'en', params })
}

async function changed(cx: Cx, partner: PartnerId): Promise<void> {
  await outbox.enqueue(cx, 'search.partner', partner, { key: `search.partner:${partner}` })
  await settings.raiseContentVersion(cx)
}

async function ownReview(cx: Cx, id: ReviewId): Promise<Ok<OwnReview>> {
  const [own] = await store.loadOwn(cx, { id })
  assert(own, 'a review that was just kept is there')
  return ok(own)
}

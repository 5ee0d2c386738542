import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actorName, actsForPartner, isStaff } from '#kernel/actor.ts'
import { newId, type PartnerId, type UserId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { mayAsk, minutesFit, type RequestKind } from './entitlement.ts'
import { managerOf } from './manager.verbs.ts'
import * as store from './request.store.ts'
import type { PartnerRequest } from './request.store.ts'

export { mayAsk, REQUEST_KINDS, type RequestKind, SESSION_MINUTES } from './entitlement.ts'
export type { PartnerRequest } from './request.store.ts'

export const MAX_SUBJECT = 200
export const MAX_TEXT = 4_000

/**
 * A person of a partner asks something of its manager: a question, a session of at most 20 minutes, or marketing led by the
 * operator. What its tier does not have, and a session of 21 minutes, is refused `not-eligible` (SIM-3).
 */
export async function ask(
  cx: Cx,
  wish: {
    readonly partner: PartnerId
    readonly kind: RequestKind
    readonly subject: string
    readonly text: string
    readonly minutes?: number | null
  },
): Promise<
  Result<PartnerRequest, 'not-allowed' | 'unknown-partner' | 'text-missing' | 'text-too-long' | 'not-eligible'>
> {
  if (!actsForPartner(cx.actor, wish.partner)) return refuse('not-allowed')
  if (!(await partners.findPartner(cx, wish.partner))) return refuse('unknown-partner')
  const [subject, text] = [wish.subject.trim(), wish.text.trim()]
  if (subject === '' || text === '') return refuse('text-missing')
  if (subject.length > MAX_SUBJECT || text.length > MAX_TEXT) return refuse('text-too-long')
  const minutes = wish.minutes ?? null
  const benefits = (await partners.benefitsOf(cx, [wish.partner])).get(wish.partner) ?? []
  if (!mayAsk(benefits, wish.kind) || !minutesFit(wish.kind, minutes)) return refuse('not-eligible')
  const request: PartnerRequest = {
    id: newId<'request'>('req'),
    partner: wish.partner,
    kind: wish.kind,
    minutes,
    subject,
    text,
    askedAt: cx.now,
    askedBy: actorName(cx.actor),
    manager: (await managerOf(cx, wish.partner))?.id ?? null,
    answer: null,
    answeredAt: null,
    answeredBy: null,
  }
  await store.keepRequest(cx, request)
  await audit.note(cx, { verb: 'request.ask', subject: wish.partner, detail: { request: request.id, kind: wish.kind } })
  await outbox.enqueue(cx, 'request.asked', request.id)
  return ok(request)
}

/** Partner managers and the owner answer, whoever's request it is: somebody may be away. An answer stands. */
export async function answer(
  cx: Cx,
  wish: { readonly request: string; readonly answer: string },
): Promise<Result<null, 'not-allowed' | 'unknown-request' | 'text-missing' | 'text-too-long' | 'already-answered'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const request = await store.loadRequest(cx, wish.request)
  if (!request) return refuse('unknown-request')
  const text = wish.answer.trim()
  if (text === '') return refuse('text-missing')
  if (text.length > MAX_TEXT) return refuse('text-too-long')
  if (request.answer !== null) return request.answer === text ? ok(null) : refuse('already-answered')
  await store.keepAnswer(cx, request.id, text, actorName(cx.actor))
  await audit.note(cx, { verb: 'request.answer', subject: request.partner, detail: { request: request.id } })
  await outbox.enqueue(cx, 'request.answered', request.id)
  return ok(null)
}

/** Requests of a partner for its people, of all for staff; `manager`: those that went to that person, or to nobody in particular. */
export async function requestsOf(
  cx: Cx,
  o: {
    readonly partner?: PartnerId
    readonly manager?: UserId
    readonly open?: boolean
    readonly after?: string | null
    readonly limit?: number
  },
): Promise<PartnerRequest[]> {
  const partner = o.partner ?? null
  if (!isStaff(cx.actor) && (partner === null || !actsForPartner(cx.actor, partner))) return []
  const after = o.after ? await store.loadRequest(cx, o.after) : null
  return store.loadRequests(cx, {
    partner,
    manager: o.manager ?? null,
    open: o.open ?? false,
    after,
    limit: o.limit ?? 50,
  })
}

export async function findRequest(cx: Cx, id: string): Promise<PartnerRequest | null> {
  const request = await store.loadRequest(cx, id)
  return request && (isStaff(cx.actor) || actsForPartner(cx.actor, request.partner)) ? request : null
}

/** How many wait for an answer, for staff. */
export const countOpenRequests = async (cx: Cx): Promise<number> => (isStaff(cx.actor) ? store.countOpen(cx) : 0)

import type { Cx } from '#db/client.ts'
import * as audit from '#audit/index.ts'
import { actsForCustomer, actsForPartner, isStaff } from '#kernel/actor.ts'
import { type CaseId, type CustomerId, newId, type PartnerId, slugOf } from '#kernel/id.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import * as cases from './case.store.ts'
import { type CaseContent, type CaseRefusal, type OwnCase, publishableCase, savableCase } from './case-study.ts'
import { changed } from './listing.verbs.ts'

/**
 * The partner's editor or owner keeps a case as a draft; with `case` it changes that one, whose published text stays.
 * The address is made of the title when the case is new, and kept from then on.
 */
export async function saveCase(
  cx: Cx,
  input: {
    case?: CaseId | undefined
    partner: PartnerId
    content: CaseContent
    customer?: CustomerId | null | undefined
  },
): Promise<Result<OwnCase, 'not-allowed' | 'unknown-partner' | 'unknown-case' | CaseRefusal>> {
  if (!actsForPartner(cx.actor, input.partner, 'editor')) return refuse('not-allowed')
  const savable = savableCase(input.content, cx.now.getUTCFullYear())
  if (!savable.ok) return savable
  const before = input.case === undefined ? null : await cases.loadCase(cx, input.case)
  if (input.case !== undefined && before?.partner !== input.partner) return refuse('unknown-case')
  if (!before && !(await partners.findPartner(cx, input.partner))) return refuse('unknown-partner')
  const own: OwnCase = before
    ? { ...before, draft: input.content, customer: input.customer === undefined ? before.customer : input.customer }
    : {
        id: newId<'case'>('case'),
        partner: input.partner,
        slug: await freeSlug(cx, input.content.title),
        draft: input.content,
        published: null,
        publishedAt: null,
        confirmedAt: null,
        customer: input.customer ?? null,
      }
  await cases.keepCase(cx, own)
  return ok(own)
}

/** Publishes the draft: challenge, approach, results and a figure must be there. A changed text must be confirmed by the customer anew. */
export async function publishCase(
  cx: Cx,
  id: CaseId,
): Promise<Result<OwnCase, 'not-allowed' | 'unknown-case' | 'nothing-to-publish' | CaseRefusal>> {
  const own = await cases.loadCase(cx, id)
  if (!own || !actsForPartner(cx.actor, own.partner, 'editor')) return refuse(own ? 'not-allowed' : 'unknown-case')
  if (!own.draft) return refuse('nothing-to-publish')
  const ready = publishableCase(own.draft, cx.now.getUTCFullYear())
  if (!ready.ok) return ready
  const next: OwnCase = {
    ...own,
    published: ready.value,
    draft: null,
    publishedAt: own.publishedAt ?? cx.now,
    confirmedAt: own.published ? null : own.confirmedAt,
  }
  await cases.keepCase(cx, next)
  await audit.note(cx, { verb: 'case.publish', subject: id, detail: { partner: own.partner } })
  await changed(cx, own.partner)
  return ok(next)
}

/** Takes a case off the site; what was published becomes the draft again. A draft that was never published is thrown away. */
export async function withdrawCase(cx: Cx, id: CaseId): Promise<Result<null, 'not-allowed' | 'unknown-case'>> {
  const own = await cases.loadCase(cx, id)
  if (!own) return refuse('unknown-case')
  if (!actsForPartner(cx.actor, own.partner, 'editor') && !isStaff(cx.actor, 'partner-manager'))
    return refuse('not-allowed')
  if (!own.published) {
    await cases.dropCase(cx, id)
    return ok(null)
  }
  await cases.keepCase(cx, {
    ...own,
    draft: own.draft ?? own.published,
    published: null,
    publishedAt: null,
    confirmedAt: null,
  })
  await audit.note(cx, { verb: 'case.withdraw', subject: id, detail: { partner: own.partner } })
  await changed(cx, own.partner)
  return ok(null)
}

/** The customer of a published case says that it is true; nobody else can. */
export async function confirmCase(
  cx: Cx,
  id: CaseId,
): Promise<Result<null, 'not-allowed' | 'unknown-case' | 'not-published'>> {
  const own = await cases.loadCase(cx, id)
  if (!own) return refuse('unknown-case')
  if (own.customer === null || !actsForCustomer(cx.actor, own.customer)) return refuse('not-allowed')
  if (!own.published) return refuse('not-published')
  await cases.keepCase(cx, { ...own, confirmedAt: cx.now })
  await audit.note(cx, { verb: 'case.confirm', subject: id, detail: { partner: own.partner } })
  await changed(cx, own.partner)
  return ok(null)
}

async function freeSlug(cx: Cx, title: string): Promise<string> {
  // A title over the length of an address is cut at a word.
  const whole = slugOf(title) || 'case'
  const wanted = whole.length < 60 ? whole : whole.slice(0, whole.lastIndexOf('-'))
  const taken = await cases.slugsLike(cx, wanted)
  if (!taken.has(wanted)) return wanted
  for (let i = 2; ; i++) if (!taken.has(`${wanted}-${i}`)) return `${wanted}-${i}`
}

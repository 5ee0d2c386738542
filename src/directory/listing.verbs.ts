import type { Cx } from '#db/client.ts'
import * as audit from '#audit/index.ts'
import { actorName, actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as settings from '#settings/index.ts'
import { type Label, labelSlug } from './label.ts'
import { EMPTY_LISTING, type ListingContent, type ListingRefusal, problemsOf, readyToPublish } from './listing.ts'
import * as store from './store.ts'

const CHUNK = 1_000
/** The word by which terms oblige partners to keep their listing true (SIM-11): publishing and confirming it both meet that. */
export const CONFIRMATION = 'listing-confirmation'

/** Whatever a visitor can see of a partner changed: search hears of it and kept pages are made again, in the same transaction. */
export async function changed(cx: Cx, ...found: PartnerId[]): Promise<void> {
  for (const partner of found) await outbox.enqueue(cx, 'search.partner', partner, { key: `search.partner:${partner}` })
  await settings.raiseContentVersion(cx)
}

/**
 * The partner's editor or owner keeps a draft; what is published stays as it is. Refuses the first problem of `problemsOf`
 * and labels that the vocabulary does not know.
 */
export async function saveDraft(
  cx: Cx,
  { partner, content }: { partner: PartnerId; content: ListingContent },
): Promise<Result<ListingContent, 'not-allowed' | 'unknown-partner' | 'unknown-label' | ListingRefusal>> {
  if (!actsForPartner(cx.actor, partner, 'editor') && !isStaff(cx.actor, 'partner-manager'))
    return refuse('not-allowed')
  if (!(await partners.findPartner(cx, partner))) return refuse('unknown-partner')
  const [problem] = problemsOf(content, cx.now.getUTCFullYear())
  if (problem) return refuse(problem.refusal)
  const kept = (await store.loadListing(cx, partner)) ?? store.emptyKept(partner)
  if (!(await labelsKnown(cx, content))) return refuse('unknown-label')
  await store.keepListing(cx, { ...kept, draft: content, submittedAt: null, returnedReason: null })
  return ok(content)
}

/**
 * Hands the draft in. While `listing.publish_at_once` is on, an active partner's listing that passes the checks is
 * published in the same act; otherwise it waits for a partner manager.
 */
export async function submit(
  cx: Cx,
  partner: PartnerId,
): Promise<Result<'submitted' | 'published', 'not-allowed' | 'nothing-to-publish' | ListingRefusal>> {
  if (!actsForPartner(cx.actor, partner, 'editor')) return refuse('not-allowed')
  const kept = await store.loadListing(cx, partner)
  if (!kept?.draft) return refuse('nothing-to-publish')
  const ready = readyToPublish(kept.draft, cx.now.getUTCFullYear())
  if (!ready.ok) return ready
  const atOnce =
    (await settings.get(cx, 'listing.publish_at_once')) && (await activePartners(cx, [partner])).has(partner)
  if (!atOnce) {
    await store.keepListing(cx, { ...kept, submittedAt: cx.now })
    return ok('submitted')
  }
  await putOut(cx, kept, kept.draft)
  return ok('published')
}

/** A partner manager publishes what was submitted. */
export async function publish(
  cx: Cx,
  partner: PartnerId,
): Promise<Result<'published', 'not-allowed' | 'nothing-to-publish' | ListingRefusal>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const kept = await store.loadListing(cx, partner)
  if (!kept?.draft || (kept.submittedAt === null && cx.actor.kind !== 'system')) return refuse('nothing-to-publish')
  const ready = readyToPublish(kept.draft, cx.now.getUTCFullYear())
  if (!ready.ok) return ready
  await putOut(cx, kept, kept.draft)
  return ok('published')
}

/** A partner manager gives a submitted listing back, with a reason that the partner reads beside its draft. */
export async function giveBack(
  cx: Cx,
  { partner, reason }: { partner: PartnerId; reason: string },
): Promise<Result<null, 'not-allowed' | 'nothing-to-publish' | 'reason-missing'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const kept = await store.loadListing(cx, partner)
  if (!kept?.submittedAt) return refuse('nothing-to-publish')
  if (reason.trim() === '') return refuse('reason-missing')
  await store.keepListing(cx, { ...kept, submittedAt: null, returnedReason: reason.trim() })
  await audit.note(cx, { verb: 'listing.give-back', subject: partner, reason: reason.trim() })
  return ok(null)
}

/** The partner says that all of it is still true: the profile shows the date. */
export async function confirmListing(
  cx: Cx,
  partner: PartnerId,
): Promise<Result<null, 'not-allowed' | 'not-published'>> {
  if (!actsForPartner(cx.actor, partner, 'editor')) return refuse('not-allowed')
  const kept = await store.loadListing(cx, partner)
  if (!kept?.published) return refuse('not-published')
  await store.keepListing(cx, { ...kept, confirmedAt: cx.now })
  await partners.meetObligation(cx, partner, [CONFIRMATION])
  await changed(cx, partner)
  return ok(null)
}

async function putOut(cx: Cx, kept: store.Kept, content: ListingContent): Promise<void> {
  const version = kept.version + 1
  await store.keepListing(cx, {
    ...kept,
    published: content,
    draft: null,
    submittedAt: null,
    returnedReason: null,
    listedAt: kept.listedAt ?? cx.now,
    publishedAt: cx.now,
    confirmedAt: cx.now,
    version,
  })
  await store.keepVersions(cx, actorName(cx.actor), [{ partner: kept.partner, version, content }])
  await audit.note(cx, { verb: 'listing.publish', subject: kept.partner, detail: { version } })
  await partners.meetObligation(cx, kept.partner, [CONFIRMATION])
  await changed(cx, kept.partner)
}

/** Takes a listing out of the directory without ending the partner's membership; its page answers 410 until it is shown again. */
export async function hide(
  cx: Cx,
  { partner, reason }: { partner: PartnerId; reason: string },
): Promise<Result<null, 'not-allowed' | 'not-published' | 'reason-missing'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (reason.trim() === '') return refuse('reason-missing')
  const kept = await store.loadListing(cx, partner)
  if (!kept?.published) return refuse('not-published')
  await store.keepListing(cx, { ...kept, hiddenAt: cx.now, hiddenReason: reason.trim() })
  await audit.note(cx, { verb: 'listing.hide', subject: partner, reason: reason.trim() })
  await changed(cx, partner)
  return ok(null)
}

export async function show(cx: Cx, partner: PartnerId): Promise<Result<null, 'not-allowed' | 'not-hidden'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const kept = await store.loadListing(cx, partner)
  if (!kept?.hiddenAt) return refuse('not-hidden')
  await store.keepListing(cx, { ...kept, hiddenAt: null, hiddenReason: null })
  await audit.note(cx, { verb: 'listing.show', subject: partner })
  await changed(cx, partner)
  return ok(null)
}

/** A row of partners.csv as far as the listing goes; labels are free text and join the vocabulary. Undefined: not told. */
export type ImportedListing = {
  readonly partner: PartnerId
  readonly website?: string | undefined
  readonly summary?: string | undefined
  readonly description?: string | undefined
  readonly expertise?: readonly string[] | undefined
  readonly services?: readonly string[] | undefined
  readonly industries?: readonly string[] | undefined
  readonly languages?: readonly string[] | undefined
  readonly country?: string | undefined
  readonly city?: string | undefined
  readonly acceptingClients?: boolean | undefined
}

/**
 * Publishes many listings at once, for partners that exist already. What the file does not tell stays as it was; the same
 * rows again change nothing. The operator answers for an import: the length limits of the partner's own form do not apply.
 */
export async function importListings(
  cx: Cx,
  rows: readonly ImportedListing[],
): Promise<Result<{ readonly published: number; readonly unchanged: number }, 'not-allowed'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const labels = new Map<string, Label>()
  const slugs = (kind: Label['kind'], texts: readonly string[]) => [
    ...new Set(
      texts.flatMap(text => {
        const words = text.trim()
        if (words === '') return []
        const slug = labelSlug(words)
        if (!labels.has(`${kind} ${slug}`))
          labels.set(`${kind} ${slug}`, { kind, slug, en: words, nl: words, synonyms: [] })
        return [slug]
      }),
    ),
  ]
  let published = 0
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK)
    const before = new Map(
      (
        await store.loadListings(
          cx,
          chunk.map(row => row.partner),
        )
      ).map(kept => [kept.partner, kept]),
    )
    const news = chunk.flatMap(row => {
      const kept = before.get(row.partner)
      const old = kept?.published ?? EMPTY_LISTING
      const texts = old.texts[old.locale]
      const content: ListingContent = {
        ...old,
        texts: {
          ...old.texts,
          [old.locale]: {
            summary: row.summary ?? texts?.summary ?? '',
            description: row.description ?? texts?.description ?? '',
          },
        },
        website: row.website === undefined ? old.website : row.website || null,
        expertise: row.expertise === undefined ? old.expertise : slugs('expertise', row.expertise),
        services: row.services === undefined ? old.services : slugs('service', row.services),
        industries: row.industries === undefined ? old.industries : slugs('industry', row.industries),
        languages: row.languages ?? old.languages,
        country: row.country === undefined ? old.country : row.country || null,
        city: row.city === undefined ? old.city : row.city || null,
        accepting: row.acceptingClients ?? old.accepting,
      }
      const same = kept?.published && JSON.stringify(content) === JSON.stringify(kept.published)
      return same ? [] : [{ partner: row.partner, version: (kept?.version ?? 0) + 1, content }]
    })
    if (news.length > 0) {
      await store.keepImported(cx, news)
      await store.keepVersions(cx, actorName(cx.actor), news)
      await changed(cx, ...news.map(item => item.partner))
      published += news.length
    }
    await new Promise(resolve => setImmediate(resolve))
  }
  await store.keepLabels(cx, [...labels.values()])
  if (published > 0) await audit.note(cx, { verb: 'listing.import', subject: 'partners.csv', detail: { published } })
  return ok({ published, unchanged: rows.length - published })
}

async function labelsKnown(cx: Cx, content: ListingContent): Promise<boolean> {
  const known = new Set((await store.loadLabels(cx)).map(label => `${label.kind} ${label.slug}`))
  return store.labelsOf(content).every(({ kind, slug }) => known.has(`${kind} ${slug}`))
}

/**
 * Of these, the partners that nobody suspended or delisted and whose listing does not rest, because what brings it has ended
 * (COP-13). Listed means: published, not hidden, and active.
 */
export async function activePartners(cx: Cx, found: readonly PartnerId[]): Promise<Set<PartnerId>> {
  const states = await partners.statesOf(cx, found)
  const resting = await partners.resting(cx, found)
  return new Set(found.filter(id => states.get(id) === 'active' && !resting.has(id)))
}

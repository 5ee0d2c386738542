import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import { type ContactFault, plainContact } from '#kernel/contact.ts'
import { type PartnerId, type ProgramKey, parseId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as programs from '#programs/index.ts'
import * as settings from '#settings/index.ts'
import { agrees, declarationOf, type PartnerDraft } from './draft.ts'
import { joiningOf } from './joining.ts'
import { freeSlug, isSlug, stemOf } from './slug.ts'
import { activeOn, agreedAt, type Member, type Membership } from './standing.ts'
import * as store from './store.ts'
import type { Partner } from './store.ts'
import { keepSpans } from './tier.store.ts'
import { watchPartner, watchProgram } from './task-turn.verbs.ts'
import { todayIn } from './tier.verbs.ts'

export type { PartnerDraft, PartnerRow } from './draft.ts'
export { type Benefit, benefitOn, type Election } from './election.ts'
export * from './election.verbs.ts'
export * from './import.verbs.ts'
export { expiryOf, INVITATION_DAYS, isGood } from './invitation.ts'
export { keepListingRest, listingMoved, resting } from './listing-rest.verbs.ts'
export * from './people.verbs.ts'
export {
  activeOn,
  agreedAt,
  type Member,
  type Membership,
  membershipIn,
  type StandingChange,
  type State,
  stateOn,
} from './standing.ts'
export * from './standing.verbs.ts'
export type { Partner } from './store.ts'
export * from './benefit.verbs.ts'
export * from './task.verbs.ts'
export {
  beginsOn,
  keptUntil,
  keyMeant,
  ladder,
  lowestTier,
  spanOn,
  type TierGround,
  type TierSpan,
  tierOn,
} from './tier.ts'
export {
  grantTier,
  membersAfter,
  noteTierChange,
  placeInTier,
  shownTier,
  shownTiers,
  type Today,
  tierShown,
  tierStarts,
  todayIn,
} from './tier.verbs.ts'
export { newToken, tokenHash } from './token.adapter.ts'

export type PartnerFacts = Member & { readonly partner: Partner }

/**
 * Adds a partner to a program: a member from now on, its agreement accepted now unless `agreement` is false. The same again has
 * no effect; a second program is joined as well. It has the tier that is said from today on, where the program has tiers.
 * Refuses the same id with other content (`id-conflict`), bad contact data, and a tier that the terms do not know.
 */
export async function addPartner(
  cx: Cx,
  draft: PartnerDraft,
): Promise<
  Result<
    Partner,
    | 'not-allowed'
    | 'bad-id'
    | ContactFault
    | 'unknown-program'
    | 'bad-settings'
    | 'incomplete'
    | 'unknown-tier'
    | 'id-conflict'
  >
> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const id = parseId<'partner'>(draft.id)
  if (!id.ok) return id
  const plain = plainContact(draft)
  if (!plain.ok) return plain
  const program = await programs.ensureProgram(cx, draft.program)
  if (!program.ok) return program.refusal === 'id-conflict' ? refuse('unknown-program') : program
  const key = program.value.key
  const declared = declarationOf(plain.value, draft)
  const known = await store.loadPartner(cx, id.value)
  if (known) {
    if ((await membersFacts(cx, [known.id])).get(known.id)?.memberships.some(m => m.program === key)) {
      const before = await store.declaredOf(cx, known.id, key)
      const same = before === null ? agrees(known, plain.value) : before === declared
      return same ? ok(known) : refuse('id-conflict')
    }
    if (!agrees(known, plain.value)) return refuse('id-conflict')
  }
  const today = await todayIn(cx, key)
  const joining = joiningOf(today?.terms ?? null, draft, today?.day ?? dayOf(cx.now, program.value.timeZone))
  if (!joining.ok) return joining
  const { tier, modules, until } = joining.value
  const partner = known ?? { id: id.value, slug: await freshSlug(cx, plain.value.name, id.value), ...plain.value }
  if (!known) await store.keepPartners(cx, [partner])
  const agreed = draft.agreement ?? true
  await store.keepMembership(
    cx,
    {
      partner: partner.id,
      program: key,
      tier,
      modules,
      joinedAt: cx.now,
      agreed,
      agreementAt: agreed ? cx.now : null,
    },
    declared,
  )
  if (tier !== null && today) {
    const spans = [{ partner: partner.id, tier, from: today.day, until }]
    await keepSpans(cx, { program: key, ground: 'joined', reason: null, noted: today.day, spans })
  }
  await watchPartner(cx, partner.id)
  await audit.note(cx, { verb: 'add-partner', subject: partner.id, detail: { program: key } })
  await shown(cx, partner.id)
  return ok(partner)
}

async function freshSlug(cx: Cx, name: string, id: PartnerId): Promise<string> {
  const taken = await store.addressesLike(cx, stemOf(name, id))
  return freeSlug(name, id, slug => taken.has(slug) && taken.get(slug) !== id)
}

/** What a visitor sees of this partner has changed. */
async function shown(cx: Cx, partner: PartnerId): Promise<void> {
  await outbox.enqueue(cx, 'search.partner', partner, { key: `search.partner:${partner}` })
  await settings.raiseContentVersion(cx)
}

/** The partner accepts the program's agreement, from this instant on. Accepting again changes nothing. */
export async function acceptAgreement(
  cx: Cx,
  { partner, program }: { partner: PartnerId; program: string },
): Promise<Result<Membership, 'not-allowed' | 'unknown-partner' | 'unknown-program'>> {
  if (!actsForPartner(cx.actor, partner, 'owner')) return refuse('not-allowed')
  if (!(await store.loadPartner(cx, partner))) return refuse('unknown-partner')
  const membership = (await store.loadMemberships(cx, [partner])).find(m => m.program === program)
  if (!membership) return refuse('unknown-program')
  if (membership.agreed) return ok(membership)
  await store.keepAgreement(cx, partner, membership.program)
  await audit.note(cx, { verb: 'accept-agreement', subject: partner, detail: { program } })
  await outbox.enqueue(cx, 'standing.changed', partner, { payload: { moved: false } })
  return ok({ ...membership, agreed: true, agreementAt: cx.now })
}

/** Gives the partner another address; the old one keeps leading to it. Partner managers and the owner may. */
export async function renameSlug(
  cx: Cx,
  { partner, slug }: { partner: PartnerId; slug: string },
): Promise<Result<Partner, 'not-allowed' | 'unknown-partner' | 'bad-slug' | 'slug-taken'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const known = await store.loadPartner(cx, partner)
  if (!known) return refuse('unknown-partner')
  if (!isSlug(slug)) return refuse('bad-slug')
  if (await store.slugTaken(cx, slug, partner)) return refuse('slug-taken')
  const renamed = { ...known, slug }
  await store.keepPartners(cx, [renamed])
  await audit.note(cx, { verb: 'rename-slug', subject: partner, detail: { from: known.slug, to: slug } })
  await shown(cx, partner)
  return ok(renamed)
}

/** Who has no place in the program yet becomes a member without beginning, agreement accepted: what an import means. */
export async function ensureMembers(cx: Cx, program: ProgramKey, ids: readonly PartnerId[]): Promise<void> {
  await store.keepOldMembers(
    cx,
    program,
    ids.map(id => ({ id, tier: null })),
  )
  await watchProgram(cx, program)
}

/** By id first, then by slug, present or former. A page that was asked for a former slug sees it from the partner's own. */
export const findPartner = async (cx: Cx, idOrSlug: string): Promise<Partner | null> =>
  (await store.loadPartner(cx, idOrSlug)) ?? (await store.loadPartnerBySlug(cx, idOrSlug))

/** By what stands in an address: the slug first, present or former, then the id. Nobody's id can hide another's page. */
export const findPartnerAt = async (cx: Cx, address: string): Promise<Partner | null> =>
  (await store.loadPartnerBySlug(cx, address)) ?? (await store.loadPartner(cx, address))

export const findPartnerBySlug = (cx: Cx, slug: string): Promise<Partner | null> => store.loadPartnerBySlug(cx, slug)

/** The partners with these ids, in the order asked; unknown ones are left out. */
export async function findPartners(cx: Cx, ids: readonly string[]): Promise<Partner[]> {
  const found = new Map((await store.loadPartners(cx, ids)).map(partner => [partner.id as string, partner]))
  return ids.flatMap(id => found.get(id) ?? [])
}

/** By id, from after a given one. */
export const listPartners = (cx: Cx, o: { after?: string; limit: number }): Promise<Partner[]> =>
  store.loadPartnersAfter(cx, o.after ?? '', o.limit)

export const countPartners = (cx: Cx): Promise<number> => store.countPartners(cx)

/** Everything that decides about these partners' earnings, in three statements however many they are. */
export async function membersFacts(cx: Cx, ids: readonly string[]): Promise<Map<PartnerId, PartnerFacts>> {
  const known = await store.loadPartners(cx, ids)
  const memberships = Map.groupBy(await store.loadMemberships(cx, ids), m => m.partner)
  const standing = Map.groupBy(await store.loadStanding(cx, ids), change => change.partner)
  return new Map(
    known.map(partner => [
      partner.id,
      { partner, memberships: memberships.get(partner.id) ?? [], standing: standing.get(partner.id) ?? [] },
    ]),
  )
}

/** Whether a customer may choose this partner in this program now: an active member that accepted the agreement. */
export async function mayBeChosen(cx: Cx, partner: PartnerId, program: ProgramKey): Promise<boolean> {
  const found = await programs.findProgram(cx, program)
  const facts = (await membersFacts(cx, [partner])).get(partner)
  if (!found || !facts) return false
  return activeOn(facts, program, dayOf(cx.now, found.timeZone), found.timeZone) && agreedAt(facts, program, cx.now)
}

import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { type Actor, actorName, actsForPartner, isStaff, type PartnerRole } from '#kernel/actor.ts'
import { plainMail } from '#kernel/contact.ts'
import { newId, type PartnerId, type UserId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as settings from '#settings/index.ts'
import { expiryOf, isGood } from './invitation.ts'
import * as store from './people.store.ts'
import type { Person } from './people.store.ts'
import { loadPartner } from './store.ts'
import { newToken, tokenHash } from './token.adapter.ts'

export type { Person } from './people.store.ts'
export type OpenInvitation = {
  readonly email: string
  readonly role: PartnerRole
  readonly invitedAt: Date
  readonly expiresAt: Date
}

/** The partner's owner, and the operator's partner managers and owner. */
const mayRule = (actor: Actor, partner: PartnerId): boolean =>
  actsForPartner(actor, partner, 'owner') || isStaff(actor, 'partner-manager')

/** Where a user works and as what; null if at no partner. */
export const personOf = (cx: Cx, user: UserId): Promise<Person | null> => store.loadPerson(cx, user)

/** The people of a partner, for themselves and for staff; nobody else is told. */
export async function people(cx: Cx, partner: PartnerId): Promise<Person[]> {
  return actsForPartner(cx.actor, partner) || isStaff(cx.actor) ? store.loadPeople(cx, partner) : []
}

/** Gives a user a role at a partner, or another role. Refuses a user of another partner, and the last owner's stepping down. */
export async function addPerson(
  cx: Cx,
  wish: { readonly partner: PartnerId; readonly user: UserId; readonly role: PartnerRole },
): Promise<Result<Person, 'not-allowed' | 'unknown-partner' | 'at-another-partner' | 'last-owner'>> {
  if (!mayRule(cx.actor, wish.partner)) return refuse('not-allowed')
  return place(cx, wish)
}

async function place(
  cx: Cx,
  { partner, user, role }: { readonly partner: PartnerId; readonly user: UserId; readonly role: PartnerRole },
): Promise<Result<Person, 'unknown-partner' | 'at-another-partner' | 'last-owner'>> {
  if (!(await loadPartner(cx, partner))) return refuse('unknown-partner')
  const before = await store.loadPerson(cx, user)
  if (before && before.partner !== partner) return refuse('at-another-partner')
  if (before?.role === 'owner' && role !== 'owner' && (await isLastOwner(cx, before))) return refuse('last-owner')
  const person: Person = { user, partner, role, since: before?.since ?? cx.now }
  await store.keepPerson(cx, person)
  await audit.note(cx, { verb: 'add-person', subject: partner, detail: { user, role } })
  return ok(person)
}

async function isLastOwner(cx: Cx, person: Person): Promise<boolean> {
  const owners = (await store.loadPeople(cx, person.partner)).filter(other => other.role === 'owner')
  return owners.length === 1 && owners[0]?.user === person.user
}

/** A user leaves a partner. The last owner cannot: somebody must hold the keys. */
export async function removePerson(
  cx: Cx,
  { partner, user }: { readonly partner: PartnerId; readonly user: UserId },
): Promise<Result<null, 'not-allowed' | 'unknown-person' | 'last-owner'>> {
  if (!mayRule(cx.actor, partner)) return refuse('not-allowed')
  const person = await store.loadPerson(cx, user)
  if (person?.partner !== partner) return refuse('unknown-person')
  if (await isLastOwner(cx, person)) return refuse('last-owner')
  await store.dropPerson(cx, user)
  await audit.note(cx, { verb: 'remove-person', subject: partner, detail: { user } })
  return ok(null)
}

/**
 * Sends somebody a link that works once, for seven days. Only its hash is kept. `link` makes the whole address of a token: the
 * verb does not know where the site lives.
 */
export async function invitePerson(
  cx: Cx,
  wish: {
    readonly partner: PartnerId
    readonly email: string
    readonly role: PartnerRole
    readonly locale?: 'en' | 'nl'
    readonly link: (token: string) => string
  },
): Promise<Result<OpenInvitation, 'not-allowed' | 'unknown-partner' | 'bad-email'>> {
  if (!mayRule(cx.actor, wish.partner)) return refuse('not-allowed')
  const partner = await loadPartner(cx, wish.partner)
  if (!partner) return refuse('unknown-partner')
  const email = plainMail(wish.email)
  if (email === null) return refuse('bad-email')
  const token = newToken()
  const invitation = { email, role: wish.role, invitedAt: cx.now, expiresAt: expiryOf(cx.now) }
  await store.keepInvitation(cx, {
    id: newId('inv'),
    partner: partner.id,
    ...invitation,
    tokenHash: tokenHash(token),
    invitedBy: actorName(cx.actor),
    acceptedAt: null,
    acceptedBy: null,
  })
  const site = await settings.get(cx, 'site.name')
  const by = cx.actor.kind === 'user' ? cx.actor.name : site
  const params = { site, by, name: partner.name, link: wish.link(token) }
  await outbox.sendMail(cx, { to: email, template: 'invited', locale: wish.locale ?? 'en', params })
  await audit.note(cx, { verb: 'invite-person', subject: partner.id, detail: { email, role: wish.role } })
  return ok(invitation)
}

/** What an invitation offers, for the page that shows it; null if it is not good any more. */
export async function invitationOf(
  cx: Cx,
  token: string,
): Promise<{ readonly partner: PartnerId; readonly email: string; readonly role: PartnerRole } | null> {
  const found = await store.loadInvitation(cx, tokenHash(token))
  if (!found || !isGood(found, cx.now)) return null
  return { partner: found.partner, email: found.email, role: found.role }
}

/** The signed-in user takes the invitation up: holding the link proves that the mail arrived. It works once. */
export async function acceptPersonInvitation(
  cx: Cx,
  token: string,
): Promise<
  Result<Person, 'not-allowed' | 'invitation-not-valid' | 'unknown-partner' | 'at-another-partner' | 'last-owner'>
> {
  if (cx.actor.kind !== 'user') return refuse('not-allowed')
  const found = await store.loadInvitation(cx, tokenHash(token))
  if (!found || !isGood(found, cx.now)) return refuse('invitation-not-valid')
  await store.keepAcceptance(cx, found.id, cx.actor.user)
  return place(cx, { partner: found.partner, user: cx.actor.user, role: found.role })
}

/** Invitations not taken up yet, expired ones too. */
export async function openInvitations(cx: Cx, partner: PartnerId): Promise<OpenInvitation[]> {
  if (!mayRule(cx.actor, partner)) return []
  const rows = await store.loadInvitations(cx, partner)
  return rows.map(({ email, role, invitedAt, expiresAt }) => ({ email, role, invitedAt, expiresAt }))
}

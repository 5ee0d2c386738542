import type { CustomerId, PartnerId, UserId } from './id.ts'

export const STAFF_ROLES = ['moderator', 'partner-manager', 'finance', 'owner'] as const
export const PARTNER_ROLES = ['owner', 'editor', 'finance'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
export type PartnerRole = (typeof PARTNER_ROLES)[number]

/** Who acts. `system` is the worker, the command line and a replayed history: whoever holds the machine. */
export type Actor =
  | { readonly kind: 'system' }
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'user'
      readonly user: UserId
      readonly email: string
      readonly name: string
      readonly customer: CustomerId | null
      readonly partner: { readonly id: PartnerId; readonly role: PartnerRole } | null
      readonly staff: readonly StaffRole[]
    }

export const SYSTEM: Actor = { kind: 'system' }
export const VISITOR: Actor = { kind: 'visitor' }

/** Staff with one of the roles; the staff owner holds them all. Call without roles for "any staff". */
export function isStaff(actor: Actor, ...roles: StaffRole[]): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'visitor' || actor.staff.length === 0) return false
  return roles.length === 0 || actor.staff.includes('owner') || roles.some(role => actor.staff.includes(role))
}

/** A person of that partner with one of the roles; the partner's owner holds them all. Call without roles for "anyone there". */
export function actsForPartner(actor: Actor, partner: PartnerId, ...roles: PartnerRole[]): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'visitor' || actor.partner?.id !== partner) return false
  return roles.length === 0 || actor.partner.role === 'owner' || roles.includes(actor.partner.role)
}

export function actsForCustomer(actor: Actor, customer: CustomerId): boolean {
  return actor.kind === 'system' || (actor.kind === 'user' && actor.customer === customer)
}

/** How the audit log names an actor. */
export const actorName = (actor: Actor): string => (actor.kind === 'user' ? `user:${actor.user}` : actor.kind)

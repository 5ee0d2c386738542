import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import * as identity from '#identity/index.ts'
import { actorName, actsForPartner, isStaff, SYSTEM } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import { hasManager } from './entitlement.ts'
import * as store from './manager.store.ts'

/** Who may be a partner's manager: the operator's partner managers, and its owners. */
async function candidates(cx: Cx): Promise<identity.User[]> {
  const staff = await identity.listStaff({ ...cx, actor: SYSTEM })
  return staff.filter(user => user.staff.includes('partner-manager') || user.staff.includes('owner'))
}

/** Everyone who can be named as a partner's manager, for staff. */
export const managerCandidates = async (cx: Cx): Promise<identity.User[]> => (isStaff(cx.actor) ? candidates(cx) : [])

/** The operator's person for whoever has none of its own, by name or, while nobody is named, the first partner manager there is. */
function standard(named: ReadonlyMap<string, UserId>, staff: readonly identity.User[]): identity.User | null {
  const manages = staff.find(user => user.staff.includes('partner-manager'))
  return staff.find(user => user.id === named.get('')) ?? manages ?? staff[0] ?? null
}

/**
 * The managers of these partners (ONE-10): who was named, else the operator's default. Left out: partners whose terms give them
 * none (SIM-3). Somebody who is no partner manager any more is nobody's. For staff and the partner's own people.
 */
export async function managersOf(cx: Cx, asked: readonly PartnerId[]): Promise<Map<PartnerId, identity.User>> {
  const ids = asked.filter(partner => isStaff(cx.actor) || actsForPartner(cx.actor, partner))
  const benefits = await partners.benefitsOf(cx, ids)
  const named = await store.loadNamed(cx, ids)
  const staff = await candidates(cx)
  const found = new Map<PartnerId, identity.User>()
  for (const partner of ids) {
    if (!hasManager(benefits.get(partner) ?? [])) continue
    const manager = staff.find(user => user.id === named.get(partner)) ?? standard(named, staff)
    if (manager) found.set(partner, manager)
  }
  return found
}

export const managerOf = async (cx: Cx, partner: PartnerId): Promise<identity.User | null> =>
  (await managersOf(cx, [partner])).get(partner) ?? null

/** The operator's default, for staff. */
export async function defaultManager(cx: Cx): Promise<identity.User | null> {
  if (!isStaff(cx.actor)) return null
  return standard(await store.loadNamed(cx, []), await candidates(cx))
}

/**
 * Names a partner's manager, or with `partner` null the one whom every partner is given that has none of its own; `manager` null
 * gives the partner the default again. Partner managers and the owner may.
 */
export async function nameManager(
  cx: Cx,
  { partner, manager }: { readonly partner: PartnerId | null; readonly manager: UserId | null },
): Promise<Result<null, 'not-allowed' | 'unknown-partner' | 'unknown-user'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (partner !== null && !(await partners.findPartner(cx, partner))) return refuse('unknown-partner')
  if (manager !== null && !(await candidates(cx)).some(user => user.id === manager)) return refuse('unknown-user')
  const named = await store.loadNamed(cx, partner === null ? [] : [partner])
  if ((named.get(partner ?? '') ?? null) === manager) return ok(null)
  await store.keepNamed(cx, partner ?? '', manager, actorName(cx.actor))
  await audit.note(cx, { verb: 'manager.name', subject: partner ?? 'default', detail: { manager } })
  return ok(null)
}

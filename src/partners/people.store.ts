import { and, asc, eq, isNull, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { partnerInvitations, partnerPeople } from '#db/schema/partners.ts'
import type { PartnerRole } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'

export type Person = {
  readonly user: UserId
  readonly partner: PartnerId
  readonly role: PartnerRole
  readonly since: Date
}
export type InvitationRow = typeof partnerInvitations.$inferSelect

export async function loadPerson(cx: Cx, user: UserId): Promise<Person | null> {
  const [row] = await cx.db.select().from(partnerPeople).where(eq(partnerPeople.user, user))
  return row ?? null
}

export const loadPeople = (cx: Cx, partner: PartnerId): Promise<Person[]> =>
  cx.db
    .select()
    .from(partnerPeople)
    .where(eq(partnerPeople.partner, partner))
    .orderBy(asc(partnerPeople.since), asc(partnerPeople.user))

export async function keepPerson(cx: Cx, { user, partner, role, since }: Person): Promise<void> {
  await cx.db.run(sql`
    insert into partner_person(user, partner, role, since) values (${user}, ${partner}, ${role}, ${since.getTime()})
    on conflict(user) do update set role = excluded.role`)
}

export async function dropPerson(cx: Cx, user: UserId): Promise<void> {
  await cx.db.delete(partnerPeople).where(eq(partnerPeople.user, user))
}

export async function keepInvitation(cx: Cx, row: InvitationRow): Promise<void> {
  await cx.db.insert(partnerInvitations).values(row)
}

export async function loadInvitation(cx: Cx, tokenHash: string): Promise<InvitationRow | null> {
  const [row] = await cx.db.select().from(partnerInvitations).where(eq(partnerInvitations.tokenHash, tokenHash))
  return row ?? null
}

export const loadInvitations = (cx: Cx, partner: PartnerId): Promise<InvitationRow[]> =>
  cx.db
    .select()
    .from(partnerInvitations)
    .where(and(eq(partnerInvitations.partner, partner), isNull(partnerInvitations.acceptedAt)))
    .orderBy(asc(partnerInvitations.invitedAt))

export async function keepAcceptance(cx: Cx, id: string, user: UserId): Promise<void> {
  await cx.db
    .update(partnerInvitations)
    .set({ acceptedAt: cx.now, acceptedBy: user })
    .where(eq(partnerInvitations.id, id))
}

import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Database } from '#db/client.ts'
import type { Actor, PartnerRole, StaffRole } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

const NOON = '2025-03-01T12:00:00Z'
const brightwave = 'brightwave' as PartnerId
const nova = 'nova' as PartnerId
const id = (name: string) => name as UserId
const user = (name: string, partner: { id: PartnerId; role: PartnerRole } | null, staff: StaffRole[] = []): Actor => ({
  kind: 'user',
  user: id(name),
  email: `${name}@somewhere.example`,
  name,
  customer: null,
  partner,
  staff,
})
const olga = user('olga', { id: brightwave, role: 'owner' })
const eddy = user('eddy', { id: brightwave, role: 'editor' })
const ivan = user('ivan', null)

async function town(): Promise<Database> {
  const database = await freshDatabase()
  await act(database, NOON, cx =>
    partners.importPartners(
      cx,
      [
        { id: 'brightwave', name: 'Brightwave' },
        { id: 'nova', name: 'Nova' },
      ],
      'copernica',
    ),
  )
  await act(database, NOON, cx => partners.addPerson(cx, { partner: brightwave, user: id('olga'), role: 'owner' }))
  return database
}

let token = ''
const link = (made: string) => {
  token = made
  return `https://guildhall.example/welcome?invitation=${made}`
}
const invite = (database: Database, actor: Actor, email = 'Ivan@Brightwave.nl') =>
  act(database, NOON, cx => partners.invitePerson(cx, { partner: brightwave, email, role: 'finance', link }), actor)
const accept = (database: Database, actor: Actor, at = '2025-03-02T12:00:00Z') =>
  act(database, at, cx => partners.acceptPersonInvitation(cx, token), actor)

describe('people of a partner', () => {
  test('have a role there, are seen by one another and by staff, and by nobody else', async () => {
    const database = await town()
    await act(
      database,
      NOON,
      cx => partners.addPerson(cx, { partner: brightwave, user: id('eddy'), role: 'editor' }),
      olga,
    )
    const seen = (actor: Actor) => partners.people(looking(database, NOON, actor), brightwave)
    expect((await seen(eddy)).map(p => [p.user, p.role])).toEqual([
      ['eddy', 'editor'],
      ['olga', 'owner'],
    ])
    expect(await seen(user('mod', null, ['moderator']))).toHaveLength(2)
    expect(await seen(user('nora', { id: nova, role: 'owner' }))).toEqual([])
    expect(await partners.personOf(looking(database, NOON), id('eddy'))).toMatchObject({
      partner: 'brightwave',
      role: 'editor',
    })
  })

  test('are ruled by their owner; an editor adds nobody, and a user is at one partner only', async () => {
    const database = await town()
    const add = (actor: Actor, partner: PartnerId, name: string) =>
      act(database, NOON, cx => partners.addPerson(cx, { partner, user: id(name), role: 'editor' }), actor)
    expect(await add(eddy, brightwave, 'ivan')).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await add(olga, nova, 'ivan')).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await add(user('mila', null, ['partner-manager']), nova, 'olga')).toEqual({
      ok: false,
      refusal: 'at-another-partner',
    })
  })

  test('the last owner cannot go or step down; with a second one, the first can', async () => {
    const database = await town()
    const leave = () =>
      act(database, NOON, cx => partners.removePerson(cx, { partner: brightwave, user: id('olga') }), olga)
    const as = (name: string, role: PartnerRole) =>
      act(database, NOON, cx => partners.addPerson(cx, { partner: brightwave, user: id(name), role }), olga)
    expect(await leave()).toEqual({ ok: false, refusal: 'last-owner' })
    expect(await as('olga', 'finance')).toEqual({ ok: false, refusal: 'last-owner' })
    await as('eddy', 'owner')
    expect(await leave()).toMatchObject({ ok: true })
    expect(await leave()).toEqual({ ok: false, refusal: 'unknown-person' })
  })
})

describe('an invitation', () => {
  test('goes out by mail with a link whose token is kept nowhere but in the letter', async () => {
    const database = await town()
    expect(await invite(database, olga)).toMatchObject({
      ok: true,
      value: { email: 'ivan@brightwave.nl', role: 'finance' },
    })
    const [mail] = await outbox.mails(looking(database, NOON), { limit: 1 })
    expect(mail?.to).toBe('ivan@brightwave.nl')
    expect(mail?.text).toContain(token)
    const kept = await database.read.all<{ all: string }>(
      sql`select group_concat(token_hash || id || email) as "all" from partner_invitation`,
    )
    expect(kept[0]?.all).not.toContain(token)
    const notes = await database.read.all<{ n: number }>(
      sql`select count(*) as n from partner_invitation where token_hash = ${token}`,
    )
    expect(notes[0]?.n).toBe(0)
  })

  test('is the owner’s to send', async () => {
    const database = await town()
    expect(await invite(database, eddy)).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await invite(database, olga, 'nobody')).toEqual({ ok: false, refusal: 'bad-email' })
  })

  test('is taken up once, by whoever holds the link and is signed in', async () => {
    const database = await town()
    await invite(database, olga)
    expect(await partners.invitationOf(looking(database, NOON), token)).toMatchObject({ partner: 'brightwave' })
    expect(await accept(database, { kind: 'visitor' })).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await accept(database, ivan)).toMatchObject({ ok: true, value: { user: 'ivan', role: 'finance' } })
    expect(await accept(database, user('eve', null))).toEqual({ ok: false, refusal: 'invitation-not-valid' })
    expect(await partners.invitationOf(looking(database, NOON), token)).toBeNull()
    expect(await partners.openInvitations(looking(database, NOON, olga), brightwave)).toEqual([])
  })

  test('ends after seven days, and a made-up token opens nothing', async () => {
    const database = await town()
    await invite(database, olga)
    expect(await accept(database, ivan, '2025-03-08T12:00:00Z')).toEqual({ ok: false, refusal: 'invitation-not-valid' })
    token = 'made-up'
    expect(await accept(database, ivan)).toEqual({ ok: false, refusal: 'invitation-not-valid' })
  })

  test('does not take somebody away from another partner', async () => {
    const database = await town()
    await act(database, NOON, cx => partners.addPerson(cx, { partner: nova, user: id('ivan'), role: 'owner' }))
    await invite(database, olga)
    expect(await accept(database, ivan)).toEqual({ ok: false, refusal: 'at-another-partner' })
    expect(await partners.personOf(looking(database, NOON), id('ivan'))).toMatchObject({ partner: 'nova' })
  })
})

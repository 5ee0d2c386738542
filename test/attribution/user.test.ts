import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import type { Database } from '#db/client.ts'
import { type Actor, SYSTEM } from '#kernel/actor.ts'
import type { CustomerId, UserId } from '#kernel/id.ts'
import * as outbox from '#outbox/index.ts'
import { act, looking } from '../support/database.ts'
import { acme, brightwave, choose, nova, town, userOf, zuivel } from './town.ts'

const NOON = '2025-03-01T12:00:00Z'
const addFjord = (database: Database, id = 'fjord') =>
  act(database, NOON, cx =>
    attribution.addCustomer(cx, { id, name: 'Fjord', domain: 'fjord.example', email: 'buy@fjord.example' }),
  )
const newUser = (database: Database, user: UserId, o: { organisation?: string; actor?: Actor } = {}) =>
  act(
    database,
    NOON,
    cx => attribution.customerOfNewUser(cx, { user, organisation: o.organisation }),
    o.actor ?? SYSTEM,
  )

describe('signing up', () => {
  test('joins the customer whose own address equals the user’s proven one', async () => {
    const database = await town()
    await addFjord(database)
    const bea = await userOf(database, 'Bea', { email: 'Buy@Fjord.example' })
    expect(await newUser(database, bea.user)).toMatchObject({ ok: true, value: { id: 'fjord' } })
    expect(await attribution.customerOf(looking(database, NOON), bea.user)).toBe('fjord')
  })

  test('never joins by domain alone: it makes a new customer', async () => {
    const database = await town()
    await addFjord(database)
    const eve = await userOf(database, 'Eve', { email: 'eve@fjord.example' })
    const made = await newUser(database, eve.user, { organisation: 'Fjord Fish' })
    expect(made).toMatchObject({ ok: true, value: { name: 'Fjord Fish', email: 'eve@fjord.example', domain: null } })
    expect(made.ok && made.value.id).not.toBe('fjord')
  })

  test('joins none of two customers with one address', async () => {
    const database = await town()
    await addFjord(database)
    await addFjord(database, 'fjord-2')
    const bea = await userOf(database, 'Bea', { email: 'buy@fjord.example' })
    const made = await newUser(database, bea.user)
    expect(made.ok && ['fjord', 'fjord-2'].includes(made.value.id)).toBe(false)
  })

  test('waits for the proof of the address', async () => {
    const database = await town()
    await addFjord(database)
    const una = await userOf(database, 'Una', { email: 'buy@fjord.example', verified: false })
    expect(await newUser(database, una.user)).toEqual({ ok: false, refusal: 'mail-not-verified' })
    expect(await attribution.customerOf(looking(database, NOON), una.user)).toBeNull()
  })

  test('twice is signing up once, and nobody signs up another', async () => {
    const database = await town()
    const bea = await userOf(database, 'Bea')
    const first = await newUser(database, bea.user, { actor: bea })
    expect(await newUser(database, bea.user)).toEqual(first)
    const eve = await userOf(database, 'Eve')
    expect(await newUser(database, bea.user, { actor: eve })).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await newUser(database, 'nobody' as UserId)).toEqual({ ok: false, refusal: 'unknown-user' })
  })

  test('G8: the address of the one who signed up says whose company it is', async () => {
    const database = await town()
    const eve = await userOf(database, 'Eve', { email: 'eve@brightwave.nl' })
    const made = await newUser(database, eve.user)
    const customer = (made.ok ? made.value.id : '') as CustomerId
    expect(await choose(database, NOON, customer, brightwave, { ...eve, customer })).toMatchObject({
      refusal: 'self-dealing',
    })
    expect(await choose(database, NOON, customer, nova, { ...eve, customer })).toMatchObject({ ok: true })
  })
})

describe('a colleague', () => {
  let token = ''
  const link = (made: string) => {
    token = made
    return `https://guildhall.example/welcome?customer=${made}`
  }
  const invite = (database: Database, actor: Actor) =>
    act(database, NOON, cx => attribution.inviteColleague(cx, { customer: acme, email: 'Cas@acme.nl', link }), actor)
  const accept = (database: Database, actor: Actor, at = NOON) =>
    act(database, at, cx => attribution.acceptCustomerInvitation(cx, token), actor)

  test('is invited by a letter and joins with its link, once', async () => {
    const database = await town()
    const anna = await userOf(database, 'Anna', { customer: acme })
    expect(await invite(database, anna)).toMatchObject({ ok: true, value: { email: 'cas@acme.nl' } })
    const [mail] = await outbox.mails(looking(database, NOON), { limit: 1 })
    expect(mail?.text).toContain(token)
    expect(await attribution.customerInvited(looking(database, NOON), token)).toMatchObject({
      customer: { id: 'acme' },
    })
    const cas = await userOf(database, 'Cas')
    expect(await accept(database, cas)).toMatchObject({ ok: true, value: { id: 'acme' } })
    expect(await accept(database, await userOf(database, 'Eve'))).toEqual({
      ok: false,
      refusal: 'invitation-not-valid',
    })
    const seen = await attribution.usersOf(looking(database, NOON, anna), acme)
    expect(seen).toMatchObject([{ user: cas.user, how: 'invitation' }])
    const zoe = await userOf(database, 'Zoe', { customer: zuivel })
    expect(await attribution.usersOf(looking(database, NOON, zoe), acme)).toEqual([])
  })

  test('is not invited by somebody else, nor after seven days', async () => {
    const database = await town()
    const zoe = await userOf(database, 'Zoe', { customer: zuivel })
    expect(await invite(database, zoe)).toEqual({ ok: false, refusal: 'not-allowed' })
    await invite(database, await userOf(database, 'Anna', { customer: acme }))
    const cas = await userOf(database, 'Cas')
    expect(await accept(database, cas, '2025-03-08T12:00:00Z')).toEqual({ ok: false, refusal: 'invitation-not-valid' })
  })

  test('leaves behind the customer that signing up made, unless something happened there', async () => {
    const database = await town()
    const anna = await userOf(database, 'Anna', { customer: acme })
    const cas = await userOf(database, 'Cas')
    await newUser(database, cas.user)
    await invite(database, anna)
    expect(await accept(database, cas)).toMatchObject({ ok: true, value: { id: 'acme' } })
    const dan = await userOf(database, 'Dan')
    const own = await newUser(database, dan.user)
    const customer = (own.ok ? own.value.id : '') as CustomerId
    await choose(database, NOON, customer, nova)
    await invite(database, anna)
    expect(await accept(database, dan)).toEqual({ ok: false, refusal: 'at-another-customer' })
  })

  test('is put in place by a partner manager', async () => {
    const database = await town()
    const cas = await userOf(database, 'Cas')
    const join = (actor: Actor) =>
      act(database, NOON, cx => attribution.joinCustomer(cx, { user: cas.user, customer: acme }), actor)
    expect(await join(cas)).toEqual({ ok: false, refusal: 'not-allowed' })
    expect(await join(await userOf(database, 'Mila', { staff: ['partner-manager'] }))).toMatchObject({ ok: true })
    expect(await attribution.customerOf(looking(database, NOON), cas.user)).toBe('acme')
  })
})

describe('merging two customers', () => {
  async function signedUp(database: Database, name: string) {
    const user = await userOf(database, name)
    const made = await newUser(database, user.user)
    if (!made.ok) throw new Error(made.refusal)
    return { user, customer: made.value.id }
  }
  const merge = (database: Database, from: CustomerId, into: CustomerId, actor: Actor = SYSTEM) =>
    act(database, '2025-06-01T12:00:00Z', cx => attribution.mergeCustomers(cx, { from, into }), actor)

  test('moves users and bindings; the id that went leads nowhere', async () => {
    const database = await town()
    const { user, customer } = await signedUp(database, 'Anna')
    await choose(database, NOON, customer, brightwave)
    expect(await merge(database, customer, acme)).toMatchObject({ ok: true, value: { id: 'acme' } })
    const cx = looking(database, '2025-06-01T12:00:00Z')
    expect(await attribution.bindingOf(cx, acme)).toMatchObject({ partner: 'brightwave', customer: 'acme' })
    expect(await attribution.customerOf(cx, user.user)).toBe('acme')
    expect(await attribution.findCustomer(cx, customer)).toBeNull()
    expect(await merge(database, customer, acme)).toEqual({ ok: false, refusal: 'unknown-customer' })
    expect(await attribution.verify(cx)).toEqual([])
  })

  test('is refused when both were bound at one instant, and then nothing moves', async () => {
    const database = await town()
    const { user, customer } = await signedUp(database, 'Anna')
    await choose(database, NOON, customer, brightwave)
    await choose(database, '2025-04-01T12:00:00Z', acme, nova)
    expect(await merge(database, customer, acme)).toEqual({ ok: false, refusal: 'bindings-overlap' })
    expect(await attribution.customerOf(looking(database, NOON), user.user)).toBe(customer)
  })

  test('takes away only what signing up made, and is for partner managers', async () => {
    const database = await town()
    const { customer } = await signedUp(database, 'Anna')
    expect(await merge(database, zuivel, acme)).toEqual({ ok: false, refusal: 'not-mergeable' })
    expect(await merge(database, customer, customer)).toEqual({ ok: false, refusal: 'same-customer' })
    const finn = await userOf(database, 'Finn', { staff: ['finance'] })
    expect(await merge(database, customer, acme, finn)).toEqual({ ok: false, refusal: 'not-allowed' })
  })
})

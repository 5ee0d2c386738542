import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { type Actor, SYSTEM, VISITOR } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import { act, looking } from '../support/database.ts'
import { acme, brightwave, customer, leadTown, nova, waiting } from './lead-town.ts'
import { userOf } from './town.ts'

const MARCH = '2025-03-01T10:00:00.000Z'
const APRIL = '2025-04-01T10:00:00.000Z'
const refusal = (result: { ok: boolean; refusal?: string }) => (result.ok ? 'ok' : result.refusal)
type Base = Awaited<ReturnType<typeof leadTown>>
const refer = (database: Base, at: string, o: Partial<attribution.ReferralWish> = {}, actor: Actor = SYSTEM) =>
  act(
    database,
    at,
    cx =>
      attribution.refer(cx, {
        partner: brightwave,
        customer: 'acme',
        ...(o.code === undefined && o.domain === undefined ? { code: 'BW1', domain: 'acme.nl' } : {}),
        ...o,
      }),
    actor,
  )
const referralsOf = async (database: Base, who: CustomerId = acme) =>
  (await attribution.dealingsOf(looking(database, APRIL), [who])).get(who)?.referrals ?? []

describe('CC-2: a code and a domain', () => {
  test('are told together, or one after the other', async () => {
    const database = await leadTown(['cloudcodes'])
    await refer(database, MARCH, { code: ' BW1 ' })
    await refer(database, APRIL, { domain: 'https://WWW.Acme.nl/' })
    expect(await referralsOf(database)).toEqual([
      {
        seq: 1,
        partner: brightwave,
        program: 'cloudcodes',
        customer: acme,
        at: new Date(MARCH),
        code: 'BW1',
        domain: null,
        first: false,
      },
      {
        seq: 2,
        partner: brightwave,
        program: 'cloudcodes',
        customer: acme,
        at: new Date(APRIL),
        code: null,
        domain: 'acme.nl',
        first: true,
      },
    ])
    expect(await waiting(database)).toEqual(['acme', 'acme'])
  })
  test('told again have no effect', async () => {
    const database = await leadTown(['cloudcodes'])
    await refer(database, MARCH)
    expect(await refer(database, APRIL)).toMatchObject({ ok: true, value: [{ at: new Date(MARCH), first: true }] })
    expect(await referralsOf(database)).toHaveLength(1)
  })
  test('a domain alone may be told of before its customer is known', async () => {
    const database = await leadTown(['cloudcodes'])
    await refer(database, MARCH, { customer: null, domain: 'bakker.nl', code: 'BW1' })
    await customer(database, 'bakker', 'Bakker', 'bakker.nl', APRIL)
    const bakker = 'bakker' as CustomerId
    expect(await referralsOf(database, bakker)).toMatchObject([
      { customer: 'bakker', code: 'BW1', domain: 'bakker.nl', first: true },
    ])
    expect(await attribution.customersOfPartner(looking(database, APRIL), brightwave)).toEqual(['bakker'])
  })
})

describe('CC-10: one domain, two reports', () => {
  test('the first one told counts, in whatever form the later one is written; the later one is taken', async () => {
    const database = await leadTown(['cloudcodes'])
    await customer(database, 'acme2', 'Acme Twee')
    await refer(database, MARCH, { partner: nova, domain: 'ACME.nl' })
    expect(await refer(database, APRIL, { domain: 'www.acme.nl' })).toMatchObject({
      ok: true,
      value: [{ first: false }],
    })
    await refer(database, APRIL, { partner: nova, customer: 'acme2', domain: 'acme.nl' })
    expect((await referralsOf(database)).map(one => [one.partner, one.first])).toEqual([
      ['nova', true],
      ['brightwave', false],
    ])
    expect((await referralsOf(database, 'acme2' as CustomerId)).map(one => one.first)).toEqual([false])
  })
  test('a refused report is none', async () => {
    const database = await leadTown(['cloudcodes'])
    await act(database, MARCH, cx => partners.suspend(cx, { partner: nova }))
    expect(refusal(await refer(database, MARCH, { partner: nova }))).toBe('partner-not-active')
    await refer(database, APRIL)
    expect((await referralsOf(database)).map(one => [one.partner, one.first])).toEqual([['brightwave', true]])
  })
  test('compares in the ASCII form', async () => {
    const database = await leadTown(['cloudcodes'])
    await refer(database, MARCH, { partner: nova, domain: 'xn--bckerei-5wa.de' })
    await refer(database, APRIL, { domain: 'Bäckerei.de' })
    expect((await referralsOf(database)).map(one => [one.domain, one.first])).toEqual([
      ['xn--bckerei-5wa.de', true],
      ['xn--bckerei-5wa.de', false],
    ])
  })
})

describe('a report is refused', () => {
  test('for what is unknown, and where codes do not count', async () => {
    const database = await leadTown(['cloudcodes'])
    await act(database, MARCH, cx => partners.addPartner(cx, { id: 'solo', name: 'Solo', program: 'cocentric' }))
    expect(refusal(await refer(database, MARCH, { partner: 'nobody' as PartnerId }))).toBe('unknown-partner')
    expect(refusal(await refer(database, MARCH, { customer: 'nobody' }))).toBe('unknown-customer')
    expect(refusal(await refer(database, MARCH, { partner: 'solo' as PartnerId }))).toBe('not-allowed')
  })
  test('to a partner that has not accepted, or is suspended from the start of that day', async () => {
    const database = await leadTown(['cloudcodes'])
    const quiet = 'quiet' as PartnerId
    await act(database, MARCH, cx =>
      partners.addPartner(cx, { id: quiet, name: 'Quiet', program: 'cloudcodes', agreement: false }),
    )
    expect(refusal(await refer(database, MARCH, { partner: quiet }))).toBe('agreement-not-accepted')
    await act(database, '2025-03-01T22:00:00Z', cx => partners.suspend(cx, { partner: brightwave }))
    expect(refusal(await refer(database, '2025-03-01T00:00:00Z'))).toBe('partner-not-active')
    expect(refusal(await refer(database, '2025-02-28T23:59:59Z'))).toBe('ok')
  })
  test('without a code and a domain, and where one of them is none', async () => {
    const database = await leadTown(['cloudcodes'])
    expect(refusal(await refer(database, MARCH, { code: ' ', domain: '' }))).toBe('incomplete')
    expect(refusal(await refer(database, MARCH, { customer: null, code: 'BW1' }))).toBe('incomplete')
    expect(refusal(await refer(database, MARCH, { domain: 'no domain' }))).toBe('bad-domain')
    expect([
      refusal(await refer(database, MARCH, { code: 'x'.repeat(120) })),
      refusal(await refer(database, MARCH, { code: 'x'.repeat(121) })),
    ]).toEqual(['ok', 'bad-code'])
  })
  test('G8: of the partner’s own domain, or for its own organisation', async () => {
    const database = await leadTown(['cloudcodes'])
    await customer(database, 'bw', 'Brightwave zelf', 'brightwave.nl')
    expect(refusal(await refer(database, MARCH, { domain: 'shop.brightwave.nl' }))).toBe('self-dealing')
    expect(refusal(await refer(database, MARCH, { customer: 'bw', code: 'BW1' }))).toBe('self-dealing')
  })
  test('to everybody but the partner’s editors, for its own customers, and partner managers', async () => {
    const database = await leadTown(['cloudcodes'])
    const anna = await userOf(database, 'Anna', { partner: { id: brightwave, role: 'editor' } })
    expect(refusal(await refer(database, MARCH, {}, VISITOR))).toBe('not-allowed')
    expect(refusal(await refer(database, MARCH, { partner: nova }, anna))).toBe('not-allowed')
    expect(refusal(await refer(database, MARCH, {}, anna))).toBe('unknown-customer')
    expect(refusal(await refer(database, MARCH, { customer: null, domain: 'acme.nl' }, anna))).toBe('ok')
    expect(refusal(await refer(database, APRIL, { code: 'BW1' }, anna))).toBe('unknown-customer')
    expect(refusal(await refer(database, APRIL, { customer: null, code: 'BW1', domain: 'acme.nl' }, anna))).toBe('ok')
    expect(
      (await attribution.referralsOf(looking(database, APRIL, anna), { partner: brightwave, limit: 1 })).map(
        r => r.code,
      ),
    ).toEqual(['BW1'])
    expect(
      await attribution.referralsOf(looking(database, APRIL, anna), { partner: brightwave, limit: 9, before: 2 }),
    ).toHaveLength(1)
    expect(await attribution.referralsOf(looking(database, APRIL, anna), { limit: 1 })).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { type Actor, SYSTEM, VISITOR } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { act, looking } from '../support/database.ts'
import { acme, brightwave, leadTown, nova, register, waiting, zuivel } from './lead-town.ts'
import { choose, town, userOf } from './town.ts'

const MARCH = '2025-03-01T10:00:00.000Z'
const APRIL = '2025-04-01T10:00:00.000Z'
const refusal = (result: { ok: boolean; refusal?: string }) => (result.ok ? 'ok' : result.refusal)
type Base = Parameters<typeof register>[0]
const stop = (
  database: Base,
  at: string,
  o: Partial<Parameters<typeof attribution.stopAccount>[1]> = {},
  actor: Actor = SYSTEM,
) =>
  act(
    database,
    at,
    cx => attribution.stopAccount(cx, { partner: brightwave, customer: acme, by: 'vendor', ...o }),
    actor,
  )
const stopRecurring = (database: Base, at: string, reason = 'acquired', actor: Actor = SYSTEM, partner = brightwave) =>
  act(database, at, cx => attribution.stopRecurring(cx, { partner, reason }), actor)

describe('COC-7: stopping with one customer', () => {
  test('holds from that instant on for that customer and partner, once', async () => {
    const database = await leadTown(['cocentric'])
    await stop(database, MARCH)
    expect(await stop(database, APRIL, { by: 'partner' })).toMatchObject({
      value: { at: new Date(MARCH), by: 'vendor' },
    })
    const found = await attribution.dealingsOf(looking(database, APRIL), [acme, zuivel])
    expect(found.get(acme)?.stops).toEqual([{ partner: brightwave, customer: acme, at: new Date(MARCH), by: 'vendor' }])
    expect(found.has(zuivel)).toBe(false)
    expect(await attribution.stopOf(looking(database, APRIL), nova, acme)).toBeNull()
    expect(await waiting(database)).toEqual(['acme'])
  })
  test('is the owner’s for the partner and partner managers’ for the operator; others’ customers are unknown', async () => {
    const database = await leadTown(['cocentric'])
    await register(database, MARCH, { program: 'cocentric' })
    const olga = await userOf(database, 'Olga', { partner: { id: brightwave, role: 'owner' } })
    const ed = await userOf(database, 'Ed', { partner: { id: brightwave, role: 'editor' } })
    const pim = await userOf(database, 'Pim', { staff: ['partner-manager'] })
    expect(refusal(await stop(database, MARCH, { by: 'vendor' }, olga))).toBe('not-allowed')
    expect(refusal(await stop(database, MARCH, { by: 'partner' }, ed))).toBe('not-allowed')
    expect(refusal(await stop(database, MARCH, { by: 'partner' }, pim))).toBe('not-allowed')
    expect(refusal(await stop(database, MARCH, { by: 'partner', customer: zuivel }, olga))).toBe('unknown-customer')
    expect(refusal(await stop(database, MARCH, { by: 'partner' }, olga))).toBe('ok')
    expect(refusal(await stop(database, MARCH, { customer: 'nobody' as CustomerId }, pim))).toBe('unknown-customer')
    expect(refusal(await stop(database, MARCH, { partner: 'nobody' as PartnerId }, pim))).toBe('unknown-partner')
    expect(refusal(await stop(database, MARCH, { customer: zuivel }, pim))).toBe('ok')
  })
})

describe('COC-8: stopping the recurring share', () => {
  test('holds for all customers of the partner, by lead, choice or renewal, and for no other partner’s', async () => {
    const database = await town()
    await choose(database, MARCH, acme, brightwave)
    await choose(database, MARCH, zuivel, nova)
    await stopRecurring(database, APRIL)
    await stopRecurring(database, '2025-05-01T00:00:00Z')
    await stopRecurring(database, '2025-06-01T00:00:00Z', 'bankrupt')
    const found = await attribution.dealingsOf(looking(database, APRIL), [acme, zuivel])
    expect(found.get(acme)?.recurringStops).toEqual([
      { partner: brightwave, at: new Date(APRIL), reason: 'acquired' },
      { partner: brightwave, at: new Date('2025-06-01Z'), reason: 'bankrupt' },
    ])
    expect(found.has(zuivel)).toBe(false)
  })
  test('is the operator’s alone, for one of three reasons', async () => {
    const database = await leadTown(['cocentric'])
    const olga = await userOf(database, 'Olga', { partner: { id: brightwave, role: 'owner' } })
    for (const actor of [VISITOR, olga])
      expect(refusal(await stopRecurring(database, MARCH, 'acquired', actor))).toBe('not-allowed')
    expect(refusal(await stopRecurring(database, MARCH, 'boredom'))).toBe('bad-reason')
    expect(refusal(await stopRecurring(database, MARCH, 'acquired', SYSTEM, 'nobody' as PartnerId))).toBe(
      'unknown-partner',
    )
    expect(refusal(await stopRecurring(database, MARCH, 'strategy-shift'))).toBe('ok')
    expect(await attribution.recurringStopsOf(looking(database, MARCH, olga), nova)).toEqual([])
    expect(await attribution.recurringStopsOf(looking(database, MARCH, olga), brightwave)).toHaveLength(1)
  })
})

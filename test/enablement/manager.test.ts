import { describe, expect, test } from 'vitest'
import type { PartnerId, UserId } from '#kernel/id.ts'
import * as enablement from '#enablement/index.ts'
import * as identity from '#identity/index.ts'
import * as partners from '#partners/index.ts'
import { act, looking } from '../support/database.ts'
import { AT, cora, crest, eddy, finn, ledgerly, mila, pixel, rival, town } from './town.ts'

const [milan, otto] = ['milan', 'otto'] as UserId[] as [UserId, UserId]
type Town = Awaited<ReturnType<typeof town>>
const name = (database: Town, partner: PartnerId | null, manager: string | null, by = mila) =>
  act(database, AT, cx => enablement.nameManager(cx, { partner, manager: manager as UserId | null }), by)
const of = async (database: Town, partner: PartnerId, by = mila) =>
  (await enablement.managerOf(looking(database, AT, by), partner))?.id ?? null

describe('ONE-10: a partner that joins is given a manager', () => {
  test('the one whom the operator chose for all; while none is chosen, its first partner manager', async () => {
    const database = await town()
    expect(await of(database, crest)).toBe('mila')
    await name(database, null, milan)
    expect(await of(database, crest)).toBe('milan')
    await act(database, AT, cx => partners.addPartner(cx, { id: 'newcomer', name: 'Newcomer', program: 'one-network' }))
    expect(await of(database, 'newcomer' as PartnerId)).toBe('milan')
  })
  test('one partner may have another, and have the default again', async () => {
    const database = await town()
    await name(database, crest, otto)
    expect([await of(database, crest), await of(database, pixel)]).toEqual(['otto', 'mila'])
    await name(database, crest, null)
    expect(await of(database, crest)).toBe('mila')
  })
  test('who is no partner manager any more is nobody’s', async () => {
    const database = await town()
    await name(database, crest, milan)
    await act(database, AT, cx => identity.setStaff(cx, milan, ['finance']))
    expect(await of(database, crest)).toBe('mila')
  })
  test('SIM-3: Select and Premier have one, Registered has none', async () => {
    const database = await town()
    expect(await of(database, pixel)).toBe('mila')
    expect(await of(database, 'selecta' as PartnerId)).toBe('mila')
    expect(await of(database, ledgerly)).toBe(null)
  })
  test('partner managers name them, from among themselves and the owners', async () => {
    const database = await town()
    expect(await name(database, crest, milan, finn)).toMatchObject({ refusal: 'not-allowed' })
    expect(await name(database, crest, milan, cora)).toMatchObject({ refusal: 'not-allowed' })
    expect(await name(database, crest, 'finn')).toMatchObject({ refusal: 'unknown-user' })
    expect(await name(database, 'nobody' as PartnerId, milan)).toMatchObject({ refusal: 'unknown-partner' })
    const named = await enablement.managerCandidates(looking(database, AT, mila))
    expect(named.map(user => user.id).sort()).toEqual(['mila', 'milan', 'otto'])
    expect(await enablement.managerCandidates(looking(database, AT, eddy))).toEqual([])
  })
  test('a partner knows its own, and nobody else’s', async () => {
    const database = await town()
    expect(await of(database, crest, cora)).toBe('mila')
    expect(await of(database, crest, rival)).toBe(null)
  })
})

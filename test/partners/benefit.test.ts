import { describe, expect, test } from 'vitest'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import { ensureProgram } from '#programs/index.ts'
import { benefitsIn } from '../../src/partners/benefit.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

const tier = (key: string, rank: number, benefits: string[]) =>
  ({
    key,
    rank,
    entry: 'apply',
    requirements: [],
    benefits,
    qualified: 'at-any-time',
    effective: 'at-once',
    kept: 'no-end',
  }) as const
const TERMS = {
  program: 'guild' as ProgramKey,
  tiers: [tier('silver', 1, ['listing']), tier('gold', 2, ['listing', 'followed-link'])],
  modules: [
    { key: 'tech', requirements: [], tiers: [], benefits: ['integrations-directory'] },
    { key: 'print', requirements: [], tiers: ['gold'], benefits: ['print-room'] },
  ],
} as unknown as Parameters<typeof benefitsIn>[0]

describe('the benefits of a partner', () => {
  const has = (own: string | null, ...modules: string[]) => [...benefitsIn(TERMS, own, modules).has].sort()
  test('are those of its tier', () => {
    expect(has('silver')).toEqual(['listing'])
    expect(has('gold')).toEqual(['followed-link', 'listing'])
    expect(has(null)).toEqual([])
    expect(has('bronze')).toEqual([])
  })
  test('and of its modules, where its tier may have them', () => {
    expect(has('silver', 'tech')).toEqual(['integrations-directory', 'listing'])
    expect(has('silver', 'print')).toEqual(['listing'])
    expect(has('gold', 'print')).toContain('print-room')
    expect(has(null, 'tech')).toEqual(['integrations-directory'])
  })
  test('what is told is what anybody may have there', () => {
    expect([...benefitsIn(TERMS, null, []).told].sort()).toEqual([
      'followed-link',
      'integrations-directory',
      'listing',
      'print-room',
    ])
  })
})

describe('SIM-4: who has what today', () => {
  const AT = '2026-03-01T09:00:00Z'
  const [pixel, ledgerly, plain] = ['pixelforge', 'ledgerly', 'plainly'] as PartnerId[] as [
    PartnerId,
    PartnerId,
    PartnerId,
  ]
  async function town() {
    const database = await freshDatabase()
    await act(database, AT, cx => ensureProgram(cx, 'simpro', { settings: { feePercent: '10', discountPercent: '5' } }))
    const add = (id: string, more: object, program = 'simpro') =>
      act(database, AT, cx => partners.addPartner(cx, { id, name: id, program, ...more }))
    await add(pixel, { tier: 'Premier', modules: ['technology'] })
    await add(ledgerly, { modules: ['accountancy'] })
    await add(plain, {}, 'copernica')
    return database
  }
  test('Premier has the followed link, Technology the integrations directory; a program without tiers has neither', async () => {
    const cx = looking(await town(), AT)
    const all = [pixel, ledgerly, plain]
    expect([...(await partners.partnersWith(cx, all, 'followed-link'))]).toEqual([pixel])
    expect(await partners.allPartnersWith(cx, 'integrations-directory')).toEqual([pixel])
    expect(await partners.allPartnersWith(cx, 'singing')).toEqual([])
    expect((await partners.benefitsOf(cx, all)).get(plain)?.map(one => one.program)).toEqual(['copernica'])
  })
  test('a suspended partner has none', async () => {
    const database = await town()
    await act(database, AT, cx => partners.suspend(cx, { partner: pixel }))
    expect(await partners.partnersWith(looking(database, AT), [pixel], 'followed-link')).toEqual(new Set())
  })
})

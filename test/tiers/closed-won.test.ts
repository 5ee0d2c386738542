import { describe, expect, test } from 'vitest'
import * as tiers from '#tiers/index.ts'
import { looking } from '../support/database.ts'
import { done, join, mila, nova, olga, say, simpro, tierOf, town, wait, won } from './town.ts'

const SERVICE = { modules: ['service-provider'] }
const two = (n: number) => String(n).padStart(2, '0')
/** Nova with so many customers referred in February and won on 20 May 2025. */
async function withCustomers(count: number) {
  const database = await town(simpro, SERVICE)
  for (let n = 1; n <= count; n++) await won(database, `c${n}`, `2025-02-${two(n)}T10:00:00Z`, '2025-05-20T10:00:00Z')
  return database
}
const have = async (database: Awaited<ReturnType<typeof town>>, at: string) => {
  const [progress] = await tiers.progressOf(looking(database, at, olga), nova)
  return progress?.steps.find(step => step.tier === 'select')?.needs.map(need => `${need.have} of ${need.need}`)
}

describe('SIM-8: applying for Select', () => {
  test('with nine closed-won customers is refused, with ten it is granted from that day', async () => {
    const database = await withCustomers(9)
    expect(await say(database, '2025-06-01T10:00:00Z', 'applyTier', 'select', olga)).toBe('requirements-not-met')
    await won(database, 'tenth', '2025-06-01T11:00:00Z', '2025-06-02T10:00:00Z')
    expect(await say(database, '2025-06-02T11:00:00Z', 'applyTier', 'select', olga)).toBe('2025-06-02 open')
    expect(await tierOf(database, '2025-06-01', simpro)).toBe('registered')
    expect(await tierOf(database, '2025-06-02', simpro)).toBe('select')
  })

  test('SIM-7: a customer counts once, however many orders it signs', async () => {
    const database = await withCustomers(9)
    await won(database, 'c1', '', '2025-05-21T10:00:00Z', { deal: 'c1-2' })
    await won(database, 'c1', '', '2025-05-22T10:00:00Z', { deal: 'c1-3' })
    expect(await have(database, '2025-06-01T10:00:00Z')).toEqual(['9 of 10'])
    expect(await say(database, '2025-06-01T10:00:00Z', 'applyTier', 'select', olga)).toBe('requirements-not-met')
  })

  test('SIM-7: the order counts six months after the referral, the last day included', async () => {
    const database = await town(simpro, SERVICE)
    await won(database, 'last-day', '2025-02-10T10:00:00Z', '2025-08-10T23:59:59Z')
    expect(await have(database, '2025-08-11T10:00:00Z')).toEqual(['1 of 10'])
    await won(database, 'too-late', '2025-02-11T10:00:00Z', '2025-08-12T00:00:00Z')
    await won(database, 'end-of-month', '2025-08-31T10:00:00Z', '2026-02-28T23:59:59Z')
    expect(await have(database, '2026-02-28T23:59:59Z')).toEqual(['2 of 10'])
    await won(database, 'after-it', '2025-08-31T10:00:00Z', '2026-03-01T00:00:00Z')
    expect(await have(database, '2026-03-01T10:00:00Z')).toEqual(['2 of 10'])
  })

  test('a customer won twelve months ago counts on that day and not on the next', async () => {
    const database = await withCustomers(10)
    expect(await have(database, '2026-05-20T23:00:00Z')).toEqual(['10 of 10'])
    expect(await have(database, '2026-05-21T00:00:00Z')).toEqual(['0 of 10'])
  })

  test('another partner’s customers do not count', async () => {
    const database = await withCustomers(9)
    await join(database, '2025-01-05T12:00:00Z', 'rival', 'simpro', SERVICE)
    await won(database, 'theirs', '2025-02-20T10:00:00Z', '2025-05-20T10:00:00Z', { partner: 'rival' as typeof nova })
    expect(await have(database, '2025-06-01T10:00:00Z')).toEqual(['9 of 10'])
  })

  test('a person’s confirmation stands in for the count', async () => {
    const database = await withCustomers(2)
    await say(database, '2025-06-01T10:00:00Z', 'meetTier', 'select', mila)
    expect(await tierOf(database, '2025-06-01', simpro)).toBe('registered')
    expect(await say(database, '2026-06-02T10:00:00Z', 'applyTier', 'select', olga)).toBe('requirements-not-met')
    expect(await say(database, '2026-06-01T10:00:00Z', 'applyTier', 'select', olga)).toBe('2026-06-01 open')
  })
})

test('SIM-8: the yearly review counts the orders of the twelve months before 1 January, both ends included', async () => {
  const service = { ...SERVICE, tier: 'select', at: '2024-06-01T10:00:00Z' }
  const reviewed = async (signed: string) => {
    const database = await town(simpro, service)
    for (let n = 1; n <= 10; n++)
      await won(database, `c${n}`, '2024-10-01T10:00:00Z', n === 1 ? signed : '2025-01-20T10:00:00Z')
    await done(database, '2024-12-31T12:00:00Z', cx => tiers.meetTier(cx, { partner: nova, tier: 'select' }))
    await wait(database, '2026-01-01T00:00:00Z')
    expect(await tierOf(database, '2025-06-01', simpro)).toBe('select')
    return tierOf(database, '2026-01-01', simpro)
  }
  expect(await reviewed('2025-01-01T00:00:00Z')).toBe('select')
  expect(await reviewed('2024-12-31T23:59:59Z')).toBe('registered')
})

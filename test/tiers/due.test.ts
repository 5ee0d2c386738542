import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { PartnerId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as programs from '#programs/index.ts'
import * as tiers from '#tiers/index.ts'
import { looking, within } from '../support/database.ts'
import { cloudcodes, done, jobs, join, mila, olga, say, simpro, tierOf, town, wait, won } from './town.ts'

describe('CC-6, CC-9: each 1 January', () => {
  test('who did not qualify again returns to Reseller, and is told on that day, once', async () => {
    const database = await town(cloudcodes)
    await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
    await wait(database, '2026-12-31T23:59:59.999Z')
    expect(await jobs(database, 'tier.changed')).toEqual(['nova 2025-04-01'])
    expect(await wait(database, '2027-01-01T00:00:00Z')).toEqual(['2027-01-01T00:00:00.000Z'])
    expect(await jobs(database, 'tier.changed')).toEqual(['nova 2025-04-01', 'nova 2027-01-01'])
    expect(await tierOf(database, '2027-01-01', cloudcodes)).toBe('reseller')
    await wait(database, '2029-06-01T00:00:00Z')
    expect(await jobs(database, 'tier.changed')).toHaveLength(2)
  })
  test('who qualified again before the end stays, and hears of it when it qualifies, not on 1 January', async () => {
    const database = await town(cloudcodes)
    await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
    await wait(database, '2026-12-31T10:00:00Z')
    expect(await say(database, '2026-12-31T10:00:00Z', 'meetTier', 'premier', mila)).toBe('2027-01-01 2027-12-31')
    await wait(database, '2027-12-31T00:00:00Z')
    expect(await tierOf(database, '2027-01-01', cloudcodes)).toBe('premier')
    expect(await tierOf(database, '2027-12-31', cloudcodes)).toBe('premier')
    expect(await tierOf(database, '2028-01-01', cloudcodes)).toBe('reseller')
    expect(await jobs(database, 'tier.changed')).toEqual(['nova 2025-04-01', 'nova 2027-01-01'])
  })
  test('who qualified on 1 January itself is too late for January', async () => {
    const database = await town(cloudcodes)
    await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
    await wait(database, '2027-01-01T10:00:00Z')
    expect(await say(database, '2027-01-01T10:00:00Z', 'meetTier', 'premier', mila)).toBe('2027-02-01 2028-12-31')
    expect(await tierOf(database, '2027-01-31', cloudcodes)).toBe('reseller')
    expect(await tierOf(database, '2027-02-01', cloudcodes)).toBe('premier')
  })
  test('is midnight where the program lives', async () => {
    const database = await town(cloudcodes, { timeZone: 'America/New_York', tier: 'premier' })
    expect(await wait(database, '2026-01-01T04:59:59Z')).toEqual([])
    expect(await wait(database, '2026-01-01T05:00:00Z')).toEqual(['2026-01-01T05:00:00.000Z'])
  })
})

describe('SIM-8: joining as Select is free and looked at on the first 1 January', () => {
  const service = { tier: 'select', modules: ['service-provider'] }
  test('a service provider without ten customers returns to Registered, and may be given Select again', async () => {
    const database = await town(simpro, service)
    expect(await tierOf(database, '2025-12-31', simpro)).toBe('select')
    await wait(database, '2026-01-01T00:00:00Z')
    expect(await tierOf(database, '2025-12-31', simpro)).toBe('select')
    expect(await tierOf(database, '2026-01-01', simpro)).toBe('registered')
    expect(await jobs(database, 'tier.changed')).toEqual(['nova 2026-01-01'])
    expect(await say(database, '2026-01-02T10:00:00Z', 'applyTier', 'select', olga)).toBe('requirements-not-met')
    expect(await say(database, '2026-01-02T10:00:00Z', 'inviteTier', 'select', mila)).toBe('2026-01-02 open')
  })
  test('who joined in December is looked at on that 1 January too, who joins on 1 January a year later', async () => {
    const december = await town(simpro, { ...service, at: '2025-12-31T12:00:00Z' })
    await wait(december, '2026-01-01T00:00:00Z')
    expect(await tierOf(december, '2026-01-01', simpro)).toBe('registered')
    const january = await town(simpro, { ...service, at: '2026-01-01T00:00:00Z' })
    await wait(january, '2026-12-31T23:00:00Z')
    expect(await tierOf(january, '2026-12-31', simpro)).toBe('select')
    await wait(january, '2027-01-01T00:00:00Z')
    expect(await tierOf(january, '2027-01-01', simpro)).toBe('registered')
  })
  test('who joins or is invited on 1 January is not looked at that day, also when the review is done late; who held it before is', async () => {
    const database = await town(simpro, { modules: service.modules, at: '2025-06-01T12:00:00Z' })
    await join(database, '2025-12-31T23:59:59Z', 'eve', 'simpro', service)
    await join(database, '2026-01-01T00:00:00Z', 'newcomer', 'simpro', service)
    await say(database, '2026-01-01T09:00:00Z', 'inviteTier', 'select', mila)
    await within(database, '2026-01-01T10:00:00Z', cx => tiers.passTiersDue(cx))
    const now = (partner: string) => tierOf(database, '2026-01-01', simpro, partner as PartnerId)
    expect([await now('nova'), await now('newcomer'), await now('eve')]).toEqual(['select', 'select', 'registered'])
  })
  test('a review that is done late takes the old tier from its day on, and nothing that was given or taken after that day', async () => {
    const late = async (verb: 'inviteTier' | 'applyTier', tier: string) => {
      const database = await town(simpro, { ...service, at: '2025-06-01T12:00:00Z' })
      await say(database, '2026-01-02T09:00:00Z', verb, tier, mila)
      await within(database, '2026-01-03T10:00:00Z', cx => tiers.passTiersDue(cx))
      return Promise.all(['2025-12-31', '2026-01-01', '2026-01-02'].map(day => tierOf(database, day, simpro)))
    }
    expect(await late('inviteTier', 'premier')).toEqual(['select', 'registered', 'premier'])
    expect(await late('applyTier', 'select')).toEqual(['select', 'registered', 'registered'])
  })
  test('nobody asks a technology partner for customers, who named no module is asked', async () => {
    const database = await town(simpro, { tier: 'select', modules: ['technology'] })
    await join(database, '2025-02-01T12:00:00Z', 'silent', 'simpro', { tier: 'select' })
    await wait(database, '2026-01-01T00:00:00Z')
    expect(await tierOf(database, '2026-01-01', simpro)).toBe('select')
    expect(await tierOf(database, '2026-01-01', simpro, 'silent' as PartnerId)).toBe('registered')
  })
  test('an invited Premier asks for nothing and stays', async () => {
    const database = await town(simpro, service)
    await say(database, '2025-06-01T10:00:00Z', 'inviteTier', 'premier', mila)
    await wait(database, '2027-01-01T00:00:00Z')
    expect(await tierOf(database, '2027-01-01', simpro)).toBe('premier')
  })
  test('a person’s confirmation within the twelve months keeps it, an older one does not', async () => {
    const database = await town(simpro, service)
    await say(database, '2025-01-05T13:00:00Z', 'meetTier', 'select', mila)
    await wait(database, '2026-01-01T00:00:00Z')
    expect(await tierOf(database, '2026-01-01', simpro)).toBe('select')
    await wait(database, '2027-01-01T00:00:00Z')
    expect(await tierOf(database, '2026-12-31', simpro)).toBe('select')
    expect(await tierOf(database, '2027-01-01', simpro)).toBe('registered')
  })
  const ten = async (customers: number) => {
    const database = await town(simpro, service)
    for (let n = 1; n <= customers; n++)
      await won(database, `c${n}`, `2025-02-${String(n).padStart(2, '0')}T10:00:00Z`, '2025-05-20T10:00:00Z')
    await wait(database, '2026-01-01T00:00:00Z')
    return tierOf(database, '2026-01-01', simpro)
  }
  test('nine customers won in the year are not enough', async () => expect(await ten(9)).toBe('registered'))
  test('ten are', async () => expect(await ten(10)).toBe('select'))
})

test('time that passes twice changes nothing, and a late look does what was missed in its order', async () => {
  const database = await town(simpro, { tier: 'select', modules: ['service-provider'] })
  await within(database, '2027-05-05T00:00:00Z', cx => tiers.passTiersDue(cx))
  expect(await tierOf(database, '2026-01-01', simpro)).toBe('registered')
  await within(database, '2027-05-05T00:00:00Z', cx => tiers.passTiersDue(cx))
  expect(await database.read.all(sql`select tier, starts_on as day, ground from tier_span order by id`)).toEqual([
    { tier: 'select', day: '2025-01-05', ground: 'joined' },
    { tier: 'registered', day: '2026-01-01', ground: 'review' },
  ])
  expect(await tiers.nextTierDue(looking(database, '2027-05-05T00:00:00Z'))).toEqual(new Date('2028-01-01T00:00:00Z'))
})

test('time is nobody’s verb: a person cannot let it pass', async () => {
  const database = await town(simpro)
  await expect(within(database, '2026-02-01T00:00:00Z', cx => tiers.passTiersDue(cx), olga)).rejects.toThrow(
    'time passes',
  )
})

test('a program without tiers is passed by, and a program’s first tiers begin with its terms', async () => {
  const database = await town('copernica' as typeof simpro)
  expect(await wait(database, '2026-06-01T00:00:00Z')).toEqual(['2026-01-01T00:00:00.000Z'])
  expect(await jobs(database, 'tier.changed')).toEqual([])
})

describe('a tier of a program made up, that asks for nothing but facts and ends with the year', () => {
  async function club(revenue: string) {
    const database = await town(cloudcodes)
    const [first] = await programs.termsOf(looking(database, '2025-01-06T10:00:00Z'), 'cloudcodes')
    const { program: _, version: __, from: ___, ...body } = first as programs.Terms
    const gold: programs.TierTerms = {
      key: 'gold',
      rank: 5,
      entry: 'apply',
      requirements: [{ measure: 'revenue', amount: revenue, currency: 'EUR', lastMonths: 12 }],
      benefits: [],
      qualified: 'each-1-january',
      effective: 'at-once',
      kept: 'rest-of-year',
    }
    await done(database, '2025-01-06T10:00:00Z', cx =>
      programs.publishTerms(cx, 'cloudcodes', { ...body, tiers: [...body.tiers, gold] }, '2025-02-01' as Day),
    )
    return database
  }
  test('is lost on 1 January when they are not met, and told', async () => {
    const database = await club('0.01')
    expect(await say(database, '2025-06-01T10:00:00Z', 'applyTier', 'gold', olga)).toBe('requirements-not-met')
    expect(await say(database, '2025-06-01T10:00:00Z', 'inviteTier', 'gold', mila)).toBe('2025-06-01 2025-12-31')
    await wait(database, '2026-01-01T00:00:00Z')
    expect(await tierOf(database, '2026-01-01', cloudcodes)).toBe('reseller')
    expect(await jobs(database, 'tier.changed')).toEqual(['nova 2025-06-01', 'nova 2026-01-01'])
  })
  test('is kept for another year when they are', async () => {
    const database = await club('0')
    expect(await say(database, '2025-06-01T10:00:00Z', 'applyTier', 'gold', olga)).toBe('2025-06-01 2025-12-31')
    await wait(database, '2026-01-01T00:00:00Z')
    expect(await tierOf(database, '2026-12-31', cloudcodes)).toBe('gold')
    expect(await tierOf(database, '2027-01-01', cloudcodes)).toBe('reseller')
    await wait(database, '2027-01-01T00:00:00Z')
    expect(await tierOf(database, '2027-12-31', cloudcodes)).toBe('gold')
  })
})

test('nothing due is asked for by a walk through a table', async () => {
  const database = await town(simpro)
  const plan = await database.read.all<{ detail: string }>(sql`explain query plan
    select min(starts_on) from tier_span where program = 'x' and starts_on > noted_on and starts_on > '2025-01-01'`)
  expect(plan.map(step => step.detail).join()).toContain('tier_span_ahead')
})

import { describe, expect, test } from 'vitest'
import * as audit from '#audit/index.ts'
import { VISITOR } from '#kernel/actor.ts'
import * as programs from '#programs/index.ts'
import * as settings from '#settings/index.ts'
import * as tiers from '#tiers/index.ts'
import { act, looking } from '../support/database.ts'
import {
  cloudcodes,
  done,
  eddy,
  finn,
  jobs,
  join,
  mila,
  nova,
  olga,
  other,
  say,
  simpro,
  tierOf,
  town,
  wait,
} from './town.ts'

describe('SIM-1: Premier is by invitation', () => {
  test('applying for it is refused, also by the operator for the partner', async () => {
    const database = await town(simpro)
    expect(await say(database, '2025-03-10T10:00:00Z', 'applyTier', 'premier', olga)).toBe('by-invitation')
    expect(await say(database, '2025-03-10T10:00:00Z', 'applyTier', 'Premier')).toBe('by-invitation')
    expect(await tierOf(database, '2025-03-10', simpro)).toBe('registered')
  })
  test('whoever is invited has it from that day, and asking for it then changes nothing', async () => {
    const database = await town(simpro)
    expect(await say(database, '2025-03-10T10:00:00Z', 'inviteTier', 'premier', mila)).toBe('2025-03-10 open')
    expect(await tierOf(database, '2025-03-09', simpro)).toBe('registered')
    expect(await tierOf(database, '2025-03-10', simpro)).toBe('premier')
    expect(await say(database, '2025-03-11T10:00:00Z', 'applyTier', 'premier', olga)).toBe('nothing')
    expect(await say(database, '2025-03-11T10:00:00Z', 'inviteTier', 'premier', mila)).toBe('nothing')
  })
  test('only partner managers invite and confirm; a partner’s owner applies, nobody else of it and nobody else’s', async () => {
    const database = await town(simpro)
    for (const actor of [olga, finn, VISITOR])
      for (const verb of ['inviteTier', 'meetTier'] as const)
        expect(await say(database, '2025-03-10T10:00:00Z', verb, 'select', actor)).toBe('not-allowed')
    for (const actor of [eddy, other, finn, VISITOR])
      expect(await say(database, '2025-03-10T10:00:00Z', 'applyTier', 'select', actor)).toBe('not-allowed')
  })
  test('a confirmation alone gives no tier that is by invitation', async () => {
    const database = await town(simpro)
    expect(await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)).toBe('nothing')
    expect(await say(database, '2025-03-10T10:00:00Z', 'applyTier', 'premier', olga)).toBe('by-invitation')
  })
})

test('an unknown partner, a tier of no program of its, and a program without tiers are refused by name', async () => {
  const database = await town(simpro)
  const at = '2025-03-10T10:00:00Z'
  expect(await say(database, at, 'inviteTier', 'gold', mila)).toBe('unknown-tier')
  expect(await say(database, at, 'inviteTier', 'reseller', mila)).toBe('unknown-tier')
  expect(await say(database, at, 'inviteTier', 'select', mila, 'nobody' as typeof nova)).toBe('unknown-partner')
  await join(database, at, 'plain', 'copernica')
  expect(await say(database, at, 'inviteTier', 'select', mila, 'plain' as typeof nova)).toBe('unknown-tier')
})

test('a suspended partner is given nothing, and one without agreement cannot apply', async () => {
  const { suspend } = await import('#partners/index.ts')
  const database = await town(simpro, { agreement: false })
  expect(await say(database, '2025-03-10T10:00:00Z', 'applyTier', 'select')).toBe('agreement-not-accepted')
  await done(database, '2025-03-11T10:00:00Z', cx => suspend(cx, { partner: nova }))
  expect(await say(database, '2025-03-11T10:00:00Z', 'applyTier', 'select')).toBe('partner-not-active')
  expect(await say(database, '2025-03-11T10:00:00Z', 'inviteTier', 'select')).toBe('partner-not-active')
})

describe('CC-7, CC-8: a level that the operator confirms', () => {
  const reached = async (at: string, timeZone?: string) =>
    say(await town(cloudcodes, timeZone ? { timeZone } : {}), at, 'meetTier', 'premier', mila)
  test('on 10 March counts from 1 April to 31 December of the next year', async () => {
    const database = await town(cloudcodes)
    expect(await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)).toBe('2025-04-01 2026-12-31')
    expect(await tierOf(database, '2025-03-31', cloudcodes)).toBe('reseller')
    expect(await tierOf(database, '2025-04-01', cloudcodes)).toBe('premier')
    expect(await tierOf(database, '2026-12-31', cloudcodes)).toBe('premier')
    expect(await tierOf(database, '2027-01-01', cloudcodes)).toBe('reseller')
  })
  test('on the first of a month counts from the next month', async () =>
    expect(await reached('2025-04-01T00:00:00Z')).toBe('2025-05-01 2026-12-31'))
  test('on 15 December 2025 counts from 1 January 2026 until 31 December 2026', async () =>
    expect(await reached('2025-12-15T10:00:00Z')).toBe('2026-01-01 2026-12-31'))
  test('on 29 February counts from 1 March', async () => {
    const database = await town(cloudcodes, { at: '2024-01-05T12:00:00Z' })
    expect(await say(database, '2024-02-29T23:59:59Z', 'meetTier', 'premier', mila)).toBe('2024-03-01 2025-12-31')
  })
  test('is reached on the day of the program’s own time zone', async () => {
    expect(await reached('2025-03-31T22:30:00Z')).toBe('2025-04-01 2026-12-31')
    expect(await reached('2025-03-31T22:30:00Z', 'Europe/Amsterdam')).toBe('2025-05-01 2026-12-31')
    expect(await reached('2026-01-01T04:00:00Z', 'America/New_York')).toBe('2026-01-01 2026-12-31')
    expect(await reached('2026-01-01T05:00:00Z', 'America/New_York')).toBe('2026-02-01 2027-12-31')
  })
  test('is told once, however often it is confirmed that year', async () => {
    const database = await town(cloudcodes)
    await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
    expect(await say(database, '2025-03-10T11:00:00Z', 'meetTier', 'premier', mila)).toBe('nothing')
    expect(await say(database, '2025-09-10T11:00:00Z', 'meetTier', 'premier', mila)).toBe('nothing')
    expect(await jobs(database, 'tier.changed')).toEqual(['nova 2025-04-01'])
  })
  test('applying does not reach it', async () => {
    const database = await town(cloudcodes)
    expect(await say(database, '2025-03-10T10:00:00Z', 'applyTier', 'premier', olga)).toBe('requirements-not-met')
  })
  test('asking for what was given for later, or is had, changes nothing', async () => {
    const database = await town(cloudcodes)
    await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
    expect(await say(database, '2025-03-10T11:00:00Z', 'applyTier', 'premier', olga)).toBe('nothing')
    expect(await say(database, '2025-04-01T00:00:00Z', 'applyTier', 'premier', olga)).toBe('nothing')
    expect(await jobs(database, 'tier.changed')).toEqual(['nova 2025-04-01'])
  })
})

describe('CC-8: a partner that starts as Premier', () => {
  test('has it from that day to 31 December of the next year', async () => {
    const database = await town(cloudcodes, { at: '2025-03-10T12:00:00Z', tier: 'Premier' })
    expect(await tierOf(database, '2025-03-10', cloudcodes)).toBe('premier')
    expect(await tierOf(database, '2026-12-31', cloudcodes)).toBe('premier')
    expect(await tierOf(database, '2027-01-01', cloudcodes)).toBe('reseller')
  })
})

describe('a tier that the operator takes back', () => {
  const take =
    (at: string, o: { to?: string; reason?: string } = {}, actor = mila) =>
    async (database: Awaited<ReturnType<typeof town>>) => {
      const reason = o.reason ?? 'the plan was not kept'
      const outcome = await act(
        database,
        at,
        cx => tiers.endTier(cx, { partner: nova, program: 'cloudcodes', to: o.to, reason }),
        actor,
      )
      return outcome.ok ? (outcome.value?.tier ?? 'nothing') : outcome.refusal
    }
  test('is gone from that day on, also what was to begin later; the reason is kept', async () => {
    const database = await town(cloudcodes)
    await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
    expect(await take('2025-03-20T10:00:00Z')(database)).toBe('reseller')
    expect(await tierOf(database, '2025-04-01', cloudcodes)).toBe('reseller')
    const [noted] = await audit.entries(looking(database, '2025-03-20T10:00:00Z', mila), { subject: 'nova', limit: 1 })
    expect(noted).toMatchObject({ verb: 'tier-ended', reason: 'the plan was not kept' })
    expect(await take('2025-03-21T10:00:00Z')(database)).toBe('nothing')
  })
  test('needs a reason, and a partner manager', async () => {
    const database = await town(cloudcodes, { tier: 'premier' })
    expect(await take('2025-03-20T10:00:00Z', { reason: ' ' })(database)).toBe('reason-required')
    expect(await take('2025-03-20T10:00:00Z', {}, olga)(database)).toBe('not-allowed')
    expect(await take('2025-03-20T10:00:00Z', { to: 'gold' })(database)).toBe('unknown-tier')
  })
})

test('what counts today or before is looked at again and shown; what begins later waits for its day', async () => {
  const database = await town(cloudcodes)
  const shown = async () => [(await jobs(database, 'standing.changed')).length, await jobs(database, 'tier.changed')]
  await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
  expect(await shown()).toEqual([0, ['nova 2025-04-01']])
  const version = () => settings.contentVersion(looking(database, '2025-04-01T00:00:00Z'))
  const before = await version()
  expect(await wait(database, '2025-03-31T23:59:59Z')).toEqual([])
  expect(await version()).toBe(before)
  expect(await wait(database, '2025-04-01T00:00:00Z')).toEqual(['2025-04-01T00:00:00.000Z'])
  expect(await shown()).toEqual([0, ['nova 2025-04-01']])
  expect(await version()).toBeGreaterThan(before)
  expect(await wait(database, '2025-12-31T23:59:59Z')).toEqual([])

  const eve = await town(cloudcodes)
  await say(eve, '2025-03-31T23:59:59Z', 'meetTier', 'premier', mila)
  expect(await jobs(eve, 'standing.changed')).toEqual(['nova'])

  const at = await town(simpro)
  await say(at, '2025-03-10T10:00:00Z', 'inviteTier', 'premier', mila)
  expect(await jobs(at, 'standing.changed')).toEqual(['nova'])
})

test('the tiers of a program are those of its terms of that day', async () => {
  const database = await town(cloudcodes)
  const [first] = await programs.termsOf(looking(database, '2025-02-01T10:00:00Z'), 'cloudcodes')
  const { program: _, version: __, from: ___, ...body } = first as programs.Terms
  const later = body.tiers.map(tier => (tier.key === 'premier' ? { ...tier, effective: 'at-once' as const } : tier))
  await done(database, '2025-02-01T10:00:00Z', cx =>
    programs.publishTerms(cx, 'cloudcodes', { ...body, tiers: later }, '2025-06-01' as programs.Terms['from'] & string),
  )
  expect(await say(database, '2025-06-10T10:00:00Z', 'meetTier', 'premier', mila)).toBe('2025-06-10 2026-12-31')
})

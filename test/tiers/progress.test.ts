import { describe, expect, test } from 'vitest'
import { VISITOR } from '#kernel/actor.ts'
import * as tiers from '#tiers/index.ts'
import { looking } from '../support/database.ts'
import { cloudcodes, eddy, finn, mila, nova, olga, other, say, simpro, town, wait } from './town.ts'

const progress = async (database: Awaited<ReturnType<typeof town>>, at: string, actor = olga) =>
  (await tiers.progressOf(looking(database, at, actor), nova))[0]

describe('what the next tier needs and would change', () => {
  test('CC-7: by 31 December for 1 January; what is reached earlier counts from the first of the next month', async () => {
    const database = await town(cloudcodes)
    expect(await progress(database, '2025-11-10T10:00:00Z')).toMatchObject({
      program: 'cloudcodes',
      tier: 'reseller',
      span: null,
      keeping: null,
      steps: [
        {
          tier: 'premier',
          entry: 'qualify',
          met: false,
          by: '2025-12-31',
          from: '2025-12-01',
          fromLast: '2026-01-01',
          until: '2026-12-31',
          changes: [
            { what: 'rate', rule: 'order', from: '15', to: '30' },
            { what: 'margin', from: '15', to: '30' },
            { what: 'benefit', gained: true, word: 'volume-discount' },
          ],
        },
      ],
    })
  })

  test('SIM-1: a tier by invitation has no day by which; a tier at once counts from the day it is asked for', async () => {
    const database = await town(simpro, { modules: ['service-provider'] })
    const found = await progress(database, '2025-06-01T10:00:00Z')
    expect(found?.steps).toMatchObject([
      { tier: 'select', by: '2025-12-31', from: '2025-06-01', fromLast: '2025-12-31', until: null, met: false },
      { tier: 'premier', entry: 'invite', by: null },
    ])
    expect(found?.steps[0]?.needs).toMatchObject([{ have: 0n, need: 10n, met: false, confirmedOn: null }])
  })

  test('what was given and begins later is told', async () => {
    const database = await town(cloudcodes)
    await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
    const found = await progress(database, '2025-03-11T10:00:00Z')
    expect(found).toMatchObject({
      tier: 'reseller',
      ahead: [{ tier: 'premier', from: '2025-04-01', until: '2026-12-31' }],
    })
    expect((await progress(database, '2025-04-01T00:00:00Z'))?.ahead).toEqual([])
  })
})

describe('what keeps the present tier', () => {
  test('CC-9: a level that ends must be confirmed again in its last year, and what is lost otherwise is told', async () => {
    const database = await town(cloudcodes)
    await say(database, '2025-03-10T10:00:00Z', 'meetTier', 'premier', mila)
    const keeping = async (at: string) => (await progress(database, at))?.keeping
    expect(await keeping('2025-06-01T10:00:00Z')).toMatchObject({ met: false, by: '2026-12-31', falls: 'reseller' })
    expect((await keeping('2025-06-01T10:00:00Z'))?.changes).toContainEqual({
      what: 'rate',
      rule: 'order',
      from: '30',
      to: '15',
    })
    await wait(database, '2026-05-01T10:00:00Z')
    await say(database, '2026-05-01T10:00:00Z', 'meetTier', 'premier', mila)
    expect(await keeping('2026-05-02T10:00:00Z')).toMatchObject({ met: true })
    expect(await progress(database, '2026-05-02T10:00:00Z')).toMatchObject({
      ahead: [{ from: '2027-01-01', until: '2027-12-31' }],
    })
  })

  test('SIM-8: Select is measured on the next 1 January over the year before it', async () => {
    const database = await town(simpro, { tier: 'select', modules: ['service-provider'] })
    expect((await progress(database, '2025-06-01T10:00:00Z'))?.keeping).toMatchObject({
      met: false,
      by: '2025-12-31',
      falls: 'registered',
      needs: [{ have: 0n, need: 10n }],
    })
  })

  test('nothing has to be kept up where nothing is reviewed', async () => {
    const database = await town(simpro)
    await say(database, '2025-03-10T10:00:00Z', 'inviteTier', 'premier', mila)
    expect(await progress(database, '2025-06-01T10:00:00Z')).toMatchObject({
      tier: 'premier',
      keeping: null,
      steps: [],
    })
  })
})

test('is for the partner’s own people and partner managers; a program without tiers has none to tell of', async () => {
  const database = await town(simpro)
  const cx = (actor: typeof olga) => looking(database, '2025-06-01T10:00:00Z', actor)
  for (const actor of [olga, eddy, mila]) expect(await tiers.progressOf(cx(actor), nova)).toHaveLength(1)
  for (const actor of [other, finn, VISITOR]) {
    expect(await tiers.progressOf(cx(actor), nova)).toEqual([])
    expect(await tiers.confirmationsOf(cx(actor), 'simpro', nova)).toEqual([])
  }
  expect(
    await tiers.progressOf(looking(await town('copernica' as typeof simpro), '2025-06-01T10:00:00Z'), nova),
  ).toEqual([])
})

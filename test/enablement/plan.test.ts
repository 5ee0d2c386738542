import { describe, expect, test } from 'vitest'
import type { PartnerId } from '#kernel/id.ts'
import * as enablement from '#enablement/index.ts'
import * as partners from '#partners/index.ts'
import { periodFits } from '../../src/enablement/plan.ts'
import { act, looking, within } from '../support/database.ts'
import { AT, crest, eddy, finn, mila, pixel, rival, town } from './town.ts'

test('a plan is of a year, a review of a quarter', () => {
  expect(periodFits('annual-plan', '2026')).toBe(true)
  expect(periodFits('annual-plan', '2026-Q1')).toBe(false)
  expect(periodFits('quarterly-review', '2026-Q4')).toBe(true)
  expect(periodFits('quarterly-review', '2026-Q5')).toBe(false)
  expect(periodFits('joint-business-plan', '26')).toBe(false)
})

describe('SIM-3: plans by tier', () => {
  const record = (database: Awaited<ReturnType<typeof town>>, wish: object, by = mila) =>
    act(
      database,
      AT,
      cx =>
        enablement.recordPlan(cx, {
          partner: pixel,
          program: 'simpro',
          kind: 'joint-business-plan',
          period: '2026',
          text: 'Two campaigns, one in May.',
          ...wish,
        }),
      by,
    )
  test('Premier has a joint business plan and quarterly reviews, Select an annual plan, Registered none', async () => {
    const database = await town()
    const kinds = async (partner: PartnerId) =>
      (await enablement.plansFor(looking(database, AT), partner)).map(one => one.kind)
    expect(await kinds(pixel)).toEqual(['joint-business-plan', 'quarterly-review'])
    expect(await kinds('selecta' as PartnerId)).toEqual(['annual-plan'])
    expect(await kinds('ledgerly' as PartnerId)).toEqual([])
    expect(await record(database, {})).toMatchObject({ ok: true })
    expect(await record(database, { kind: 'quarterly-review', period: '2026-Q1' })).toMatchObject({ ok: true })
    expect(await record(database, { kind: 'annual-plan' })).toMatchObject({ refusal: 'not-eligible' })
    expect(await record(database, { partner: 'selecta', kind: 'annual-plan' })).toMatchObject({ ok: true })
    expect(await record(database, { partner: 'ledgerly', kind: 'annual-plan' })).toMatchObject({
      refusal: 'not-eligible',
    })
  })
  test('CC-4: a plan that a tier asks for may be made before the tier is reached', async () => {
    const database = await town()
    expect(await record(database, { partner: crest, program: 'cloudcodes' })).toMatchObject({ ok: true })
  })
  test('recording one meets the obligation of that name', async () => {
    const database = await town()
    await within(database, AT, partners.passTasksDue)
    await record(database, {})
    const done = await partners.tasksOf(looking(database, AT), { partner: pixel, show: 'done' })
    expect(done.map(task => task.what)).toEqual(['joint-business-plan'])
  })
  test('only partner managers record; the partner and staff read, the newest first', async () => {
    const database = await town()
    expect(await record(database, {}, eddy)).toMatchObject({ refusal: 'not-allowed' })
    expect(await record(database, {}, finn)).toMatchObject({ refusal: 'not-allowed' })
    expect(await record(database, { partner: 'nobody' })).toMatchObject({ refusal: 'unknown-partner' })
    expect(await record(database, { program: 'nothing' })).toMatchObject({ refusal: 'unknown-program' })
    expect(await record(database, { period: 'soon' })).toMatchObject({ refusal: 'bad-period-name' })
    expect(await record(database, { text: ' ' })).toMatchObject({ refusal: 'text-missing' })
    await record(database, {})
    await record(database, { text: 'Three campaigns.' })
    const read = async (by: typeof mila) =>
      (await enablement.plansOf(looking(database, AT, by), pixel)).map(plan => plan.text)
    expect(await read(eddy)).toEqual(['Three campaigns.', 'Two campaigns, one in May.'])
    expect((await read(finn)).length).toBe(2)
    expect(await read(rival)).toEqual([])
  })
})

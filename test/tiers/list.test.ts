import { expect, test } from 'vitest'
import * as tiers from '#tiers/index.ts'
import { looking } from '../support/database.ts'
import { cloudcodes, finn, join, mila, olga, say, town } from './town.ts'

test('the members of a program are listed with today’s tier, by tier or module, and go on after the last one seen', async () => {
  const database = await town(cloudcodes)
  await join(database, '2025-01-06T10:00:00Z', 'alder', 'cloudcodes', { tier: 'premier', modules: ['lab'] })
  await join(database, '2025-01-06T10:00:00Z', 'zinc', 'cloudcodes')
  await say(database, '2025-01-10T10:00:00Z', 'meetTier', 'premier', mila)
  const list = async (o: { tier?: string; module?: string; after?: string; limit?: number; actor?: typeof mila }) => {
    const { after = '', limit = 10, actor = mila, ...wish } = o
    const cx = looking(database, '2025-01-20T10:00:00Z', actor)
    return (await tiers.holdersOf(cx, { program: 'cloudcodes', after, limit, ...wish })).map(
      one => `${one.partner.id} ${one.tier} ${one.span?.until ?? '-'} ${one.ahead?.from ?? '-'}`,
    )
  }
  expect(await list({})).toEqual(['alder premier 2026-12-31 -', 'nova reseller - 2025-02-01', 'zinc reseller - -'])
  expect(await list({ tier: 'premier' })).toEqual(['alder premier 2026-12-31 -'])
  expect(await list({ module: 'lab' })).toEqual(['alder premier 2026-12-31 -'])
  expect(await list({ limit: 1, after: 'alder' })).toEqual(['nova reseller - 2025-02-01'])
  for (const actor of [olga, finn]) expect(await list({ actor })).toEqual([])
})

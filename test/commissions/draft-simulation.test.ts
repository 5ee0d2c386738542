import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as commissions from '#commissions/index.ts'
import { VISITOR } from '#kernel/actor.ts'
import type { Day } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import { type TermsBody, termsOf } from '#programs/index.ts'
import { freshDatabase, looking } from '../support/database.ts'
import { dealScene } from './deal-scene.ts'
import { scene } from './scene.ts'

const year = { from: '2025-01-01' as Day, until: '2025-12-31' as Day }

async function story() {
  const database = await freshDatabase()
  const town = scene(database)
  await town.partner('2025-01-01T00:00:00Z', 'brightwave')
  await town.partner('2025-01-01T00:00:00Z', 'northlight')
  for (const [customer, partner] of [
    ['acme', 'brightwave'],
    ['blue', 'northlight'],
  ] as const) {
    await town.customer('2025-01-01T00:00:00Z', customer)
    await town.select('2025-01-01T00:00:00Z', customer, partner)
  }
  await town.invoice('2025-01-10T00:00:00Z', 'I-1', 'acme', '100')
  await town.invoice('2025-03-31T23:00:00Z', 'I-2', 'acme', '50')
  await town.invoice('2025-04-01T00:00:00Z', 'I-3', 'acme', '7', 'USD')
  await town.invoice('2025-04-02T00:00:00Z', 'I-4', 'blue', '10')
  await town.credit('2025-04-03T00:00:00Z', 'C-1', 'blue', '10', 'EUR', { invoice: 'I-4' })
  const [terms] = await termsOf(looking(database, '2026-01-01T00:00:00Z'), 'copernica')
  if (!terms) throw new Error('no terms')
  const { program: _, version: __, from: ___, ...body } = terms
  const draft = (rate: string): TermsBody => ({ ...body, earns: body.earns.map(rule => ({ ...rule, rate })) })
  return { database, draft }
}
const simulate = async (
  database: Awaited<ReturnType<typeof freshDatabase>>,
  body: TermsBody,
  span: { from: Day; until: Day } = year,
) => {
  const outcome = await commissions.simulate(looking(database, '2026-01-01T00:00:00Z'), 'copernica', body, span)
  if (!outcome.ok) throw new Error(outcome.refusal)
  return outcome.value.partners.map(row => [row.partner, row.currency, row.before, row.after, row.difference].join(' '))
}

test('G10: a draft of 12 per cent is compared with what holds, per partner and currency', async () => {
  const { database, draft } = await story()
  expect(await simulate(database, draft('12'))).toEqual([
    'brightwave EUR 15.00 18.00 3.00',
    'brightwave USD 0.70 0.84 0.14',
  ])
  expect(await simulate(database, draft('10'))).toEqual([
    'brightwave EUR 15.00 15.00 0.00',
    'brightwave USD 0.70 0.70 0.00',
  ])
})

test('G10: only what happened between the two days is looked at, both included', async () => {
  const { database, draft } = await story()
  const span = (from: string, until: string) => ({ from: from as Day, until: until as Day })
  expect(await simulate(database, draft('20'), span('2025-01-10', '2025-03-30'))).toEqual([
    'brightwave EUR 10.00 20.00 10.00',
  ])
  expect(await simulate(database, draft('20'), span('2025-01-11', '2025-03-31'))).toEqual([
    'brightwave EUR 5.00 10.00 5.00',
  ])
  expect(await simulate(database, draft('20'), span('2025-04-01', '2025-04-01'))).toEqual([
    'brightwave USD 0.70 1.40 0.70',
  ])
})

test('G10, invariant 15: nothing is posted and no row of any table changes', async () => {
  const { database, draft } = await story()
  const tables = await database.read.all<{ name: string }>(
    sql`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`,
  )
  const picture = async () => {
    const counts: string[] = []
    for (const { name } of tables) {
      const [row] = await database.read.all<{ n: number }>(sql.raw(`select count(*) as n from "${name}"`))
      counts.push(`${name} ${row?.n}`)
    }
    const [head] = await ledger.journals(looking(database, '2026-01-01T00:00:00Z'), { limit: 1 })
    return { counts, head: head?.hash }
  }
  const before = await picture()
  expect(before.head).toMatch(/^[0-9a-f]{64}$/)
  await simulate(database, draft('50'))
  expect(await picture()).toEqual(before)
})

test('G10: staff only, of a program that is there, over days in order', async () => {
  const { database, draft } = await story()
  const ask = async (program: string, span: typeof year, visitor = false) => {
    const cx = looking(database, '2026-01-01T00:00:00Z', ...(visitor ? [VISITOR] : []))
    const outcome = await commissions.simulate(cx, program, draft('12'), span)
    return outcome.ok ? 'ok' : outcome.refusal
  }
  expect(await ask('copernica', year, true)).toBe('not-allowed')
  expect(await ask('nowhere', year)).toBe('unknown-program')
  expect(await ask('copernica', { from: year.until, until: year.from })).toBe('bad-period')
})

test('G10: deals and leads have their say as in settling: a longer window finds the deal that came too late', async () => {
  const database = await freshDatabase()
  const town = dealScene(database, 'one-network')
  await town.partner('2024-01-01T00:00:00Z', 'brightwave')
  await town.customer('2024-01-01T00:00:00Z', 'acme')
  await town.won('2024-02-01T00:00:00Z', 'L-1', 'brightwave', 'acme')
  await town.sign('2025-03-01T00:00:00Z', 'D-1', 'acme', '1000')
  const [body] = await town.termsOf()
  if (!body?.lead) throw new Error('a program of leads')
  const earns = body.earns.map(rule => ({ ...rule, windowMonths: 24 }))
  const longer: TermsBody = { ...body, earns, lead: { ...body.lead, windowMonths: 24 } }
  const cx = looking(database, '2026-01-01T00:00:00Z')
  const told = async (draft: TermsBody) => {
    const outcome = await commissions.simulate(cx, 'one-network', draft, year)
    return outcome.ok ? outcome.value.partners.map(r => `${r.partner} ${r.before} ${r.after}`) : outcome.refusal
  }
  expect(await told(body)).toEqual([])
  expect(await told(longer)).toEqual(['brightwave 0.00 100.00'])
})

/** Revenue as a requirement: net turnover of the partner's customers over the last months, while they were its customers. */
import { expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import type { Database } from '#db/client.ts'
import type { CustomerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import * as programs from '#programs/index.ts'
import * as tiers from '#tiers/index.ts'
import * as turnover from '#turnover/index.ts'
import { looking } from '../support/database.ts'
import { cloudcodes, done, join, nova, olga, say, town, won, simpro } from './town.ts'

const gold: programs.TierTerms = {
  key: 'gold',
  rank: 9,
  entry: 'apply',
  requirements: [{ measure: 'revenue', amount: '1000', currency: 'EUR', lastMonths: 12 }],
  benefits: [],
  qualified: 'each-1-january',
  effective: 'at-once',
  kept: 'no-end',
}
const basic: programs.TierTerms = { ...gold, key: 'basic', rank: 1, requirements: [] }

/** A program in which Nova's customers are told by selection or by lead, and that has a tier for revenue from February on. */
async function club(preset: typeof cloudcodes): Promise<Database> {
  const database = await town(preset)
  const at = '2025-01-06T10:00:00Z'
  const [first] = await programs.termsOf(looking(database, at), preset)
  const { program: _, version: __, from: ___, ...body } = first as programs.Terms
  const terms = { ...body, tiers: body.tiers.length > 0 ? [...body.tiers, gold] : [basic, gold] }
  await done(database, at, cx => programs.publishTerms(cx, preset, terms, '2025-02-01' as Day))
  return database
}
let papers = 0
const book = (
  database: Database,
  at: string,
  net: string,
  o: { type?: 'credit_note'; customer?: string; currency?: string; invoice?: string } = {},
) => {
  const document = `P-${++papers}`
  const event = {
    eventId: document,
    type: o.type ?? ('invoice' as const),
    document,
    invoice: o.invoice ?? document,
    customer: (o.customer ?? 'acme') as CustomerId,
    occurredAt: new Date(at),
    net: money(BigInt(net), (o.currency ?? 'EUR') as Currency),
  }
  return done(database, at, cx => turnover.record(cx, [event], 'test')).then(() => document)
}
const have = async (database: Database, at: string) =>
  (await tiers.progressOf(looking(database, at, olga), nova))[0]?.steps.at(-1)?.needs[0]?.have

test('counts invoices less credit notes by their own days while the customer is bound, in its own currency', async () => {
  const database = await club('copernica' as typeof cloudcodes)
  await join(database, '2025-01-05T12:00:00Z', 'rival', 'copernica')
  const at = '2025-03-01T10:00:00Z'
  await done(database, at, cx => attribution.addCustomer(cx, { id: 'acme', name: 'Acme' }))
  await book(database, '2025-03-01T09:00:00Z', '70000')
  const select = (partner: string, when: string) =>
    done(database, when, cx =>
      attribution.selectPartner(cx, { customer: 'acme' as CustomerId, partner: partner as typeof nova }),
    )
  await select('nova', at)
  const invoice = await book(database, '2025-03-02T10:00:00Z', '100000')
  await book(database, '2025-03-03T10:00:00Z', '500', { currency: 'USD' })
  expect(await have(database, '2025-03-04T10:00:00Z')).toBe(100_000n)
  expect(await say(database, '2025-03-04T10:00:00Z', 'applyTier', 'gold', olga)).toBe('2025-03-04 open')
  await book(database, '2025-03-05T10:00:00Z', '1', { type: 'credit_note', invoice })
  expect(await have(await club(cloudcodes), '2025-03-05T11:00:00Z')).toBe(0n)
  const [progress] = await tiers.progressOf(looking(database, '2025-03-05T11:00:00Z', olga), nova)
  expect(progress?.keeping).toMatchObject({ needs: [{ have: 99_999n, need: 100_000n, met: false }] })
  await select('rival', '2025-03-06T10:00:00Z')
  await book(database, '2025-03-07T10:00:00Z', '900000')
  const [after] = await tiers.progressOf(looking(database, '2025-03-08T11:00:00Z', olga), nova)
  expect(after?.keeping?.needs[0]?.have).toBe(99_999n)
})

test('is met to the cent: one less is refused', async () => {
  const database = await club('copernica' as typeof cloudcodes)
  const at = '2025-03-01T10:00:00Z'
  await done(database, at, cx => attribution.addCustomer(cx, { id: 'acme', name: 'Acme' }))
  await done(database, at, cx => attribution.selectPartner(cx, { customer: 'acme' as CustomerId, partner: nova }))
  await book(database, at, '99999')
  expect(await say(database, '2025-03-04T10:00:00Z', 'applyTier', 'gold', olga)).toBe('requirements-not-met')
  await book(database, '2025-03-04T11:00:00Z', '1')
  expect(await say(database, '2026-03-02T00:00:00Z', 'applyTier', 'gold', olga)).toBe('requirements-not-met')
  expect(await say(database, '2026-03-01T10:00:00Z', 'applyTier', 'gold', olga)).toBe('2026-03-01 open')
})

test('counts a customer that came by a lead from its approval on', async () => {
  const database = await club(simpro)
  await won(database, 'acme', '2025-03-01T10:00:00Z', '2025-04-01T10:00:00Z')
  await book(database, '2025-03-01T09:59:59Z', '5000')
  await book(database, '2025-03-01T10:00:00Z', '7000')
  expect(await have(database, '2025-05-01T10:00:00Z')).toBe(7_000n)
})

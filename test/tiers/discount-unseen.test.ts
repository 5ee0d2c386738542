/** SIM-13: who gives its customers a discount, and how much, is never told in public: not on a listing, in search, the API or a badge. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { importListings } from '#directory/index.ts'
import * as partners from '#partners/index.ts'
import { fedsOf } from '#search/source.verbs.ts'
import { looking } from '../support/database.ts'
import { done, nova, simpro, town } from './town.ts'

test('SIM-13: electing the discount changes no document of the search', async () => {
  const database = await town(simpro, { modules: ['accountancy'] })
  const listing = { partner: nova, summary: 'Bookkeeping for shops', country: 'NL' }
  await done(database, '2025-02-01T10:00:00Z', cx => importListings(cx, [listing as never]))
  const documents = async () => JSON.stringify(await fedsOf(looking(database, '2025-03-01T10:00:00Z'), [nova]))
  const before = await documents()
  expect(before).toContain('Bookkeeping')
  await done(database, '2025-02-15T10:00:00Z', cx => partners.electBenefit(cx, { partner: nova, benefit: 'discount' }))
  expect(await documents()).toBe(before)
  const told = await database.read.all(
    sql`select 1 from outbox_jobs where kind = 'search.partner' and created_at > ${Date.parse('2025-02-02')}`,
  )
  expect(told).toEqual([])
})

/** What visitors, the API and the search are made of: everything but the consoles, and views that only consoles show. */
const CONSOLES = /^src\/pages\/(account|partner|admin)\//
const ELECTIONS = /\b(benefitOn|elections|electBenefit|discountPercent)\b|\bterms\.discount\b|\bdiscount\.percent\b/
const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(astro|ts|svelte)$/.test(name))
    .map(name => join(folder, name))

test('SIM-13: no public page, no part of the site’s frame, no search and no directory asks for elections or discounts', () => {
  const views = sources('src/pages').filter(file => !CONSOLES.test(file))
  const knowing = views.filter(file => ELECTIONS.test(readFileSync(file, 'utf8')))
  // A view that knows is shown by consoles only.
  const shown = views.filter(file =>
    knowing.some(view => readFileSync(file, 'utf8').includes(`/${view.split('/').at(-1)}'`)),
  )
  expect([...shown, ...knowing.filter(file => !file.includes('/_'))]).toEqual([])
  const rooms = ['src/search', 'src/directory', 'src/reviews', 'src/ui'].flatMap(sources)
  expect(rooms.filter(file => ELECTIONS.test(readFileSync(file, 'utf8')))).toEqual([])
})

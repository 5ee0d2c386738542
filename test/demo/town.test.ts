import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as commissions from '#commissions/index.ts'
import { connect, type Database } from '#db/client.ts'
import { calendarOf } from '#db/demo/act.ts'
import { turnoverByMonth } from '#db/demo/books.ts'
import { buildTown, signInsOf, townState } from '#db/demo/index.ts'
import { DELISTED, PARTNERS, planTown } from '#db/demo/plan.ts'
import { migrate } from '#db/migrate.ts'
import * as directory from '#directory/index.ts'
import { advertisesDiscount } from '#directory/listing.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import * as ledger from '#ledger/index.ts'
import * as licences from '#licences/index.ts'
import * as partners from '#partners/index.ts'
import * as payouts from '#payouts/index.ts'
import * as reviews from '#reviews/index.ts'
import { looking } from '../support/database.ts'

const NOW = '2026-05-20T15:30:00Z'

describe('the plan of the town', () => {
  it('is the same on every run, in the same order', () => {
    const calendar = calendarOf(new Date(NOW))
    const text = () =>
      JSON.stringify([planTown(), [...turnoverByMonth(calendar, planTown())]], (_, v) =>
        typeof v === 'bigint' ? String(v) : v,
      )
    expect(text()).toBe(text())
  })

  it('counts back from the day of `now`, whatever the hour', () => {
    expect(calendarOf(new Date('2026-05-20T00:00:00Z'))).toMatchObject({ today: calendarOf(new Date(NOW)).today })
  })

  it('has forty partners with names and labels that fit', () => {
    expect(PARTNERS).toHaveLength(40)
    expect(new Set(PARTNERS.map(p => p.id)).size).toBe(40)
    for (const p of PARTNERS) {
      expect(p.name.length).toBeLessThanOrEqual(80)
      for (const [summary, story] of [p.en, p.nl]) {
        expect(summary.length).toBeLessThanOrEqual(160)
        expect(advertisesDiscount(`${summary} ${story}`)).toBe(false)
      }
    }
  })
})

describe('the town', () => {
  let database: Database
  const counts = async (query: string): Promise<number> =>
    Number((await database.read.all<{ n: number }>(sql.raw(query)))[0]?.n)
  beforeAll(async () => {
    database = await connect({ url: ':memory:' })
    await migrate(database)
    const look = looking(database, NOW)
    expect(await townState(look)).toBe('empty')
    const shares: number[] = []
    await buildTown({ database }, { now: new Date(NOW), onProgress: share => shares.push(share) })
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    expect(await townState(look)).toBe('town')
    return () => database.close()
  }, 120_000)

  it('shows 39 partners and remembers the fortieth, with 120 cases', async () => {
    const look = looking(database, NOW)
    expect((await directory.listedAfter(look, '', 100)).partners).toHaveLength(39)
    expect(await directory.delisted(look, DELISTED)).not.toBeNull()
    expect(await counts('select count(*) as n from case_study where published is not null')).toBe(120)
    const listings = await directory.publishedListings(
      look,
      PARTNERS.map(p => p.id as PartnerId),
    )
    expect([...listings.values()].filter(listing => listing.logo === null)).toHaveLength(1)
    for (const { logo, cover } of listings.values())
      for (const hash of [logo, cover]) if (hash) expect(await directory.assetOf(look, hash)).not.toBeNull()
  })

  it('has 600 published reviews at 55, 25, 9, 5 and 6 %, near a third with a reply', async () => {
    const rows = await database.read.all<{ stars: number; n: number }>(
      sql`select overall as stars, count(*) as n from review where state = 'published' and partner <> ${DELISTED} group by 1 order by 1`,
    )
    expect(rows.map(row => Number(row.n))).toEqual([36, 30, 54, 150, 330])
    const replies = await counts('select count(distinct review) as n from review_reply')
    expect(replies).toBeGreaterThan(150)
    expect(replies).toBeLessThan(220)
  })

  it('has three partners without a review, two that are watched, and reviews that wait', async () => {
    const look = looking(database, NOW)
    const listed = (await directory.listedAfter(look, '', 100)).partners
    const ratings = [...(await reviews.ratingsOf(look, listed)).values()]
    expect(ratings.filter(rating => rating.count === 0)).toHaveLength(3)
    expect(ratings.filter(rating => rating.watch)).toHaveLength(2)
    expect(await reviews.queue(look)).toHaveLength(6)
  })

  it('keeps books that balance, with closed months and nothing left to settle', async () => {
    const look = looking(database, NOW)
    for await (const finding of ledger.verify(look)) expect(finding).toMatchObject({ ok: true })
    expect(await commissions.verify(look)).toEqual([])
    const { balances, entries } = await commissions.earnings(look, 'vuurtoren-data' as PartnerId)
    expect(balances.find(balance => balance.currency === 'EUR')?.payable).toMatch(/^[1-9]\d{3,}\.\d\d$/)
    expect(entries.some(entry => entry.reason === 'not-bound')).toBe(true)
    expect(await counts('select count(*) as n from period where closed_at is not null')).toBeGreaterThanOrEqual(23)
  })

  it('has leads in every state, two of them told of the same company', async () => {
    const look = looking(database, NOW)
    const leads = await attribution.leadsOf(look, { limit: 50 })
    const states = Map.groupBy(leads, lead => attribution.leadState(lead, new Date(NOW)))
    expect([...states.keys()].sort()).toEqual([...attribution.LEAD_STATES].sort())
    expect(
      leads
        .filter(lead => lead.company?.domain === 'molenpad.example')
        .map(lead => attribution.leadState(lead, new Date(NOW)))
        .sort(),
    ).toEqual(['active', 'pending'])
  })

  it('lives by money: deals earn or say why not, and what a partner questions is answered or waits', async () => {
    const look = looking(database, NOW)
    const reason = async (cause: string) =>
      (await commissions.why(look, 'vuurtoren-data' as PartnerId, cause))?.entry.reason
    expect(await reason('deal:D-2002')).toBeNull()
    expect(await reason('deal:D-2004')).toBe('renewal-not-shared')
    expect(await reason('deal:D-2011')).toBe('poc-or-trial')
    expect((await commissions.disputesOf(look)).map(dispute => dispute.answer?.outcome ?? null)).toEqual([
      null,
      'declined',
    ])
    const runs = await payouts.runsOf(look)
    expect(runs.map(run => [run.approvedAt !== null, run.counts.settled > 0])).toEqual([
      [false, false],
      [true, true],
    ])
    expect(await licences.plansThrough(look, 'vuurtoren-data' as PartnerId)).toHaveLength(3)
    const charges = await licences.chargesOf(look, 'vuurtoren-data' as PartnerId)
    expect(charges.every(({ charged, open }) => charged > open && open > 0n)).toBe(true)
  })

  it('gives partners tiers with a past, and tasks that are open, overdue and done', async () => {
    const look = looking(database, NOW)
    const facts = await partners.membersFacts(look, ['vuurtoren-data', 'sluiswerk'] as PartnerId[])
    const grounds = (id: string) =>
      facts.get(id as PartnerId)?.memberships.flatMap(membership => membership.tiers.map(span => span.ground))
    expect(grounds('vuurtoren-data')).toEqual(expect.arrayContaining(['joined', 'invited']))
    expect(grounds('sluiswerk')).toEqual(['joined', 'review'])
    const { open, overdue } = await partners.countTasks(look, 'vuurtoren-data' as PartnerId)
    expect(overdue).toBeGreaterThan(0)
    expect(open).toBeGreaterThan(overdue)
    expect(await partners.tasksOf(look, { partner: 'vuurtoren-data' as PartnerId, show: 'done' })).not.toEqual([])
  })

  it('left no history to do: only search and fresh news wait', async () => {
    const open = await database.read.all<{ kind: string }>(
      sql`select distinct kind from outbox_jobs where finished_at is null order by kind`,
    )
    expect(open.map(row => row.kind)).toEqual(['search.partner'])
  })

  it('lets an end user without a partner choose, and review the one it left', async () => {
    const look = looking(database, NOW)
    const bloemhof = 'bloemhof' as CustomerId
    expect(await reviews.mayReview(look, { customer: bloemhof, partner: 'polderpost' as PartnerId })).toMatchObject({
      ok: true,
    })
    expect(
      signInsOf()
        .slice(0, 3)
        .map(signIn => signIn.role),
    ).toEqual(['customer', 'partner', 'admin'])
  })
})

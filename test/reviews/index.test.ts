import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import * as attribution from '#attribution/index.ts'
import type { Database } from '#db/client.ts'
import { type Actor, SYSTEM, type StaffRole, VISITOR } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, ReviewId, UserId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import * as reviews from '#reviews/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

const BOUND = '2026-01-01T10:00:00Z'
const LATER = '2026-03-01T12:00:00Z'
const polder = 'polderpost' as PartnerId
const aarnink = 'aarnink' as CustomerId

const user = (change: Partial<Extract<Actor, { kind: 'user' }>>): Actor => ({
  kind: 'user',
  user: 'user_1' as UserId,
  email: 'emma@aarnink.example',
  name: 'Emma',
  customer: null,
  partner: null,
  staff: [],
  ...change,
})
const emma = user({ customer: aarnink })
const moderator = (...staff: StaffRole[]) =>
  user({ user: 'user_mod' as UserId, email: 'ruben@guildhall.example', staff })
const editor = user({
  user: 'user_mila' as UserId,
  email: 'mila@polderpost.example',
  partner: { id: polder, role: 'editor' },
})

const content = (overall: reviews.Stars = 5, change: Partial<reviews.ReviewContent> = {}): reviews.ReviewContent => ({
  overall,
  sub: { quality: overall, communication: overall, timeliness: overall, value: overall },
  recommend: overall * 2,
  text: {
    language: 'en',
    title: 'They listen',
    challenge: 'One newsletter for everybody.',
    wentWell: 'Live within four weeks.',
    couldBeBetter: 'A shorter report.',
    text: '',
  },
  identity: { role: 'Owner', industry: 'retail', companySize: '11-50', shownAs: null },
  project: { from: null, to: null, budget: null, services: [] },
  declarations: { connection: false, incentive: false },
  ...change,
})

async function town(customers: readonly string[] = ['aarnink']): Promise<Database> {
  const database = await freshDatabase()
  const firm = {
    id: polder,
    name: 'Polderpost',
    program: 'copernica',
    domain: 'polderpost.example',
    email: 'hello@polderpost.example',
  }
  await act(database, BOUND, cx => partners.addPartner(cx, firm))
  for (const id of customers) {
    await act(database, BOUND, cx => attribution.addCustomer(cx, { id, name: id, domain: `${id}.example` }))
    await act(database, BOUND, cx => attribution.selectPartner(cx, { customer: id as CustomerId, partner: polder }))
  }
  return database
}
const write = (
  database: Database,
  wish: { at?: string; actor?: Actor; customer?: string; content?: reviews.ReviewContent } = {},
) =>
  act(
    database,
    wish.at ?? LATER,
    cx =>
      reviews.writeReview(cx, {
        customer: (wish.customer ?? 'aarnink') as CustomerId,
        partner: polder,
        content: wish.content ?? content(),
      }),
    wish.actor ?? emma,
  )
const decide = (
  database: Database,
  review: ReviewId,
  decision: 'publish' | 'reject',
  reason?: string,
  actor = moderator('moderator'),
) => act(database, LATER, cx => reviews.decide(cx, { review, decision, reason: reason ?? null }), actor)

async function published(
  database: Database,
  customer: string,
  review: reviews.ReviewContent,
  at = LATER,
): Promise<ReviewId> {
  const outcome = await write(database, { customer, content: review, actor: SYSTEM, at })
  if (!outcome.ok) throw new Error(outcome.refusal)
  await act(database, at, cx => reviews.decide(cx, { review: outcome.value.id, decision: 'publish' }))
  return outcome.value.id
}

describe('RI-01: only bound customers review', () => {
  it('a visitor, another customer and one that never chose are refused by name', async () => {
    const database = await town()
    await act(database, BOUND, cx => attribution.addCustomer(cx, { id: 'stranger', name: 'Stranger' }))
    expect(await write(database, { actor: VISITOR })).toMatchObject({ refusal: 'anonymous' })
    expect(await write(database, { actor: user({ customer: 'stranger' as CustomerId }) })).toMatchObject({
      refusal: 'not-allowed',
    })
    const stranger = user({ customer: 'stranger' as CustomerId, email: 'x@stranger.example' })
    expect(await write(database, { actor: stranger, customer: 'stranger' })).toMatchObject({ refusal: 'not-bound' })
  })

  it('day 29 is too new and day 30 is not', async () => {
    const database = await town()
    expect(await write(database, { at: '2026-01-30T10:00:00Z' })).toMatchObject({ refusal: 'too-new' })
    expect(await write(database, { at: '2026-01-31T08:00:00Z' })).toMatchObject({ ok: true })
  })

  it('366 days after the end is too late and 365 is not', async () => {
    const database = await town()
    const end = { customer: aarnink, partner: polder, by: 'customer' as const }
    await act(database, '2026-03-01T10:00:00Z', cx => attribution.releaseCustomer(cx, end))
    expect(await write(database, { at: '2027-03-02T10:00:00Z' })).toMatchObject({ refusal: 'too-late' })
    expect(await write(database, { at: '2027-03-01T10:00:00Z' })).toMatchObject({ ok: true })
  })
})

describe('RI-02: one review an engagement', () => {
  it('a second one is refused; a change is a version, keeps the id and counts once', async () => {
    const database = await town(['aarnink', 'bakker', 'cato'])
    for (const customer of ['bakker', 'cato']) await published(database, customer, content(4))
    const id = await published(database, 'aarnink', content(5))
    expect(await write(database)).toMatchObject({ refusal: 'already-reviewed' })

    const changed = await act(
      database,
      LATER,
      cx => reviews.changeReview(cx, { review: id, content: content(2) }),
      emma,
    )
    expect(changed).toMatchObject({ value: { id, version: 2, state: 'published' } })
    const rating = async () => (await reviews.ratingsOf(looking(database, LATER), [polder])).get(polder)
    expect(await rating()).toMatchObject({ count: 3, histogram: [0, 0, 0, 2, 1] })
    await decide(database, id, 'publish')
    expect(await rating()).toMatchObject({ count: 3, histogram: [0, 1, 0, 2, 0] })
  })
})

describe('RI-03: no insiders', () => {
  it('the partner’s own people, staff, and whoever shares the partner’s mail domain are refused', async () => {
    const database = await town()
    for (const actor of [
      user({ customer: aarnink, partner: { id: polder, role: 'editor' } }),
      user({ customer: aarnink, staff: ['finance'] }),
      user({ customer: aarnink, email: 'kees@polderpost.example' }),
      user({ customer: aarnink, email: 'Kees@Mail.POLDERPOST.example' }),
    ])
      expect(await write(database, { actor })).toMatchObject({ refusal: 'insider' })
  })

  it('a free-mail address says nothing', async () => {
    const database = await town()
    expect(await write(database, { actor: user({ customer: aarnink, email: 'emma@gmail.com' }) })).toMatchObject({
      ok: true,
    })
  })
})

describe('RI-04: an incentive', () => {
  it('is labelled: in the list, not in the numbers', async () => {
    const database = await town(['aarnink', 'bakker'])
    await published(database, 'aarnink', content(5, { declarations: { connection: false, incentive: true } }))
    await published(database, 'bakker', content(3))
    const summary = await reviews.summaryOf(looking(database, LATER), polder)
    expect(summary).toMatchObject({
      published: 2,
      leftOut: { older: 0, incentivised: 1 },
      rating: { count: 1, mean: 3 },
    })
  })
})

describe('RI-07: before publication', () => {
  it('the partner sees nothing, and nobody but moderators and the author does', async () => {
    const database = await town()
    const outcome = await write(database)
    if (!outcome.ok) throw new Error(outcome.refusal)
    const { id } = outcome.value
    const look = (actor: Actor) => looking(database, LATER, actor)
    expect(await reviews.reviewsOfPartner(look(editor), polder)).toEqual([])
    expect(await reviews.queue(look(editor))).toEqual([])
    expect(await reviews.queue(look(moderator('finance')))).toEqual([])
    expect(await reviews.ownReview(look(editor), id)).toBeNull()
    expect(await reviews.ownReview(look(emma), id)).toMatchObject({ state: 'submitted' })
    expect(await reviews.queue(look(moderator('moderator')))).toHaveLength(1)
    expect((await reviews.publishedOf(look(VISITOR), polder)).reviews).toEqual([])
    expect(await decide(database, id, 'publish', undefined, editor)).toMatchObject({ refusal: 'not-allowed' })
  })
})

describe('RI-10: blind to the stars', () => {
  it('the queue is first in, first out, and holds no stars anywhere', async () => {
    const database = await town(['aarnink', 'bakker', 'cato'])
    for (const [customer, stars, day] of [
      ['cato', 1, 20],
      ['aarnink', 5, 21],
      ['bakker', 3, 22],
    ] as const)
      await write(database, { customer, content: content(stars), actor: SYSTEM, at: `2026-02-${day}T10:00:00Z` })
    const queue = await reviews.queue(looking(database, LATER, moderator('moderator')))
    expect(queue.map(item => item.customer)).toEqual(['cato', 'aarnink', 'bakker'])
    expect(JSON.stringify(queue)).not.toMatch(/overall|quality|recommend/)
  })
})

describe('RI-11 and RI-14: a rejection', () => {
  it('needs a reason of the closed list', async () => {
    const database = await town()
    const outcome = await write(database)
    if (!outcome.ok) throw new Error(outcome.refusal)
    const { id } = outcome.value
    expect(await decide(database, id, 'reject')).toMatchObject({ refusal: 'reason-missing' })
    expect(await decide(database, id, 'reject', 'negative')).toMatchObject({ refusal: 'bad-reason' })
    expect(await decide(database, id, 'reject', 'personal_data')).toMatchObject({ value: { state: 'rejected' } })
    expect(await decide(database, id, 'publish')).toMatchObject({ refusal: 'already-decided' })
  })

  it('leaves a statement of reasons and a letter to the author, or nothing at all', async () => {
    const database = await town()
    const outcome = await write(database)
    if (!outcome.ok) throw new Error(outcome.refusal)
    const { id } = outcome.value
    const letters = async () =>
      (
        await database.read.all<{ to: string }>(
          sql`select recipient as "to" from outbox_mails where template = 'review-rejected'`,
        )
      ).map(l => l.to)
    const broken = database.write('test', async db => {
      await reviews.decide(
        { db, now: new Date(LATER), actor: SYSTEM },
        { review: id, decision: 'reject', reason: 'obscene' },
      )
      throw new Error('power cut')
    })
    await expect(broken).rejects.toThrow('power cut')
    expect(await letters()).toEqual([])
    expect(await reviews.ownReview(looking(database, LATER, emma), id)).toMatchObject({
      state: 'submitted',
      statement: null,
    })

    await decide(database, id, 'reject', 'obscene')
    expect(await letters()).toEqual(['emma@aarnink.example'])
    expect(await reviews.ownReview(looking(database, LATER, emma), id)).toMatchObject({
      reason: 'obscene',
      statement: { clause: '/how-reviews-work#obscene', appealUntil: '2026-09-01' },
    })
  })

  it('of a change leaves the version in force where it is', async () => {
    const database = await town()
    const id = await published(database, 'aarnink', content(5))
    await act(database, LATER, cx => reviews.changeReview(cx, { review: id, content: content(1) }), emma)
    await decide(database, id, 'reject', 'obscene')
    expect((await reviews.publishedOf(looking(database, LATER), polder)).reviews).toMatchObject([{ id, overall: 5 }])
  })

  it('the database itself keeps every text and refuses other reasons', async () => {
    const database = await town()
    const id = await published(database, 'aarnink', content(5))
    const run = (statement: string) => database.write('test', db => db.run(sql.raw(statement)))
    await expect(run(`update review_version set content = '{}' where review = '${id}'`)).rejects.toThrow()
    await expect(run(`delete from review_version where review = '${id}'`)).rejects.toThrow()
    await expect(
      run(`update review_version set state = 'rejected', reason = 'negative' where review = '${id}'`),
    ).rejects.toThrow()
  })
})

describe('RI-32: the list', () => {
  it('paging reaches every review once in each order, and the filter by stars agrees with the histogram', async () => {
    const names = Array.from({ length: 23 }, (_, i) => `customer-${i}`)
    const database = await town(names)
    for (const [i, name] of names.entries()) await published(database, name, content(((i % 5) + 1) as reviews.Stars))
    const look = looking(database, LATER, VISITOR)
    for (const sort of ['newest', 'lowest', 'highest', 'detailed'] as const) {
      const seen: reviews.PublicReview[] = []
      let after: string | null = null
      do {
        const page = await reviews.publishedOf(look, polder, { sort, after, limit: 5 })
        seen.push(...page.reviews)
        after = page.next
      } while (after)
      expect(new Set(seen.map(review => review.id)).size).toBe(23)
      const stars = seen.map(review => review.overall)
      if (sort === 'lowest') expect(stars).toEqual([...stars].sort())
      if (sort === 'highest') expect(stars).toEqual([...stars].sort().reverse())
    }
    const { rating, published: total } = await reviews.summaryOf(look, polder)
    expect([rating.count, total]).toEqual([23, 23])
    for (const [i, n] of rating.histogram.entries()) {
      const page = await reviews.publishedOf(look, polder, { stars: (i + 1) as reviews.Stars, limit: 50 })
      expect(page.reviews).toHaveLength(n)
    }
    expect((await reviews.publishedOf(look, polder, { after: 'rubbish' })).reviews).toHaveLength(10)
  })

  it('RI-33: the mean can be worked out from what is public', async () => {
    const database = await town(['aarnink', 'bakker', 'cato'])
    await published(database, 'aarnink', content(5))
    await published(database, 'bakker', content(2))
    await published(database, 'cato', content(1, { declarations: { connection: false, incentive: true } }))
    const look = looking(database, LATER, VISITOR)
    const counted = (await reviews.publishedOf(look, polder)).reviews.filter(review => review.counted)
    const mean = counted.reduce((sum, review) => sum + review.overall, 0) / counted.length
    expect((await reviews.summaryOf(look, polder)).rating.mean).toBe(mean)
  })
})

describe('RI-36: a reply', () => {
  it('is the partner’s, one a review, editable for 14 days, and changes no number and no order', async () => {
    const database = await town(['aarnink', 'bakker'])
    const id = await published(database, 'aarnink', content(2))
    await published(database, 'bakker', content(4), '2026-03-02T12:00:00Z')
    const look = looking(database, '2026-03-20T12:00:00Z')
    const before = await reviews.summaryOf(look, polder)
    const reply = (at: string, text: string, actor = editor) =>
      act(database, at, cx => reviews.replyTo(cx, { review: id, text, language: 'en' }), actor)
    expect(await reply(LATER, 'Sorry.', emma)).toMatchObject({ refusal: 'unknown-review' })
    expect(await reply(LATER, 'Sorry.')).toMatchObject({ ok: true })
    expect(await reply('2026-03-15T23:00:00Z', 'Sorry, truly.')).toMatchObject({ ok: true })
    expect(await reply('2026-03-16T00:30:00Z', 'Never mind.')).toMatchObject({ refusal: 'reply-too-late' })
    const after = await reviews.summaryOf(look, polder)
    expect(after.rating).toEqual(before.rating)
    const { reviews: list } = await reviews.publishedOf(look, polder)
    expect(list.map(review => review.reply?.text)).toEqual([undefined, 'Sorry, truly.'])
    expect(list[1]?.reply?.at).toEqual(new Date(LATER))
  })
})

describe('RI-37 and RI-38: the author’s own', () => {
  it('withdraws: out of the list and the numbers, kept in the books', async () => {
    const database = await town()
    const id = await published(database, 'aarnink', content(5))
    expect(await act(database, LATER, cx => reviews.withdrawReview(cx, id), editor)).toMatchObject({
      refusal: 'unknown-review',
    })
    await act(database, LATER, cx => reviews.withdrawReview(cx, id), emma)
    const look = looking(database, LATER, emma)
    expect((await reviews.publishedOf(look, polder)).reviews).toEqual([])
    expect((await reviews.ratingsOf(look, [polder])).get(polder)?.count).toBe(0)
    expect(await reviews.reviewsBy(look, aarnink)).toMatchObject([{ id, state: 'withdrawn' }])
  })

  it('unbinding drops no review', async () => {
    const database = await town()
    await published(database, 'aarnink', content(5))
    const end = { customer: aarnink, partner: polder, by: 'customer' as const }
    await act(database, LATER, cx => attribution.releaseCustomer(cx, end))
    expect((await reviews.publishedOf(looking(database, LATER), polder)).reviews).toHaveLength(1)
  })

  it('is nobody else’s to read', async () => {
    const database = await town()
    await write(database)
    expect(await reviews.reviewsBy(looking(database, LATER, editor), aarnink)).toEqual([])
    expect(await reviews.reviewsBy(looking(database, LATER, emma), aarnink)).toHaveLength(1)
  })
})

describe('the numbers as of a day', () => {
  it('know nothing of what came later', async () => {
    const database = await town(['aarnink', 'bakker'])
    await published(database, 'aarnink', content(5), '2026-02-10T10:00:00Z')
    await published(database, 'bakker', content(1), '2026-02-20T10:00:00Z')
    const on = async (day: string) =>
      (await reviews.ratingsOf(looking(database, LATER), [polder], new Date(`${day}T23:59:59Z`))).get(polder)
    expect(await on('2026-02-09')).toMatchObject({ count: 0, mean: null, bayes: 4 })
    expect(await on('2026-02-10')).toMatchObject({ count: 1, mean: 5 })
    expect(await on('2026-02-20')).toMatchObject({ count: 2, mean: 3 })
  })
})

it('search is given every published review, the numbers, and the parts of the order', async () => {
  const database = await town(['aarnink', 'bakker'])
  await published(database, 'aarnink', content(5))
  await write(database, { customer: 'bakker', actor: SYSTEM })
  const facts = (await reviews.searchFacts(looking(database, LATER), [polder, 'nobody' as PartnerId])).get(polder)
  expect(facts).toMatchObject({ responsiveness: 0.5, recommend: { yes: 1, of: 1 } })
  expect(facts?.reviews).toHaveLength(1)
  expect(facts?.quality).toBeCloseTo(((4 * 5 + 5) / 6 - 1) / 4, 6)
})

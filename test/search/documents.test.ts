import { expect, test } from 'vitest'
import { documents } from '#search/documents.ts'
import type { Doc } from '#search/document.ts'
import type { PartnerFacts } from '#search/facts.ts'
import { caseOf, firm, label, RETAIL, reviewOf, SEO } from './firms.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const docOf = (facts: PartnerFacts): Doc => documents(facts, NOW).docs[0] as Doc

test('a partner, its cases and its reviews are documents of that partner, the newest first', () => {
  const { partner, docs } = documents(
    firm('Northwind Digital', {
      cases: [caseOf('c1', '2024-01-01'), caseOf('c2', '2025-01-01')],
      reviews: [reviewOf('r1', '2026-02-01'), reviewOf('r2', '2026-01-01')],
    }),
    NOW,
  )
  expect(docs.map(doc => `${doc.kind} ${doc.id}`)).toEqual([
    'partner p-northwind-digital',
    'case c2',
    'case c1',
    'review r1',
    'review r2',
  ])
  expect(new Set(docs.map(doc => doc.partner))).toEqual(new Set([partner]))
})

test('a name, what is labelled and what is proven weigh; free text and reviews only make findable', () => {
  const { texts } = docOf(
    firm('Müller & Søn', {
      country: 'NL',
      city: 'Łódź',
      industries: [RETAIL],
      summary: { en: 'We tell stories.' },
      notes: ['Guild of web smiths'],
      cases: [caseOf('c1', '2025-01-01', { title: 'Tills', summary: 'Fast lanes', challenge: 'Queues' })],
      reviews: [reviewOf('r1', '2026-01-01', { title: 'Never again', text: 'Late.', stars: 1 })],
    }),
  )
  expect(texts.name).toBe('muller son')
  expect(texts.facts).toBe('retail detailhandel shops netherlands nederland lodz')
  expect(texts.proof).toBe('tills fast lanes')
  expect(texts.body).toBe('we tell stories guild of web smiths never again late')
})

test('proof ends at 1,200 characters, and the body holds the newest 50 reviews', () => {
  const cases = Array.from({ length: 200 }, (_, i) =>
    caseOf(`c${i}`, '2025-01-01', { title: 'wordy', summary: 'words' }),
  )
  const reviews = Array.from({ length: 51 }, (_, i) =>
    reviewOf(`r${i}`, new Date(Date.UTC(2025, 0, 1 + i)).toISOString(), { title: `nr${i}`, text: '' }),
  )
  const { texts } = docOf(firm('Prolix', { cases, reviews }))
  expect(texts.proof.length).toBeLessThanOrEqual(1_200)
  expect(texts.proof.length).toBeGreaterThan(1_180)
  expect(texts.body.split(' ')).toHaveLength(50)
  expect([texts.body.includes('nr50'), texts.body.split(' ').includes('nr0')]).toEqual([true, false])
})

test.each([
  [2, 5, -1, null, []],
  [3, 4.2, 4200, 4.2, ['3', '3.5', '4']],
  [3, 4.4996, 4500, 4.4996, ['3', '3.5', '4', '4.5']],
  [0, null, -1, null, []],
])('of %d reviews with mean %s, %d is shown', (count, mean, shown, told, steps) => {
  const doc = docOf(firm('Ashford', { rating: { count, mean } }))
  expect([doc.shown, doc.card.rating.mean, doc.facets.rating ?? []]).toEqual([shown, told, steps])
})

test('evidence is what published cases prove, not what the firm says of itself', () => {
  const doc = docOf(
    firm('Ashford', {
      expertise: [SEO],
      industries: [RETAIL],
      cases: [caseOf('c', '2025-01-01', { industries: [RETAIL] })],
    }),
  )
  expect(doc.facets).toMatchObject({ expertise: ['seo'], industry: ['retail'] })
  expect(doc.evidence).toEqual({ expertise: [], service: [], industry: ['retail'] })
})

test('a value that nobody could choose is no facet, and a firm that takes no clients has no such switch', () => {
  const { facets } = docOf(firm('Ashford', { country: 'Netherlands', languages: ['nl', 'Dutch'], tier: 'Gold!' }))
  expect(facets).toEqual({ language: ['nl'] })
  expect(docOf(firm('Ashford', { accepting: true })).facets.accepting).toEqual(['1'])
})

test('a card quotes the five newest reviews that say something, each within 240 characters', () => {
  const reviews = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) =>
    reviewOf(id, `2026-01-0${i + 1}`, { text: `Said ${id}` }),
  )
  const long = reviewOf('long', '2026-02-01', { text: 'promise '.repeat(60) })
  const quotes = docOf(firm('Ashford', { reviews: [...reviews, long, reviewOf('mute', '2026-03-01', { text: ' ' })] }))
    .card.quotes
  expect(quotes.slice(1).map(quote => quote.text)).toEqual(['Said f', 'Said e', 'Said d', 'Said c'])
  expect(quotes[0]?.text).toMatch(/^promise .*promise …$/)
  expect(quotes[0]?.text.length).toBeLessThanOrEqual(240)
})

test('a confirmed case stands before a newer one; a newer before an older', () => {
  const { docs } = documents(
    firm('Ashford', {
      cases: [
        caseOf('old', '2020-01-01'),
        caseOf('new', '2026-01-01'),
        caseOf('sure', '2019-01-01', { confirmed: true }),
      ],
    }),
    NOW,
  )
  const base = (id: string) => docs.find(doc => doc.id === id)?.base ?? 0
  expect([base('sure') > base('new'), base('new') > base('old')]).toEqual([true, true])
})

test("a review is of its stars, the services had and its firm's expertise and place; one text serves both languages", () => {
  const facts = firm('Ashford', {
    country: 'GB',
    expertise: [label('seo', 'Search optimisation')],
    summary: { nl: 'Wij bouwen.' },
    reviews: [reviewOf('r1', '2026-01-01', { stars: 2, labels: [label('portals', 'Portals')], text: 'Slow.' })],
  })
  const [own, review] = documents(facts, NOW).docs
  expect(own?.card.summary).toEqual({ en: 'Wij bouwen.', nl: 'Wij bouwen.' })
  expect(review?.facets).toEqual({ expertise: ['seo'], service: ['portals'], country: ['GB'], rating: ['2'] })
  expect([review?.stars, review?.length, review?.card.url]).toEqual([2, 5, '/partners/ashford#review-r1'])
})

test('of a firm only its tie changes with the week', () => {
  const facts = firm('Ashford')
  const [a, b] = [NOW, new Date('2026-11-23T00:00:00Z')].map(day => documents(facts, day).docs[0])
  expect(a?.tie).not.toBe(b?.tie)
  expect({ ...a, tie: 0 }).toEqual({ ...b, tie: 0 })
})

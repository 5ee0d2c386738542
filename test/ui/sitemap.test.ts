import { expect, test } from 'vitest'
import { MAX_PLACES, sitemap } from '#ui/sitemap.ts'

test('S-6: each place stands in both languages, and each names the other', () => {
  const text = sitemap([{ path: '/partners/a', at: new Date('2026-01-02T03:04:05Z') }], 'https://x.example')
  expect(text.match(/<url>/g)).toHaveLength(2)
  expect(text).toContain('<loc>https://x.example/nl/partners/a</loc><lastmod>2026-01-02T03:04:05.000Z</lastmod>')
  expect(text.match(/hreflang="x-default" href="https:\/\/x\.example\/partners\/a"/g)).toHaveLength(2)
})

test('a date that nobody knows is not made up, and a sitemap is never too long', () => {
  expect(sitemap([{ path: '/help', at: null }], 'https://x.example')).not.toContain('lastmod')
  const many = Array.from({ length: MAX_PLACES + 1 }, (_, i) => ({ path: `/p${i}`, at: null }))
  expect(sitemap(many, 'https://x.example').match(/<url>/g)).toHaveLength(2 * MAX_PLACES)
})

import { expect, test } from 'vitest'
import { META_START, metaRows, readMeta, SCHEMA, TABLES } from '#search/index-schema.ts'

test('what is known of a file is read as it was written', () => {
  const meta = { ...META_START, complete: true, clean: false, followed: 42, followedAt: 1_795_000_000_000, seq: 7 }
  expect(readMeta(metaRows(meta))).toEqual(meta)
  expect(readMeta(metaRows(META_START))).toMatchObject({ schema: SCHEMA, complete: false })
})

test('a file without what is known is incomplete and of no schema', () => {
  expect(readMeta([])).toMatchObject({ schema: 0, complete: false, clean: false })
})

test('reviews are not ranked, so they have one table of words', () => {
  expect(TABLES).toContain('head_partner')
  expect(TABLES).not.toContain('head_review')
})

import { expect, test } from 'vitest'
import { indexFiles, leftovers, nextName } from '#search/index-files.ts'

const names = [
  'search-2.db',
  'search-10.db',
  'search-10.db-wal',
  'search-2.db-shm',
  'guildhall.db',
  'search.lock',
  'search-x.db',
]

test('index files are known by number, the newest first', () => {
  expect(indexFiles(names).map(file => file.n)).toEqual([10, 2])
  expect(nextName(names)).toBe('search-11.db')
  expect(nextName([])).toBe('search-1.db')
})

test('only index files are left over, never what is kept nor anything else', () => {
  expect(leftovers(names, 'search-10.db')).toEqual(['search-2.db', 'search-2.db-shm'])
  expect(leftovers(['search-1.db', 'search-11.db'], 'search-1.db')).toEqual(['search-11.db'])
})

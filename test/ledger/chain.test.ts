import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type ChainJournal, chainHash, chainText, factsText, NO_HASH } from '#ledger/chain.ts'

const journal: ChainJournal = {
  id: 1,
  key: 'settle:invoice:I-1:1',
  kind: 'settle',
  cause: 'invoice:I-1',
  effective: '2025-03-04',
  postedAt: '2025-03-05T10:00:00.000Z',
  period: '2025-03',
  reverses: null,
  detail: '{"ppm":"100000"}',
  legs: [[1, 'Expenses:Commission:main', 'Liabilities:Partner:brightwave:Pending', '1000', 'EUR']],
}

test('the text of a journal is one array in a fixed order: whoever has the export can work the hash out', () => {
  expect(chainText(factsText(journal), journal.legs)).toBe(
    '[1,1,"settle:invoice:I-1:1","settle","invoice:I-1","2025-03-04","2025-03-05T10:00:00.000Z","2025-03",null,' +
      '"{\\"ppm\\":\\"100000\\"}",[[1,"Expenses:Commission:main","Liabilities:Partner:brightwave:Pending","1000","EUR"]]]',
  )
  const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(chainText(factsText(journal), journal.legs), 'utf8')])
  expect(chainHash(NO_HASH, journal)).toBe(createHash('sha256').update(bytes).digest('hex'))
})

test('every field and the journal before it change the hash', () => {
  const others: Partial<ChainJournal>[] = [
    { id: 2 },
    { key: 'x' },
    { kind: 'x' },
    { cause: 'x' },
    { effective: '2025-03-05' },
    { postedAt: '2025-03-05T10:00:00.001Z' },
    { period: '2025-04' },
    { reverses: 1 },
    { detail: '{}' },
    { legs: [[1, 'Expenses:Commission:main', 'Liabilities:Partner:brightwave:Pending', '1001', 'EUR']] },
  ]
  const hashes = others.map(other => chainHash(NO_HASH, { ...journal, ...other }))
  hashes.push(chainHash(NO_HASH, journal), chainHash('1'.repeat(64), journal))
  expect(new Set(hashes).size).toBe(others.length + 2)
})

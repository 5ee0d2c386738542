import { expect, test } from 'vitest'
import { type KeptJournal, linkFault, nextLink } from '#ledger/audit-chain.ts'
import { chainHash, NO_HASH } from '#ledger/chain.ts'

const start = { id: 0, hash: NO_HASH, transfers: 0 }
const plain = {
  id: 1,
  key: 'k',
  kind: 'settle',
  cause: 'c',
  effective: '2025-03-04',
  postedAt: '2025-03-05T00:00:00.000Z',
  period: '2025-03',
  reverses: null,
  detail: '{}',
  legs: [[1, 'Expenses:a', 'Liabilities:b', '10', 'EUR']],
} as const
const kept: KeptJournal = {
  ...plain,
  legCount: 1,
  previous: NO_HASH,
  hash: chainHash(NO_HASH, plain),
  copies: true,
  firstTransfer: 1,
  transfersInOrder: true,
}

test('a journal as it was posted is sound, and the chain goes on from it', () => {
  expect(linkFault(start, kept)).toBeNull()
  expect(nextLink(start, kept)).toEqual({ id: 1, hash: kept.hash, transfers: 1 })
})

test.each<[string, Partial<KeptJournal>]>([
  ['journal 1 is missing', { id: 2 }],
  ['journal 1 does not follow the one before it', { previous: '1'.repeat(64) }],
  ['journal 1 has 1 transfers instead of 2', { legCount: 2 }],
  ['a transfer of journal 1 carries another month or day', { copies: false }],
  ['the transfers of journal 1 are out of order', { firstTransfer: 2 }],
  ['the transfers of journal 1 are out of order', { transfersInOrder: false }],
  ['journal 1 is not what was posted', { cause: 'd' }],
  ['journal 1 is not what was posted', { hash: '2'.repeat(64) }],
])('%s', (fault, change) => {
  expect(linkFault(start, { ...kept, ...change })).toBe(fault)
})

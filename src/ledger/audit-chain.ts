import { type ChainJournal, chainHash } from './chain.ts'

/** A journal as it lies in the file, with what its transfers say about themselves. */
export type KeptJournal = ChainJournal & {
  readonly legCount: number
  readonly previous: string
  readonly hash: string
  /** Whether each transfer carries its journal's month and day. */
  readonly copies: boolean
  readonly firstTransfer: number | null
  readonly transfersInOrder: boolean
}
export type Link = { readonly id: number; readonly hash: string; readonly transfers: number }

/** What is wrong with the next journal of the chain, as a sentence; null if it is as it was posted. */
export function linkFault(before: Link, journal: KeptJournal): string | null {
  if (journal.id !== before.id + 1) return `journal ${before.id + 1} is missing`
  if (journal.previous !== before.hash) return `journal ${journal.id} does not follow the one before it`
  if (journal.legs.length !== journal.legCount)
    return `journal ${journal.id} has ${journal.legs.length} transfers instead of ${journal.legCount}`
  if (!journal.copies) return `a transfer of journal ${journal.id} carries another month or day`
  if (journal.firstTransfer !== before.transfers + 1 || !journal.transfersInOrder)
    return `the transfers of journal ${journal.id} are out of order`
  if (chainHash(before.hash, journal) !== journal.hash) return `journal ${journal.id} is not what was posted`
  return null
}

/** Where the chain stands after a sound journal. */
export const nextLink = (before: Link, journal: KeptJournal): Link => ({
  id: journal.id,
  hash: journal.hash,
  transfers: before.transfers + journal.legCount,
})

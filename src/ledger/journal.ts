import { assert } from '#kernel/assert.ts'
import type { Json } from '#kernel/json.ts'
import { MAX_MINOR, type Money } from '#kernel/money.ts'
import { type Day, type Month, monthOf } from '#kernel/period.ts'
import { type ChainJournal, type ChainLeg, chainText, factsText, linkHash } from './chain.ts'
import { bookMonth } from './open-month.ts'

/** Money that moves from one account to another: `credit` gives, `debit` takes; both named by code. */
export type Leg = { readonly debit: string; readonly credit: string; readonly amount: Money }

/** What a room wants posted: one cause, one decision. `key` names cause and count and is used once for ever. */
export type Draft = {
  readonly key: string
  readonly kind: string
  readonly cause: string
  /** The day of the fact in its program's time zone; the ledger chooses the books' month from it. */
  readonly effective: Day
  /** The whole why, kept inside the chain: ids, rates and amounts as strings, never names or addresses. */
  readonly detail: Json
  readonly legs: readonly Leg[]
  readonly reverses?: number
}

export type Journal = {
  readonly id: number
  readonly key: string
  readonly kind: string
  readonly cause: string
  readonly effective: Day
  readonly postedAt: Date
  readonly period: Month
  /** Posted in a later month than its own, because that one was closed. */
  readonly late: boolean
  readonly reverses: number | null
  readonly detail: Json
  readonly legs: readonly Leg[]
  readonly hash: string
}

export const MAX_LEGS = 50

/** Throws where a draft could not be a journal: such a draft is a bug of the room that made it. */
export function checkDraft(draft: Draft): void {
  assert(draft.legs.length >= 1 && draft.legs.length <= MAX_LEGS, `a journal has 1 to ${MAX_LEGS} legs: ${draft.key}`)
  for (const { debit, credit, amount } of draft.legs) {
    assert(amount.minor >= 1n && amount.minor <= MAX_MINOR, `a transfer moves a positive amount: ${draft.key}`)
    assert(debit !== credit, `a transfer has two accounts: ${draft.key}`)
  }
}

export type Sealed = ChainJournal & {
  readonly period: Month
  readonly previous: string
  readonly hash: string
  /** The facts as they went into the hash, for the insert to take as they are. */
  readonly facts: string
}

/** A draft with its place in the chain, and the hash that seals it there. */
export function sealed(
  draft: Draft,
  detail: string,
  place: { id: number; previous: string; postedAt: string; closedThrough: Month | null },
): Sealed {
  const journal = {
    id: place.id,
    key: draft.key,
    kind: draft.kind,
    cause: draft.cause,
    effective: draft.effective,
    postedAt: place.postedAt,
    period: bookMonth(monthOf(draft.effective), place.closedThrough),
    reverses: draft.reverses ?? null,
    detail,
    legs: draft.legs.map(
      (leg, i): ChainLeg => [i + 1, leg.debit, leg.credit, String(leg.amount.minor), leg.amount.currency],
    ),
  }
  const facts = factsText(journal)
  const hash = linkHash(place.previous, chainText(facts, journal.legs))
  return Object.assign(journal, { previous: place.previous, hash, facts })
}

/** The journal that undoes another: the same legs swapped, on the same day, with the same why. */
export function reversalOf(journal: Journal, reason: string): Draft {
  const why = typeof journal.detail === 'object' && !Array.isArray(journal.detail) ? journal.detail : {}
  return {
    key: `reverse:${journal.id}`,
    kind: 'reversal',
    cause: journal.cause,
    effective: journal.effective,
    detail: { ...why, reverses: journal.id, reversesKey: journal.key, why: reason },
    legs: journal.legs.map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount })),
    reverses: journal.id,
  }
}

/** A journal as the poster gets it back. */
export function asPosted(draft: Draft | undefined, j: Sealed, postedAt: Date): Journal {
  assert(draft, 'every journal has its draft')
  return {
    id: j.id,
    key: j.key,
    kind: j.kind,
    cause: j.cause,
    effective: draft.effective,
    postedAt,
    period: j.period,
    late: j.period > j.effective.slice(0, 7),
    reverses: j.reverses,
    detail: draft.detail,
    legs: draft.legs,
    hash: j.hash,
  }
}

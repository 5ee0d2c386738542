import type { PartnerId } from '#kernel/id.ts'
import type { Json } from '#kernel/json.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { type Draft, type PartnerBalance, partnerAccount, type Standing } from '#ledger/index.ts'

export const OUTCOMES = ['granted', 'declined'] as const
/** The partner is right (what follows from it comes by facts, never by hand), or the entry stays as it is. */
export type DisputeOutcome = (typeof OUTCOMES)[number]

type Moving = { readonly currency: Currency; readonly minor: bigint }

/**
 * What is set apart while an entry is questioned, minor units a currency: what is payable for that cause, but never more than the
 * partner's whole balance has left (the rest is paid or on its way), and never less than nothing.
 */
export function toHold(
  partner: PartnerId,
  standing: readonly Standing[],
  balances: readonly Pick<PartnerBalance, 'currency' | 'payable'>[],
): Moving[] {
  return sums(standing, partnerAccount(partner, 'Payable')).flatMap(({ currency, minor }) => {
    const left = balances.find(balance => balance.currency === currency)?.payable ?? 0n
    const held = minor < left ? minor : left
    return held > 0n ? [{ currency, minor: held }] : []
  })
}

/** What an answer sets free: everything that is held for that cause. */
export const toRelease = (partner: PartnerId, standing: readonly Standing[]): Moving[] =>
  sums(standing, partnerAccount(partner, 'Held')).filter(({ minor }) => minor > 0n)

function sums(standing: readonly Standing[], account: string): Moving[] {
  const lines = standing.filter(line => line.account === account)
  return [...Map.groupBy(lines, line => line.currency)].map(([currency, all]) => ({
    currency,
    minor: all.reduce((sum, line) => sum + line.net, 0n),
  }))
}

type About = { readonly id: number; readonly partner: PartnerId; readonly cause: string; readonly day: Day }

/** Payable becomes held; under the entry's own cause, so that what stands for it still adds up. */
export const holding = (about: About, moving: readonly Moving[]): Draft[] =>
  moving.map(one => draft(about, one, 'opened', 'Payable', 'Held'))

export const releasing = (about: About, moving: readonly Moving[]): Draft[] =>
  moving.map(one => draft(about, one, 'answered', 'Held', 'Payable'))

function draft(
  { id, partner, cause, day }: About,
  { currency, minor }: Moving,
  step: 'opened' | 'answered',
  from: 'Payable' | 'Held',
  to: 'Payable' | 'Held',
): Draft {
  const detail: Json = { cause, currency, dispute: id, partner, step }
  const leg = {
    debit: partnerAccount(partner, from),
    credit: partnerAccount(partner, to),
    amount: money(minor, currency),
  }
  return { key: `dispute:${id}:${step}:${currency}`, kind: 'dispute', cause, effective: day, detail, legs: [leg] }
}

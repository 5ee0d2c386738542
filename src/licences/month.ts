import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { endOfDay, lastDay, type Month } from '#kernel/period.ts'
import type { LicenceTerms, Terms } from '#programs/index.ts'
import { type Account, openIn } from './account.ts'
import { accountKey, ceilingOf, type Charge, chargePpm, shareDown } from './charge.ts'

/** A program with its terms of the month's last day, and the tier each partner had on it. */
export type Book = {
  readonly program: ProgramKey
  readonly timeZone: string
  readonly terms: Terms
  readonly licence: LicenceTerms
  readonly tiers: ReadonlyMap<PartnerId, string | null>
}

/** A month may be charged once it is over wherever a program counts its days; without a program in UTC. */
export function hasEnded(month: Month, now: Date, timeZones: readonly string[]): boolean {
  const zones = timeZones.length === 0 ? ['UTC'] : timeZones
  return zones.every(zone => now > endOfDay(lastDay(month), zone))
}

/**
 * What the accounts of one program are charged for a month: whole if the account was open on any day of it, by the terms and the
 * tier of its last day, every charge rounded down. Steps count the partner's accounts of customers that were open in the month.
 * What the partner uses itself, sandboxes and demos cost nothing (COP-13).
 */
export function chargesOfMonth(all: readonly Account[], month: Month, book: Book): Charge[] {
  const { program, licence, terms, tiers } = book
  const open = all.filter(account => account.program === program && openIn(account, month, book.timeZone))
  const counts = new Map<PartnerId, number>()
  for (const { partner, kind } of open) if (kind === 'customer') counts.set(partner, (counts.get(partner) ?? 0) + 1)
  return open.map(account => {
    const { partner, kind, listNet } = account
    const tier = tiers.get(partner) ?? null
    const accounts = counts.get(partner) ?? 0
    const ppm = kind === 'customer' ? chargePpm(licence, { tier, accounts, own: account.charge }) : 0n
    return {
      key: accountKey(account.id, month),
      account: account.id,
      deal: null,
      partner,
      program,
      customer: account.customer as CustomerId | null,
      kind,
      period: month,
      effective: lastDay(month),
      list: listNet,
      ppm,
      ceiling: ceilingOf(licence),
      amount: money(shareDown(listNet.minor, ppm), listNet.currency),
      terms: terms.version,
      tier,
      accounts,
    }
  })
}

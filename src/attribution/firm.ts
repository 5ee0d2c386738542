import type { CustomerId } from '#kernel/id.ts'

/** What is known of who a firm is. The domain is plain; null where none is known, or where it says nothing (free mail). */
export type Identity = {
  readonly customer: CustomerId | null
  readonly domain: string | null
  readonly nameKey: string
}

/** A name as names compare: without case and blanks. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/**
 * Whether two identities are one firm: the same customer, else an equal domain, else (where one side has no domain) the same name.
 * The statements of the stores say the same in SQL.
 */
export function sameFirm(a: Identity, b: Identity): boolean {
  if (a.customer !== null && b.customer !== null) return a.customer === b.customer
  if (a.domain !== null && b.domain !== null) return a.domain === b.domain
  return a.nameKey === b.nameKey
}

/** Whether they cannot be one firm: another customer, or another domain. Names may be written in many ways. */
export function contradict(a: Identity, b: Identity): boolean {
  if (a.customer !== null && b.customer !== null) return a.customer !== b.customer
  return a.domain !== null && b.domain !== null && a.domain !== b.domain
}

import { isEu } from './vat-id.ts'

/** How a partner's services to the operator are taxed. Nothing else in the program decides about tax. */
export const TREATMENTS = ['domestic', 'reverse-charge', 'outside-scope', 'small-business', 'private'] as const
export type Treatment = (typeof TREATMENTS)[number]
export const STANDINGS = ['business', 'small-business', 'private'] as const
export type Standing = (typeof STANDINGS)[number]

/** Who stands on a paper: the operator or a partner, as its particulars said when the paper was issued. */
export type Particulars = {
  readonly name: string
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly country: string
  readonly vatId: string | null
  /** When staff found the VAT id valid; null: not yet. */
  readonly checkedAt: Date | null
  readonly standing: Standing
  /** The operator's domestic rate in parts per million; 0 for a partner. */
  readonly ratePpm: bigint
}

/**
 * The tax of a supply by the partner (supplier) to the operator (customer). Null while it cannot be told: within one
 * country, and between two of the EU, a business is taxed by VAT ids, and the partner's was checked.
 */
export function treatmentOf(
  operator: Pick<Particulars, 'country' | 'vatId'>,
  partner: Pick<Particulars, 'country' | 'vatId' | 'checkedAt' | 'standing'>,
): Treatment | null {
  if (partner.standing === 'private') return 'private'
  if (partner.standing === 'small-business') return 'small-business'
  const checked = operator.vatId !== null && partner.vatId !== null && partner.checkedAt !== null
  if (partner.country === operator.country) return checked ? 'domestic' : null
  if (isEu(partner.country) && isEu(operator.country)) return checked ? 'reverse-charge' : null
  return 'outside-scope'
}

/** The rate that a paper of that treatment adds: the operator's own at home, nothing everywhere else. */
export const rateOf = (treatment: Treatment, domestic: bigint): bigint => (treatment === 'domestic' ? domestic : 0n)

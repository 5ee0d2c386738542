import type { ProgramKey } from '#kernel/id.ts'
import { formatPercent, type Ppm } from '#kernel/money.ts'

/** Raised when the words of the disclosure change, in any language. */
export const DISCLOSURE_TEXT = 1

/** What a customer is told before it chooses. `version` changes with the words, the program, its terms and the rate. */
export type Disclosure = {
  readonly version: string
  readonly program: ProgramKey
  readonly terms: number | null
  /** The partner's share of the customer's net turnover in per cent, or null where it earns nothing on turnover. */
  readonly ratePercent: string | null
}

export function disclosureOf(program: ProgramKey, terms: number | null, rate: Ppm | null): Disclosure {
  const ratePercent = rate === null ? null : formatPercent(rate)
  return {
    version: `${DISCLOSURE_TEXT}.${program}.${terms ?? 0}.${ratePercent ?? 'none'}`,
    program,
    terms,
    ratePercent,
  }
}

import { type Currency, formatMoney, formatPercent, money, share } from '#kernel/money.ts'
import type { Agreement } from './self-billing.ts'
import { type Particulars, rateOf, type Treatment, treatmentOf } from './vat-treatment.ts'

/** A party as it stands on the paper for ever. */
export type Party = {
  readonly name: string
  readonly address: readonly string[]
  readonly country: string | null
  readonly vatId: string | null
}
/** What is taxed, by rate: a paper has one treatment and so one row. */
export type TaxRow = {
  readonly treatment: Treatment
  readonly ratePercent: string
  readonly taxable: string
  readonly tax: string
}
/**
 * A plain commission statement asks the partner for its invoice; a self-billing document is that invoice, and a credit note
 * where the month took more back than it gave. Supplier is the partner, customer the operator.
 */
export type Document = {
  readonly kind: 'statement' | 'self-billing' | 'self-billing-credit'
  readonly supplier: Party
  readonly customer: Party | null
  readonly taxes: readonly TaxRow[]
  readonly gross: string | null
  readonly account: { readonly iban: string; readonly name: string } | null
  readonly agreement: { readonly version: number; readonly acceptedAt: string; readonly acceptance: string } | null
}

export type Parties = {
  readonly name: string
  readonly operator: Particulars | null
  readonly partner: Particulars | null
  readonly agreement: Agreement | null
  readonly account: { readonly iban: string; readonly name: string } | null
}

/**
 * The document of a month: `matured` is its taxable amount in minor units, what became payable in it. The tax is rounded
 * once. Without an agreement, without both parties' particulars, for a private person, or while the treatment cannot be
 * told, it is a plain statement.
 */
export function documentOf(
  { name, operator, partner, agreement, account }: Parties,
  matured: bigint,
  currency: Currency,
): { readonly document: Document; readonly tax: bigint } {
  const supplier = partner ? partyOf(partner) : { name, address: [], country: null, vatId: null }
  const customer = operator ? partyOf(operator) : null
  const treatment = operator && partner && agreement ? treatmentOf(operator, partner) : null
  const plain = {
    kind: 'statement',
    supplier,
    customer,
    taxes: [],
    gross: null,
    account: null,
    agreement: null,
  } as const
  if (!operator || !agreement || treatment === null || treatment === 'private' || matured === 0n)
    return { document: plain, tax: 0n }
  const rate = rateOf(treatment, operator.ratePpm)
  const tax = share(matured, rate)
  const text = (minor: bigint) => formatMoney(money(minor, currency))
  const document: Document = {
    kind: matured < 0n ? 'self-billing-credit' : 'self-billing',
    supplier,
    customer,
    taxes: [{ treatment, ratePercent: formatPercent(rate), taxable: text(matured), tax: text(tax) }],
    gross: text(matured + tax),
    account: account && { iban: account.iban, name: account.name },
    agreement: {
      version: agreement.version,
      acceptedAt: agreement.at.toISOString(),
      acceptance: agreement.acceptance,
    },
  }
  return { document, tax }
}

const partyOf = (p: Particulars): Party => ({
  name: p.name,
  address: [p.street, `${p.postcode} ${p.city}`.trim()].filter(line => line !== ''),
  country: p.country,
  vatId: p.vatId,
})

import { assert } from '#kernel/assert.ts'

export const ACCOUNT_KINDS = ['asset', 'liability', 'equity', 'revenue', 'expense'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]
/** Where a partner's money can sit: earned but not due, due, disputed, on its way to the bank, and tax on top. */
export const PARTNER_POCKETS = ['Pending', 'Payable', 'Held', 'InPayment', 'VAT'] as const
export type PartnerPocket = (typeof PARTNER_POCKETS)[number]

export const BANK = 'Assets:Bank:Payout'

const KIND_OF_ROOT: Readonly<Record<string, AccountKind>> = {
  Assets: 'asset',
  Liabilities: 'liability',
  Equity: 'equity',
  Revenue: 'revenue',
  Expenses: 'expense',
}

/**
 * An external id as one part of an account's name, readable by hledger in every locale: ASCII letters, digits,
 * `. _ - @ & +` and single inner blanks stay; everything else is percent-encoded, byte by byte of its UTF-8.
 */
export function accountPart(id: string): string {
  return id.replace(/[^A-Za-z0-9._\-@&+ ]|^ | $| (?= )/gu, character =>
    Array.from(new TextEncoder().encode(character), b => `%${b.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
}

/** The inverse of `accountPart`. */
export const idOfPart = (part: string): string => decodeURIComponent(part)

export const partnerAccount = (partner: string, pocket: PartnerPocket): string =>
  `Liabilities:Partner:${accountPart(partner)}:${pocket}`

/** What a partner owes for its licences: list price less discount less what was paid or set off. */
export const resellerReceivable = (partner: string): string => `Assets:Receivable:Reseller:${accountPart(partner)}`
export const LICENCE_LIST = 'Revenue:Licence:List'
export const LICENCE_DISCOUNT = 'Revenue:Licence:Discount'

export const commissionExpense = (program: string): string => `Expenses:Commission:${accountPart(program)}`

/** The kind of an account is told by the first word of its code. */
export function kindOf(code: string): AccountKind {
  const kind = KIND_OF_ROOT[code.slice(0, code.indexOf(':'))]
  assert(kind, `an account's code starts with its kind: ${code}`)
  return kind
}

/** The external id of the partner that an account is about, or null for a shared one. */
export function ownerOf(code: string): string | null {
  const match = /^(?:Liabilities:Partner|Assets:Receivable:(?:Partner|Reseller)):([^:]+)/.exec(code)
  return match?.[1] === undefined ? null : idOfPart(match[1])
}

/** The last word of a partner's own account, or null for every other account. */
export function pocketOf(code: string): string | null {
  return /^Liabilities:Partner:[^:]+:([A-Za-z]+)$/.exec(code)?.[1] ?? null
}

/** Whether a code could be written by the rules above and nothing in it can break an export. */
export const isAccountCode = (code: string): boolean =>
  /^(Assets|Liabilities|Equity|Revenue|Expenses)(:[^:]+)+$/.test(code) &&
  code.split(':').every(part => /^([A-Za-z0-9._\-@&+]|%[0-9A-F]{2}| (?=[^ ]))+$/.test(part) && !part.startsWith(' '))

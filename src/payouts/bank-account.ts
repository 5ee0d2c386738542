import { electronicFormatIBAN, isSEPACountry, isValidBIC, isValidIBAN } from 'ibantools'
import { ok, type Result, refuse } from '#kernel/result.ts'

/** Where money is sent to, or from: the IBAN without blanks in upper case, the name of the account's holder. */
export type BankAccount = { readonly iban: string; readonly name: string; readonly bic: string | null }

/** A bank file holds no longer name. */
export const MAX_HOLDER = 70

/**
 * Bank details in the form in which they are kept. Refuses an IBAN that is none (`bad-iban`: its country, its length and shape
 * there, mod 97), a name that is empty or over 70 characters (`bad-name`) and a BIC that is none (`bad-bic`; none at all is fine).
 */
export function plainAccount(given: {
  readonly iban: string
  readonly name: string
  readonly bic?: string | null | undefined
}): Result<BankAccount, 'bad-iban' | 'bad-bic' | 'bad-name'> {
  const iban = electronicFormatIBAN(given.iban.trim()) ?? ''
  // What the formatter would quietly throw away (a slash, a letter of another script) is not an IBAN either.
  const typed = given.iban.replace(/[\s-]/g, '').toUpperCase()
  if (iban !== typed || !isValidIBAN(iban)) return refuse('bad-iban')
  const bic = (given.bic ?? '').replace(/\s/g, '').toUpperCase()
  if (bic !== '' && !isValidBIC(bic)) return refuse('bad-bic')
  const name = given.name.trim().replace(/\s+/g, ' ')
  if (name === '' || name.length > MAX_HOLDER || /\p{C}/u.test(name)) return refuse('bad-name')
  return ok({ iban, name, bic: bic === '' ? null : bic })
}

/** Enough of an IBAN to know it again: its country and its last four characters. */
export const maskedIban = (iban: string): string => `${iban.slice(0, 2)}•• •••• ${iban.slice(-4)}`

/** An IBAN in groups of four, as people read it. */
export const spacedIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

export const isSepa = (iban: string): boolean => isSEPACountry(iban.slice(0, 2))

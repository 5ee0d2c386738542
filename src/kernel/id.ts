import { type Result, ok, refuse } from './result.ts'

declare const kind: unique symbol
export type Id<K extends string> = string & { readonly [kind]: K }

/** An id of a partner, a customer, a lead, a deal or a reseller account is the caller's own external id; what the site itself makes gets a short random one. */
export type PartnerId = Id<'partner'>
export type CustomerId = Id<'customer'>
export type UserId = Id<'user'>
export type ProgramKey = Id<'program'>
export type BindingId = Id<'binding'>
export type CaseId = Id<'case'>
export type ReviewId = Id<'review'>
export type LeadId = Id<'lead'>
export type DealId = Id<'deal'>
export type AccountId = Id<'account'>

export const MAX_ID = 120

/**
 * Reads an id that a caller made. Refuses the empty one, one over 120 characters, one with outer blanks, control
 * characters or line breaks: such an id could not be typed again or written into an export.
 */
export function parseId<K extends string>(text: string): Result<Id<K>, 'bad-id'> {
  if (text === '' || text.length > MAX_ID || text !== text.trim() || /\p{C}|\p{Zl}|\p{Zp}/u.test(text))
    return refuse('bad-id')
  return ok(text as Id<K>)
}

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'

/** An id of our own: a prefix and 16 letters that cannot be mistaken for one another (about 79 bits). */
export function newId<K extends string>(prefix: string): Id<K> {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `${prefix}_${Array.from(bytes, b => ALPHABET[b % ALPHABET.length]).join('')}` as Id<K>
}

/** The readable part of an address: lower case, plain letters, digits and hyphens, at most 60 characters; '' if nothing is left. */
export function slugOf(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/ø/g, 'o')
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/[đð]/g, 'd')
    .replace(/þ/g, 'th')
    .replace(/ı/g, 'i')
  const letters = plain.normalize('NFKD').replace(/\p{M}+/gu, '')
  return letters
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
}

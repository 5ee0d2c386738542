import type { CustomerId, DealId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Money, Ppm } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type { DealKind } from '#programs/index.ts'

/** A firm that is no known customer yet. The domain is kept in the form in which domains compare. */
export type Company = { readonly name: string; readonly domain: string | null }

/** What a partner registered. It is of a known customer, or of a company that may become one. */
export type Lead = {
  readonly id: LeadId
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly customer: CustomerId | null
  readonly company: Company | null
  /** The lead that this one registers anew. */
  readonly again: LeadId | null
  readonly registeredAt: Date
  readonly approvedAt: Date | null
  /** The account owner in sales, as the operator named them at the approval. */
  readonly owner: string | null
  /** The last day of the window, by the terms of the day of approval (ONE-3, COC-10); null until it is approved. */
  readonly lastDay: Day | null
  /** The first instant after the last day. */
  readonly expiresAt: Date | null
  readonly rejectedAt: Date | null
  readonly reason: string | null
}

/** Somebody at the customer whom the partner introduced. */
export type Contact = {
  readonly lead: LeadId
  readonly at: Date
  readonly name: string
  readonly role: string
  readonly decisionMaker: boolean
  readonly relation: 'employed' | 'contracted' | null
}

export type LeadWithContacts = Lead & { readonly contacts: readonly Contact[] }

export type Signature = {
  /** When it was signed, and when that became known. */
  readonly at: Date
  readonly recordedAt: Date
  readonly kind: DealKind
  readonly subscription: 'paid' | 'poc' | 'trial'
  readonly termMonths: number
  /** Net of the committed term. */
  readonly net: Money
  readonly firstYearNet: Money | null
  readonly stages: readonly Money[]
  readonly lead: LeadId | null
  readonly via: 'direct' | 'partner'
  readonly discount: boolean
  readonly product: string | null
}

export type Deal = {
  readonly id: DealId
  readonly customer: CustomerId
  /** When it stood in the operator's own pipeline; null if it was signed without having been told of before. */
  readonly openedAt: Date | null
  /** The order in which signatures were recorded; 0 while it is not signed. */
  readonly seq: number
  readonly signed: Signature | null
}
export type SignedDeal = Deal & { readonly signed: Signature }

export type Referral = {
  readonly seq: number
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly customer: CustomerId
  readonly at: Date
  readonly code: string | null
  readonly domain: string | null
  /** The first valid report of that domain in the program (CC-10), decided when it was told. */
  readonly first: boolean
}

/** As it was told: without a customer it is for whoever has that domain. */
export type ToldReferral = Omit<Referral, 'customer'> & { readonly customer: CustomerId | null }

export type Stop = {
  readonly partner: PartnerId
  readonly customer: CustomerId
  readonly at: Date
  readonly by: 'partner' | 'vendor'
}
export type RecurringStop = { readonly partner: PartnerId; readonly at: Date; readonly reason: string }
/** `deal` is the one to be renewed. */
export type Participation = { readonly deal: DealId; readonly partner: PartnerId; readonly at: Date }
export type Share = Participation & { readonly ppm: Ppm }
/** The operator chose another deal of the same day for this lead (ONE-11); the last choice counts. */
export type Choice = { readonly lead: LeadId; readonly deal: DealId; readonly at: Date }

/**
 * Everything between a customer and partners but its bindings. Leads by registration, with those they register anew; deals
 * signed only, by signing instant and then by the order of recording; the rest by instant.
 */
export type Dealings = {
  readonly customer: CustomerId
  readonly name: string
  readonly domain: string | null
  readonly email: string | null
  readonly leads: readonly LeadWithContacts[]
  readonly deals: readonly SignedDeal[]
  readonly referrals: readonly Referral[]
  readonly stops: readonly Stop[]
  readonly recurringStops: readonly RecurringStop[]
  readonly participations: readonly Participation[]
  readonly shares: readonly Share[]
  readonly choices: readonly Choice[]
}

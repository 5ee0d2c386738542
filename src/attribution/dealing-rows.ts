import type { CustomerId, DealId, LeadId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import type {
  Choice,
  Contact,
  Dealings,
  LeadWithContacts,
  Participation,
  RecurringStop,
  Referral,
  Share,
  Signature,
  SignedDeal,
  Stop,
} from './dealing.ts'

/** The rows of the store's one statement, each a list of columns; the first one of most is the customer. */
export type Packed = readonly (readonly unknown[])[]
type PackedLead = [
  CustomerId,
  LeadId,
  PartnerId,
  ProgramKey,
  CustomerId | null,
  string | null,
  string | null,
  LeadId | null,
  number,
  number | null,
  string | null,
  Day | null,
  number | null,
  number | null,
  string | null,
]
type PackedContact = [LeadId, number, string, string, 0 | 1, Contact['relation']]
export type PackedDeal = [
  CustomerId,
  DealId,
  number | null,
  number,
  number,
  number,
  Signature['kind'],
  Signature['subscription'],
  number,
  number,
  number | null,
  Currency,
  string,
  LeadId | null,
  Signature['via'],
  0 | 1,
  string | null,
]
type PackedReferral = [CustomerId, number, PartnerId, ProgramKey, number, string | null, string | null, 0 | 1]
export type PackedDealings = {
  readonly customers: readonly [CustomerId, string, string | null, string | null][]
  readonly leads: readonly PackedLead[]
  readonly contacts: readonly PackedContact[]
  readonly deals: readonly PackedDeal[]
  readonly referrals: readonly PackedReferral[]
  readonly stops: readonly [CustomerId, PartnerId, number, Stop['by']][]
  readonly recurring: readonly [CustomerId, PartnerId, number, string][]
  readonly renewals: readonly [CustomerId, 'part' | 'share', DealId, PartnerId, number, number | null][]
  readonly choices: readonly [CustomerId, LeadId, DealId, number][]
}

const instant = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

const contactOf = ([lead, at, name, role, decisionMaker, relation]: PackedContact): Contact => ({
  lead,
  at: new Date(at),
  name,
  role,
  decisionMaker: decisionMaker === 1,
  relation,
})

function leadOf(row: PackedLead, contacts: ReadonlyMap<LeadId, readonly Contact[]>): LeadWithContacts {
  const [
    ,
    id,
    partner,
    program,
    customer,
    name,
    domain,
    again,
    registered,
    approved,
    owner,
    lastDay,
    expires,
    rejected,
    reason,
  ] = row
  return {
    id,
    partner,
    program,
    customer,
    company: name === null ? null : { name, domain },
    again,
    registeredAt: new Date(registered),
    approvedAt: instant(approved),
    owner,
    lastDay,
    expiresAt: instant(expires),
    rejectedAt: instant(rejected),
    reason,
    contacts: contacts.get(id) ?? [],
  }
}

export function dealOf(row: PackedDeal): SignedDeal {
  const [
    customer,
    id,
    opened,
    seq,
    at,
    recorded,
    kind,
    subscription,
    termMonths,
    net,
    firstYear,
    currency,
    stages,
    lead,
    via,
  ] = row
  return {
    id,
    customer,
    openedAt: instant(opened),
    seq,
    signed: {
      at: new Date(at),
      recordedAt: new Date(recorded),
      kind,
      subscription,
      termMonths,
      net: money(BigInt(net), currency),
      firstYearNet: firstYear === null ? null : money(BigInt(firstYear), currency),
      stages: (JSON.parse(stages) as string[]).map(minor => money(BigInt(minor), currency)),
      lead,
      via,
      discount: row[15] === 1,
      product: row[16],
    },
  }
}

const referralOf = ([customer, seq, partner, program, at, code, domain, first]: PackedReferral): Referral => ({
  seq,
  partner,
  program,
  customer,
  at: new Date(at),
  code,
  domain,
  first: first === 1,
})

/** The dealings of each customer that has one at least. */
export function unpack(packed: PackedDealings): Map<CustomerId, Dealings> {
  const contacts = Map.groupBy(packed.contacts.map(contactOf), contact => contact.lead)
  const by = <R extends readonly [CustomerId, ...unknown[]]>(rows: readonly R[]) => Map.groupBy(rows, row => row[0])
  const leads = by(packed.leads)
  const deals = by(packed.deals)
  const referrals = by(packed.referrals)
  const stops = by(packed.stops)
  const recurring = by(packed.recurring)
  const renewals = by(packed.renewals)
  const choices = by(packed.choices)
  const found = new Map<CustomerId, Dealings>()
  const lists = [leads, deals, referrals, stops, recurring, renewals, choices]
  for (const [customer, name, domain, email] of packed.customers) {
    if (!lists.some(list => list.has(customer))) continue
    const told = renewals.get(customer) ?? []
    found.set(customer, {
      customer,
      name,
      domain,
      email,
      leads: (leads.get(customer) ?? []).map(row => leadOf(row, contacts)),
      deals: (deals.get(customer) ?? []).map(dealOf),
      referrals: (referrals.get(customer) ?? []).map(referralOf),
      stops: (stops.get(customer) ?? []).map(
        ([, partner, at, by]): Stop => ({ partner, customer, at: new Date(at), by }),
      ),
      recurringStops: (recurring.get(customer) ?? []).map(
        ([, partner, at, reason]): RecurringStop => ({ partner, at: new Date(at), reason }),
      ),
      participations: told.flatMap(([, kind, deal, partner, at]): Participation[] =>
        kind === 'part' ? [{ deal, partner, at: new Date(at) }] : [],
      ),
      shares: told.flatMap(([, , deal, partner, at, ppm]): Share[] =>
        ppm === null ? [] : [{ deal, partner, at: new Date(at), ppm: BigInt(ppm) }],
      ),
      choices: (choices.get(customer) ?? []).map(([, lead, deal, at]): Choice => ({ lead, deal, at: new Date(at) })),
    })
  }
  return found
}

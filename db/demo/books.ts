/** Two years of turnover: what every customer was billed, paid and got back, month by month. */
import type { CustomerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import { addMonths, type Day, dayOf, type Month, monthOf } from '#kernel/period.ts'
import type { TurnoverEvent } from '#turnover/index.ts'
import type { Calendar } from './act.ts'
import { type Chance, chanceOf } from './chance.ts'
import { BILLED_IN } from './countries.ts'
import type { CustomerRow } from './customer-names.ts'
import type { Engagement } from './plan.ts'

export const MONTHS = 24
const DAY_MS = 86_400_000
const PRICES = [4_900, 9_900, 12_500, 19_900, 24_950, 39_500, 59_900, 89_000, 145_000, 219_000] as const
const BY_SIZE: Record<CustomerRow['size'], readonly [number, number]> = {
  '1-10': [0, 3],
  '11-50': [1, 6],
  '51-200': [4, 8],
  'over-200': [6, 9],
}

/** The customers of those who can sign in (`persons.ts`), and since how many days they have had a partner. */
const REGULARS = [
  [{ id: 'bloemhof', country: 'NL', size: '51-200' }, 400],
  [{ id: 'noordstuur', country: 'NL', size: '51-200' }, 260],
] as const

/** The months of the books, oldest first; the last one is still open. */
export function monthsOf({ today }: Calendar): Month[] {
  const last = `${monthOf(dayOf(today, 'UTC'))}-01` as Day
  return Array.from({ length: MONTHS + 1 }, (_, i) => monthOf(addMonths(last, i - MONTHS)))
}

type Billed = Pick<CustomerRow, 'id' | 'country' | 'size'>
type Invoice = { readonly customer: Billed; readonly occurredAt: Date; readonly net: number; readonly slow: boolean }

/** What one customer is billed: a steady price every month or quarter, now and then something extra. */
function invoicesOf(customer: Billed, chosen: number, calendar: Calendar, chance: Chance): Invoice[] {
  const [low, high] = BY_SIZE[customer.size]
  const price = PRICES[chance.whole(low, high)] ?? 9_900
  const every = chance.yes(0.58) ? 1 : 3
  const phase = chance.whole(0, every - 1)
  const day = chance.whole(1, 28)
  const slow = chance.yes(0.08)
  const begins = calendar.ago(chosen + chance.whole(0, 70), 8)
  const ends = chance.yes(0.06) ? calendar.ago(chance.whole(20, 200), 8) : calendar.today
  return monthsOf(calendar).flatMap((month, index) => {
    const occurredAt = new Date(`${month}-${String(day).padStart(2, '0')}T10:00:00Z`)
    if (index % every !== phase || occurredAt < begins || occurredAt >= ends) return []
    const extra = chance.yes(0.16) ? chance.whole(5, 420) * 100 + chance.pick([0, 25, 50, 95]) : 0
    return [{ customer, occurredAt, net: price * every + extra, slow }]
  })
}

/** The invoice with what followed: a credit note now and then, and payments in full, in two parts, or none. */
function tellingsOf({ customer, occurredAt, net, slow }: Invoice, number: number, chance: Chance): TurnoverEvent[] {
  const month = dayOf(occurredAt, 'UTC').slice(2, 7).replace('-', '')
  const name = (prefix: string) => `${prefix}-${month}-${String(number).padStart(5, '0')}`
  const currency = (BILLED_IN[customer.country] ?? 'EUR') as Currency
  const tell = (type: TurnoverEvent['type'], id: string, minor: number, days: number): TurnoverEvent => ({
    eventId: id,
    type,
    document: id,
    invoice: type === 'invoice' ? null : name('INV'),
    customer: customer.id as CustomerId,
    occurredAt: new Date(occurredAt.getTime() + days * DAY_MS + (days > 0 ? 4 * 3_600_000 : 0)),
    net: { minor: BigInt(minor), currency },
  })
  const told = [tell('invoice', name('INV'), net, 0)]
  const credit = chance.yes(0.022) ? Math.round((net * chance.pick([0.1, 0.25, 1])) / 5) * 5 : 0
  if (credit > 0) told.push(tell('credit_note', name('CRN'), credit, chance.whole(2, 30)))
  const due = net - credit
  const inParts = chance.yes(0.06) ? [Math.floor(due / 3), due - Math.floor(due / 3)] : [due]
  for (const [part, minor] of (chance.yes(0.03) ? [] : inParts).entries()) {
    const days = (slow ? chance.whole(25, 75) : chance.whole(4, 28)) + part * 21
    if (minor > 0) told.push(tell('payment', `${name('PAY')}-${part + 1}`, minor, days))
  }
  return told
}

/** All events by the month in which they happened, invoices numbered by date. Everything lies before the town's last midnight. */
export function turnoverByMonth(calendar: Calendar, engagements: readonly Engagement[]): Map<Month, TurnoverEvent[]> {
  const chance = chanceOf('turnover')
  const since = new Map<Billed, number>(REGULARS)
  for (const { customer, from } of engagements) since.set(customer, Math.max(since.get(customer) ?? 0, from))
  const invoices = [...since]
    .flatMap(([customer, chosen]) => invoicesOf(customer, chosen, calendar, chance))
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
  const events = invoices.flatMap((invoice, i) => tellingsOf(invoice, i + 1, chance))
  return Map.groupBy(
    events.filter(event => event.occurredAt < calendar.today),
    event => monthOf(dayOf(event.occurredAt, 'UTC')),
  )
}

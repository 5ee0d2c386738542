/** Two years of turnover: what every customer was billed, paid and got back, month by month. */
import type { CustomerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import { addMonths, type Day, dayOf, lastDay, type Month, monthOf } from '#kernel/period.ts'
import type { TurnoverEvent } from '#turnover/index.ts'
import type { Calendar } from './act.ts'
import { chanceOf } from './chance.ts'
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

/** The months of the books, oldest first; the last one is still open. */
export function monthsOf({ today }: Calendar): Month[] {
  const last = `${monthOf(dayOf(today, 'UTC'))}-01` as Day
  return Array.from({ length: MONTHS + 1 }, (_, i) => monthOf(addMonths(last, i - MONTHS)))
}

/** All events by the month in which they happened. Everything lies before the town's last midnight. */
export function turnoverByMonth(calendar: Calendar, engagements: readonly Engagement[]): Map<Month, TurnoverEvent[]> {
  const chance = chanceOf('turnover')
  const months = monthsOf(calendar)
  const since = new Map<CustomerRow, number>()
  for (const { customer, from } of engagements) since.set(customer, Math.max(since.get(customer) ?? 0, from))
  const events: TurnoverEvent[] = []
  let number = 0
  for (const [customer, chosen] of since) {
    const [low, high] = BY_SIZE[customer.size]
    const price = PRICES[chance.whole(low, high)] ?? 9_900
    const every = chance.yes(0.58) ? 1 : 3
    const phase = chance.whole(0, every - 1)
    const currency = (BILLED_IN[customer.country] ?? 'EUR') as Currency
    const dayOfMonth = chance.whole(1, 28)
    const slow = chance.yes(0.08)
    const begins = calendar.ago(chosen + chance.whole(0, 70), 8)
    const ends = chance.yes(0.06) ? calendar.ago(chance.whole(20, 200), 8) : calendar.today
    for (const [index, month] of months.entries()) {
      const occurredAt = new Date(
        `${month}-${String(Math.min(dayOfMonth, Number(lastDay(month).slice(8)))).padStart(2, '0')}T10:00:00Z`,
      )
      if (index % every !== phase || occurredAt < begins || occurredAt >= ends) continue
      const extra = chance.yes(0.16) ? chance.whole(5, 420) * 100 + chance.pick([0, 25, 50, 95]) : 0
      const net = price * every + extra
      const document = `INV-${month.slice(2, 4)}${month.slice(5)}-${String(++number).padStart(5, '0')}`
      const event = (e: Omit<TurnoverEvent, 'customer' | 'net'>, minor: number): TurnoverEvent => ({
        ...e,
        customer: customer.id as CustomerId,
        net: { minor: BigInt(minor), currency },
      })
      const told = [event({ eventId: document, type: 'invoice', document, invoice: null, occurredAt }, net)]
      const later = (days: number, hour: number) =>
        new Date(occurredAt.getTime() + days * DAY_MS + (hour - 10) * 3_600_000)
      const credit = chance.yes(0.022) ? Math.max(100, Math.round((net * chance.pick([0.1, 0.25, 1])) / 5) * 5) : 0
      if (credit > 0) {
        const id = document.replace('INV', 'CRN')
        told.push(
          event(
            {
              eventId: id,
              type: 'credit_note',
              document: id,
              invoice: document,
              occurredAt: later(chance.whole(2, 30), 11),
            },
            credit,
          ),
        )
      }
      const due = net - Math.min(net, credit)
      const parts =
        due === 0 || chance.yes(0.03) ? [] : chance.yes(0.06) ? [Math.floor(due / 3), due - Math.floor(due / 3)] : [due]
      for (const [part, minor] of parts.entries()) {
        if (minor <= 0) continue
        const id = `${document.replace('INV', 'PAY')}-${part + 1}`
        const days = (slow ? chance.whole(25, 75) : chance.whole(4, 28)) + part * 21
        told.push(
          event({ eventId: id, type: 'payment', document: id, invoice: document, occurredAt: later(days, 14) }, minor),
        )
      }
      events.push(...told.filter(e => e.occurredAt < calendar.today))
    }
  }
  return Map.groupBy(events, e => monthOf(dayOf(e.occurredAt, 'UTC')))
}

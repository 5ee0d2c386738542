import { csvLine } from '#kernel/csv.ts'
import type { RegistryRow } from './registry.ts'

const HEAD = [
  'lead',
  'company',
  'lead_status',
  'registered_at',
  'partner',
  'account_owner',
  'contacts_introduced',
  'deal_status',
  'close_date',
  'first_year_amount',
  'currency',
]

/** RFC 4180, one line a lead; columns of one name however many leads there are. */
export const csvOf = (rows: readonly RegistryRow[]): string =>
  [HEAD, ...rows.map(cellsOf)].map(cells => csvLine(cells)).join('')

const cellsOf = (row: RegistryRow): string[] => [
  row.lead,
  row.company,
  row.status,
  row.registeredAt,
  row.partner,
  row.owner ?? '',
  row.contacts.join('; '),
  row.dealStatus,
  row.closeDate ?? '',
  row.firstYear?.amount ?? '',
  row.firstYear?.currency ?? '',
]

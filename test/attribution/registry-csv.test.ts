import { expect, test } from 'vitest'
import { csvOf } from '#attribution/registry-csv.ts'
import type { RegistryRow } from '#attribution/registry.ts'
import type { Day } from '#kernel/period.ts'

const row: RegistryRow = {
  lead: 'L1',
  company: 'Jansen, De Boer & Co',
  status: 'active',
  registeredAt: '2025-03-01T10:00:00.000Z',
  partner: 'brightwave',
  owner: null,
  contacts: ['Mila de Wit (Director)', 'Bo (IT)'],
  dealStatus: 'signed',
  closeDate: '2025-06-01' as Day,
  firstYear: { amount: '1200.00', currency: 'EUR' },
}

test('ONE-9: the registry as a file has a head and a line a lead, and no cell that a spreadsheet runs', () => {
  expect(csvOf([])).toBe(
    'lead,company,lead_status,registered_at,partner,account_owner,contacts_introduced,deal_status,close_date,first_year_amount,currency\r\n',
  )
  expect(
    csvOf([row, { ...row, company: '=1+1', firstYear: null }])
      .split('\r\n')
      .slice(1),
  ).toEqual([
    'L1,"Jansen, De Boer & Co",active,2025-03-01T10:00:00.000Z,brightwave,,Mila de Wit (Director); Bo (IT),signed,2025-06-01,1200.00,EUR',
    "L1,'=1+1,active,2025-03-01T10:00:00.000Z,brightwave,,Mila de Wit (Director); Bo (IT),signed,2025-06-01,,",
    '',
  ])
})

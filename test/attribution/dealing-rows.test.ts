import { expect, test } from 'vitest'
import { type PackedDealings, unpack } from '#attribution/dealing-rows.ts'
import type { CustomerId, DealId, LeadId, PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'

const acme = 'acme' as CustomerId
const brightwave = 'brightwave' as PartnerId
const nothing: PackedDealings = {
  customers: [[acme, 'Acme', 'acme.nl', null]],
  leads: [],
  contacts: [],
  deals: [],
  referrals: [],
  stops: [],
  recurring: [],
  renewals: [],
  choices: [],
}

test('a customer of whom nothing is told is left out', () => {
  expect(unpack(nothing).size).toBe(0)
})

test('participations and shares are told apart, amounts are whole minor units, stages keep their order', () => {
  const deal = 'D1' as DealId
  const lead = 'L1' as LeadId
  const found = unpack({
    ...nothing,
    deals: [
      [
        acme,
        deal,
        null,
        7,
        1000,
        2000,
        'new',
        'paid',
        24,
        9_007_199_254_740_991,
        null,
        'EUR' as Currency,
        '["5","3"]',
        lead,
        'partner',
        1,
        'Payroll',
      ],
    ],
    renewals: [
      [acme, 'part', deal, brightwave, 3000, null],
      [acme, 'share', deal, brightwave, 4000, 0],
    ],
  }).get(acme)
  expect(found?.deals[0]).toMatchObject({
    seq: 7,
    openedAt: null,
    signed: {
      net: { minor: 9_007_199_254_740_991n, currency: 'EUR' },
      firstYearNet: null,
      stages: [{ minor: 5n }, { minor: 3n }],
      lead: 'L1',
      via: 'partner',
      discount: true,
      product: 'Payroll',
    },
  })
  expect(found?.participations).toEqual([{ deal, partner: brightwave, at: new Date(3000) }])
  expect(found?.shares).toEqual([{ deal, partner: brightwave, at: new Date(4000), ppm: 0n }])
})

import { describe, expect, test } from 'vitest'
import type { Deal } from '#attribution/index.ts'
import type { CustomerId, DealId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { chargeOfOrder, resellerOf } from '../../src/licences/order.ts'

const SIGNED = new Date('2025-06-10T12:00:00Z')
let seq = 0
const told = (partner: string, at: string, o: { code?: string; domain?: string; first?: boolean } = {}) => ({
  seq: ++seq,
  partner: partner as PartnerId,
  program: 'resell' as ProgramKey,
  at: new Date(at),
  code: o.code ?? null,
  domain: o.domain ?? null,
  first: o.first ?? o.domain !== undefined,
})
const through = (...list: ReturnType<typeof told>[]) => resellerOf(list, SIGNED)?.partner ?? null

describe('CC-3: through whom an order was bought', () => {
  test('the partner whose code and domain are both there at the instant of the signature', () => {
    expect(through(told('brightwave', '2025-06-10T12:00:00.000Z', { code: 'BW', domain: 'acme.nl' }))).toBe(
      'brightwave',
    )
    expect(
      through(
        told('nova', '2025-01-01T00:00:00Z', { code: 'NV' }),
        told('brightwave', '2025-05-01T00:00:00Z', { code: 'BW', domain: 'acme.nl' }),
      ),
    ).toBe('brightwave')
  })

  test('of two, the one whose code and domain were complete first', () => {
    expect(
      through(
        told('nova', '2025-01-01T00:00:00Z', { code: 'NV' }),
        told('brightwave', '2025-02-01T00:00:00Z', { code: 'BW', domain: 'acme.nl' }),
        told('nova', '2025-03-01T00:00:00Z', { domain: 'acme.com' }),
      ),
    ).toBe('brightwave')
  })

  test('CC-10: a domain that another reported first completes nothing', () => {
    expect(
      through(
        told('nova', '2025-01-01T00:00:00Z', { code: 'NV', domain: 'acme.nl', first: false }),
        told('brightwave', '2025-02-01T00:00:00Z', { code: 'BW', domain: 'acme.nl' }),
      ),
    ).toBe('brightwave')
  })

  test('where nobody was complete, whoever referred the customer first; nobody, if nobody did', () => {
    const late = told('brightwave', '2025-06-10T12:00:00.001Z', { code: 'BW', domain: 'acme.nl' })
    expect(through(late, told('nova', '2025-06-01T00:00:00Z', { code: 'NV' }))).toBe('nova')
    expect(through(late)).toBe('brightwave')
    expect(through()).toBeNull()
  })
})

test('CC-3: list less the margin, rounded down, by the tier of the day of the signature', () => {
  const deal = {
    id: 'D-1' as DealId,
    customer: 'acme' as CustomerId,
    signed: { at: SIGNED, net: money(99_999n, 'EUR' as Currency), via: 'partner' },
  } as Deal
  const licence = { percentOfList: { reseller: '85', premier: '70' }, ceilingPercent: '85', steps: [], includes: [] }
  const charged = (tier: string) =>
    chargeOfOrder(deal, {
      partner: 'brightwave' as PartnerId,
      program: 'resell' as ProgramKey,
      licence,
      terms: 1,
      tier,
      day: '2025-06-10' as Day,
    })
  expect(charged('reseller')).toMatchObject({
    key: 'licence:deal:D-1',
    kind: 'order',
    period: '2025-06',
    effective: '2025-06-10',
    amount: { minor: 84_999n },
  })
  expect(charged('premier')).toMatchObject({ amount: { minor: 69_999n }, ppm: 700_000n, ceiling: 850_000n })
})

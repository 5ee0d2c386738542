import { describe, expect, test } from 'vitest'
import { type RegistryFacts, rowAt } from '#attribution/registry.ts'
import type { DealId, LeadId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { contactMade, dealMade, EUR, leadMade } from './made.ts'

const facts = (o: Partial<RegistryFacts> = {}): RegistryFacts => ({
  lead: leadMade({ contacts: [contactMade('2025-03-20T10:00:00Z')] }),
  company: 'Acme',
  signed: [],
  opened: [],
  ...o,
})
const row = (at: string, o: Partial<RegistryFacts> = {}) => rowAt(facts(o), new Date(at), 'UTC')
const SIGNED = dealMade('2025-06-01T10:00:00Z', { termMonths: 24, net: money(240_000n, EUR) })

describe('ONE-9: the eight fields of the registry', () => {
  test('say what was known at that instant, and nothing that came later', () => {
    expect(row('2025-03-01T09:59:59Z')).toBeNull()
    expect(row('2025-03-01T10:00:00Z')).toEqual({
      lead: 'L1',
      company: 'Acme',
      status: 'pending',
      registeredAt: '2025-03-01T10:00:00.000Z',
      partner: 'brightwave',
      owner: null,
      contacts: [],
      dealStatus: 'none',
      closeDate: null,
      firstYear: null,
    })
    expect(row('2025-03-15T10:00:00Z')).toMatchObject({ status: 'active', owner: 'Sanne', contacts: [] })
    expect(row('2025-03-20T10:00:00Z')).toMatchObject({ contacts: ['Mila de Wit (Director)'] })
    expect(row('2026-03-16T00:00:00Z')).toMatchObject({ status: 'expired' })
  })
  test('name the deal, its close date and its first year', () => {
    expect(row('2025-06-01T10:00:00Z', { signed: [SIGNED] })).toMatchObject({
      dealStatus: 'signed',
      closeDate: '2025-06-01',
      firstYear: { amount: '1200.00', currency: 'EUR' },
    })
  })
  test('leave a deal out until it was told of, however early it was signed', () => {
    const late = { ...SIGNED, signed: { ...SIGNED.signed, recordedAt: new Date('2025-07-02T10:00:00Z') } }
    expect(row('2025-07-02T09:59:59Z', { signed: [late] })).toMatchObject({ dealStatus: 'none', closeDate: null })
    expect(row('2025-07-02T10:00:00Z', { signed: [late] })).toMatchObject({ closeDate: '2025-06-01' })
  })
  test('leave out deals from before the approval, from after the last day, and those that name another lead', () => {
    const signed = (at: string, lead: string | null = null) =>
      row('2026-12-31T00:00:00Z', { signed: [dealMade(at, { lead: lead as LeadId | null })] })?.dealStatus
    expect([signed('2025-03-15T09:59:59Z'), signed('2025-03-15T10:00:00Z')]).toEqual(['none', 'signed'])
    expect([signed('2026-03-15T23:59:59Z'), signed('2026-03-16T00:00:00Z')]).toEqual(['signed', 'none'])
    expect([signed('2025-06-01T10:00:00Z', 'L2'), signed('2026-10-01T10:00:00Z', 'L1')]).toEqual(['none', 'signed'])
  })
  test('show a trial until there is a paid deal; of several paid ones the first', () => {
    const trial = dealMade('2025-05-01T10:00:00Z', { id: 'T', seq: 1, subscription: 'trial' })
    const second = dealMade('2025-08-01T10:00:00Z', { id: 'D2', seq: 3 })
    expect(row('2025-05-02T00:00:00Z', { signed: [trial] })).toMatchObject({ dealStatus: 'trial', firstYear: null })
    expect(row('2025-09-02T00:00:00Z', { signed: [second, SIGNED, trial] })).toMatchObject({
      dealStatus: 'signed',
      closeDate: '2025-06-01',
    })
  })
  test('show a deal in the operator’s pipeline to a partner whose lead was approved, until it is signed', () => {
    const opened = [{ ...SIGNED, id: 'D9' as DealId, openedAt: new Date('2025-03-10T10:00:00Z') }]
    const status = (at: string) => row(at, { opened })?.dealStatus
    expect([status('2025-03-11T00:00:00Z'), status('2025-03-16T00:00:00Z'), status('2025-06-02T00:00:00Z')]).toEqual([
      'none',
      'open',
      'none',
    ])
  })
})

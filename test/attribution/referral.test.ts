import { describe, expect, test } from 'vitest'
import { isFirst, programsFor } from '#attribution/referral.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'

const ready = (program: string, active: boolean, agreed: boolean) => ({
  program: program as ProgramKey,
  active,
  agreed,
})

describe('CC-2: where a code or a domain is taken', () => {
  test('in every program in which the partner is active and has accepted', () => {
    const some = [ready('east', true, true), ready('west', true, false), ready('north', true, true)]
    expect(programsFor(some)).toEqual({ ok: true, value: ['east', 'north'] })
  })
  test('nowhere else, and why', () => {
    expect(programsFor([])).toMatchObject({ refusal: 'not-allowed' })
    expect(programsFor([ready('east', false, true)])).toMatchObject({ refusal: 'partner-not-active' })
    expect(programsFor([ready('east', false, true), ready('west', true, false)])).toMatchObject({
      refusal: 'agreement-not-accepted',
    })
  })
})

describe('CC-10: the first report of a domain', () => {
  const nova = 'nova' as PartnerId
  test('wins, whoever comes later', () => {
    expect(isFirst('acme.nl', [])).toBe(true)
    expect(isFirst('acme.nl', [{ partner: nova, domain: 'zuivel.nl' }])).toBe(true)
    expect(isFirst('acme.nl', [{ partner: nova, domain: 'acme.nl' }])).toBe(false)
  })
  test('is no report of a code alone', () => {
    expect(isFirst(null, [])).toBe(false)
  })
})

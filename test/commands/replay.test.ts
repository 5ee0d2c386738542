import { describe, expect, test } from 'vitest'
import { emptyPlace } from '../support/command.ts'

const lines = (...acts: object[]) => acts.map(a => JSON.stringify(a)).join('\n')
const day = (d: string) => `2025-${d}T10:00:00Z`

const YEAR = lines(
  { at: day('01-01'), do: 'add-program', program: 'dir', preset: 'copernica', settings: { timeZone: 'UTC' } },
  {
    at: day('01-01'),
    do: 'add-partner',
    partner: 'bright',
    name: 'Brightwave',
    program: 'dir',
    domain: 'bright.example',
  },
  { at: day('01-01'), do: 'add-partner', partner: 'north', name: 'Northstar', program: 'dir', agreement: false },
  { at: day('01-02'), do: 'add-customer', customer: 'acme', name: 'Acme', domain: 'acme.example' },
  { at: day('01-02'), do: 'add-customer', customer: 'own', name: 'Bright Holding', domain: 'WWW.Bright.example' },
  { at: day('01-05'), do: 'invoice', invoice: 'I1', customer: 'acme', net: '80.00', currency: 'EUR' },
  { at: day('01-06'), do: 'select-partner', customer: 'acme', partner: 'bright' },
  { at: day('01-06'), do: 'select-partner', customer: 'acme', partner: 'bright' },
  { at: day('01-07'), do: 'select-partner', customer: 'own', partner: 'bright' },
  { at: day('01-08'), do: 'select-partner', customer: 'acme', partner: 'north' },
  { at: day('02-01'), do: 'invoice', invoice: 'I2', customer: 'acme', net: '100.00', currency: 'EUR' },
  { at: day('02-01'), do: 'invoice', invoice: 'I2', customer: 'acme', net: '100.00', currency: 'EUR' },
  { at: day('02-01'), do: 'invoice', invoice: 'I2', customer: 'acme', net: '100.01', currency: 'EUR' },
  { at: day('02-10'), do: 'payment', payment: 'P1', invoice: 'I2', net: '33.33' },
  { at: day('02-10'), do: 'payment', payment: 'P2', invoice: 'I9', net: '33.33' },
  { at: day('03-02'), do: 'close-month', period: '2025-02' },
  { at: day('03-02'), do: 'close-month', period: '2025-02' },
  { at: day('03-02'), do: 'close-month', period: '2025-03' },
  { at: day('03-03'), do: 'accept-agreement', partner: 'north', program: 'dir' },
  { at: day('03-04'), do: 'select-partner', customer: 'acme', partner: 'north' },
  {
    at: day('03-05'),
    do: 'invoice',
    invoice: 'I3',
    customer: 'acme',
    net: '10.05',
    currency: 'EUR',
    occurredAt: '2025-02-20T00:00:00Z',
  },
  { at: day('03-06'), do: 'invoice', invoice: 'I4', customer: 'acme', net: '70', currency: 'JPY' },
  { at: day('03-06'), do: 'suspend-partner', partner: 'north', reason: 'law' },
  { at: day('03-07'), do: 'invoice', invoice: 'I5', customer: 'acme', net: '70', currency: 'JPY' },
  { at: day('03-08'), do: 'reinstate-partner', partner: 'north' },
  { at: day('03-08'), do: 'invoice', invoice: 'I6', customer: 'acme', net: '75', currency: 'JPY' },
  {
    at: day('03-09'),
    do: 'credit-note',
    creditNote: 'C1',
    customer: 'acme',
    net: '40.00',
    currency: 'EUR',
    invoice: 'I2',
  },
  {
    at: day('03-10'),
    do: 'release-customer',
    customer: 'acme',
    partner: 'north',
    by: 'partner',
    reason: 'too far away',
  },
  { at: day('03-10'), do: 'release-customer', customer: 'acme', partner: 'north', by: 'partner' },
  { at: day('12-31'), do: 'wait' },
)
const REFUSED: Record<number, string> = {
  8: 'already-chosen',
  9: 'self-dealing',
  10: 'agreement-not-accepted',
  13: 'id-conflict',
  15: 'unknown-invoice',
  17: 'period-closed',
  18: 'period-not-ended',
  29: 'not-bound',
}

describe('replay', () => {
  test('plays a year through the site’s own verbs and ends in figures worked out by hand', async () => {
    const place = emptyPlace()
    const { code, out } = await place.run('replay', place.file('year.jsonl', YEAR), '--json')
    expect(code).toBe(0)
    const told = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { line: number; ok: boolean; refusal?: string })
    expect(told.map(t => t.line)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    expect(Object.fromEntries(told.filter(t => !t.ok).map(t => [t.line, t.refusal]))).toEqual(REFUSED)

    // I2: 60.00 left after C1, 6.00 accrued, 33.33 of 60.00 paid → 3.33 payable. I3 is late: 1.01, dated February.
    const bright = await place.json('earnings', '--partner', 'bright', '--as-of', '2025-12-31')
    expect(bright).toMatchObject({
      asOf: '2025-12-31',
      balances: [
        { currency: 'EUR', pending: '3.68', payable: '3.33' },
        { currency: 'JPY', pending: '0' },
      ],
      entries: [
        { cause: 'invoice:I1', base: '80.00', amount: '0.00', reason: 'not-bound', earnedOn: '2025-01-05' },
        {
          cause: 'invoice:I2',
          base: '60.00',
          amount: '6.00',
          reason: null,
          earnedOn: '2025-02-01',
          payableOn: '2025-02-10',
          program: 'dir',
        },
        { cause: 'invoice:I3', base: '10.05', amount: '1.01', reason: null, earnedOn: '2025-02-20', payableOn: null },
        { cause: 'invoice:I4', reason: 'not-bound' },
        { cause: 'invoice:I5', reason: 'not-bound' },
        { cause: 'invoice:I6', reason: 'not-bound' },
      ],
    })
    // North is suspended from the start of 6 March until the start of 8 March: I4, written before the suspension, earns nothing.
    expect(await place.json('earnings', '--partner', 'north', '--as-of', '2025-12-31')).toMatchObject({
      balances: [
        { currency: 'EUR', pending: '0.00' },
        { currency: 'JPY', pending: '8', payable: '0' },
      ],
      entries: [
        { cause: 'invoice:I1', reason: 'agreement-not-accepted' },
        { cause: 'invoice:I2', reason: 'agreement-not-accepted' },
        { cause: 'invoice:I3', reason: 'agreement-not-accepted' },
        { cause: 'invoice:I4', reason: 'partner-not-active' },
        { cause: 'invoice:I5', reason: 'partner-not-active' },
        { cause: 'invoice:I6', base: '75', amount: '8', reason: null },
      ],
    })
    expect(await place.json('earnings', '--partner', 'bright', '--as-of', '2025-02-28')).toMatchObject({
      balances: [{ currency: 'EUR', pending: '6.67', payable: '3.33' }],
    })
    expect((await place.run('doctor')).code).toBe(0)
  })

  test('played twice changes nothing, and ends at the same chain', async () => {
    const [one, two] = [emptyPlace(), emptyPlace()]
    const journal = ['export', 'journal', '--format', 'hledger']
    await one.run('replay', one.file('year.jsonl', YEAR))
    const first = (await one.run(...journal)).out
    await two.run('replay', two.file('year.jsonl', YEAR))
    expect(first).toMatch(/head: [0-9a-f]{64}/)
    expect((await two.run(...journal)).out).toBe(first)
  })

  test('the reading of replay: it stops before anything is written at a malformed line, and with --strict at the first refusal', async () => {
    const place = emptyPlace()
    const broken = await place.run(
      'replay',
      place.file('broken.jsonl', `${YEAR}\n{"at":"2025-12-31T11:00:00Z","do":"dance"}`),
    )
    expect([broken.code, broken.out]).toEqual([1, ''])
    expect(broken.err).toMatch(/line 31, field do: /)
    expect((await place.run('earnings', '--partner', 'bright')).err).toMatch(/unknown-partner/)
    const strict = await place.run('replay', place.file('year.jsonl', YEAR), '--strict', '--json')
    expect(strict.code).toBe(1)
    expect(strict.out.trim().split('\n')).toHaveLength(8)
  })
})

import { describe, expect, test } from 'vitest'
import { readHistory } from '#doors/history.ts'

const read = (...lines: (object | string)[]) =>
  readHistory(new TextEncoder().encode(lines.map(l => (typeof l === 'string' ? l : JSON.stringify(l))).join('\n')))
const at = '2025-03-15T10:00:00Z'

describe('a history', () => {
  test('is read line by line; blank lines count and say nothing', () => {
    const { acts } = read({ at, do: 'add-customer', customer: 'acme', name: 'Acme' }, '', {
      at: '2025-03-15T12:00:00+01:00',
      do: 'wait',
    })
    expect(acts?.map(a => [a.line, a.do, a.at.toISOString()])).toEqual([
      [1, 'add-customer', '2025-03-15T10:00:00.000Z'],
      [3, 'wait', '2025-03-15T11:00:00.000Z'],
    ])
  })
  test('may tell when a thing occurred', () => {
    const { acts } = read({
      at,
      do: 'invoice',
      invoice: 'I',
      customer: 'acme',
      net: '10.00',
      currency: 'EUR',
      occurredAt: '2025-03-01',
    })
    expect(acts?.[0]).toMatchObject({ occurredAt: new Date('2025-03-01T00:00:00Z') })
  })
  test.each([
    ['text that is no JSON', ['{"at":'], 1, null],
    [
      'half a character',
      ['{"at":"2025-01-01T00:00:00Z","do":"add-customer","customer":"c","name":"\\ud800"}'],
      1,
      null,
    ],
    ['a list', ['[1]'], 1, null],
    ['a line without a time', [{ do: 'wait' }], 1, 'at'],
    ['a time without a zone', [{ at: '2025-03-15T10:00:00', do: 'wait' }], 1, 'at'],
    ['an act nobody knows', [{ at, do: 'dance' }], 1, 'do'],
    ['an act that is a word of every object', [{ at, do: 'toString' }], 1, 'do'],
    ['an act of leads without its program', [{ at, do: 'register-lead', lead: 'L', partner: 'p' }], 1, 'program'],
    ['six stars', [{ at, do: 'review', review: 'R', customer: 'c', partner: 'p', overall: 6, text: '' }], 1, 'overall'],
    [
      'a stage without its amount',
      [
        {
          at,
          do: 'sign-deal',
          deal: 'D',
          customer: 'c',
          kind: 'new',
          subscription: 'paid',
          termMonths: 12,
          currency: 'EUR',
          net: '10',
          stages: [{}],
        },
      ],
      1,
      'stages.0.net',
    ],
    ['an unknown field', [{ at, do: 'wait', long: true }], 1, 'long'],
    [
      'a missing field',
      [
        { at, do: 'wait' },
        { at, do: 'accept-agreement', partner: 'b' },
      ],
      2,
      'program',
    ],
    ['an amount as a number', [{ at, do: 'payment', payment: 'P', invoice: 'I', net: 10 }], 1, 'net'],
    ['a negative amount', [{ at, do: 'payment', payment: 'P', invoice: 'I', net: '-10' }], 1, 'net'],
    [
      'a currency that is none',
      [{ at, do: 'invoice', invoice: 'I', customer: 'a', net: '1', currency: 'XYZ' }],
      1,
      'currency',
    ],
    ['a month that is none', [{ at, do: 'close-month', period: '2025-13' }], 1, 'period'],
    [
      'a line dated before the one above',
      [
        { at, do: 'wait' },
        { at: '2025-03-15T09:59:59Z', do: 'wait' },
      ],
      2,
      'at',
    ],
    [
      'an unknown hand in a release',
      [{ at, do: 'release-customer', customer: 'a', partner: 'b', by: 'nobody' }],
      1,
      'by',
    ],
  ])('is refused whole with %s', (_, lines, line, field) => {
    expect(read(...lines)).toMatchObject({ acts: null, fault: { line, field } })
  })
  test('is refused with a line that is not UTF-8', () => {
    const good = new TextEncoder().encode(`{"at":"${at}","do":"wait"}\n`)
    expect(readHistory(new Uint8Array([...good, 0xff, 0x0a]))).toMatchObject({ fault: { line: 2 } })
  })
  test('may stand twice at one instant, but never go back', () => {
    expect(read({ at, do: 'wait' }, { at, do: 'wait' }).fault).toBeNull()
  })
})

import { expect, test } from 'vitest'
import { plainParticulars, sameParticulars } from '#payouts/particulars.ts'

const given = {
  name: ' Brightwave  BV ',
  street: 'Straat 1',
  postcode: '',
  city: 'Gent',
  country: 'be',
  vatId: 'BE 0123.456.789',
}

test('what a person typed is kept plain, and nobody has checked it yet', () => {
  expect(plainParticulars(given)).toEqual({
    ok: true,
    value: {
      name: 'Brightwave BV',
      street: 'Straat 1',
      postcode: '',
      city: 'Gent',
      country: 'BE',
      vatId: 'BE0123456789',
      checkedAt: null,
      standing: 'business',
      ratePpm: 0n,
    },
  })
})

test.each<[string, object]>([
  ['bad-name', { name: ' ' }],
  ['bad-name', { name: 'x'.repeat(201) }],
  ['bad-address', { street: '' }],
  ['bad-address', { city: 'a\u0000b' }],
  ['bad-address', { postcode: '9'.repeat(21) }],
  ['bad-country', { country: 'Belgium' }],
  ['bad-vat-id', { vatId: 'NL123456789B01' }],
  ['bad-standing', { standing: 'king' }],
  ['bad-rate', { ratePercent: '101' }],
  ['bad-rate', { ratePercent: '-1' }],
])('%s is refused: %o', (refusal, o) => {
  expect(plainParticulars({ ...given, ...o })).toEqual({ ok: false, refusal })
})

test('a rate may be typed with a comma', () => {
  const plain = plainParticulars({ ...given, ratePercent: '5,5' })
  expect(plain.ok && plain.value.ratePpm).toBe(55_000n)
})

test('two say the same whatever was checked', () => {
  const [a, b] = [plainParticulars(given), plainParticulars({ ...given, city: 'Aalst' })]
  if (!a.ok || !b.ok) throw new Error('both are plain')
  expect(sameParticulars(a.value, { ...a.value, checkedAt: new Date() })).toBe(true)
  expect(sameParticulars(a.value, b.value)).toBe(false)
})

import { expect, test } from 'vitest'
import { CLOUDCODES } from '../../src/programs/preset-cloudcodes.ts'
import { COCENTRIC } from '../../src/programs/preset-cocentric.ts'
import { COPERNICA } from '../../src/programs/preset-copernica.ts'
import { ONE_NETWORK } from '../../src/programs/preset-one-network.ts'
import { SIMPRO } from '../../src/programs/preset-simpro.ts'
import { settingFaults, settingsOf, typedSettings, withSettings } from '../../src/programs/setting.ts'

test('a setting the preset does not have is refused by its name', () => {
  expect(settingFaults({ noticeDays: 30, discount: 5 }, COPERNICA)).toEqual([
    { setting: 'discount', code: 'unknown-setting' },
  ])
  expect(settingFaults({ toString: 1 }, COPERNICA)).toEqual([{ setting: 'toString', code: 'unknown-setting' }])
})

test.each([
  [{ timeZone: 'Europe/Amsterdam' }, true],
  [{ timeZone: 'Amsterdam' }, false],
  [{ noticeDays: 0 }, true],
  [{ noticeDays: -1 }, false],
  [{ noticeDays: 1.5 }, false],
  [{ payable: 'at-accrual' }, true],
  [{ payable: 'never' }, false],
  [{ minimumPayout: '50.00' }, true],
  [{ minimumPayout: '-1' }, false],
  [{ resoldEarns: true }, true],
  [{ resoldEarns: 'yes' }, false],
  [{ payable: 'after-first-payment' }, true],
  [{ payable: 'after-deal' }, true],
  [{ leadWindowMonths: 6 }, false],
  [{ receipt: 'first' }, false],
  [{ feePercent: '5' }, false],
])('%o may be set: %s', (given, may) => expect(settingFaults(given, COPERNICA).length === 0).toBe(may))

test('numbers may come as text and amounts as numbers: both are kept in one form', () => {
  const kept = settingsOf({ noticeDays: '30', minimumPayout: 50 }, COPERNICA)
  expect(kept).toEqual({ ...COPERNICA.settings, noticeDays: 30, minimumPayout: '50' })
  expect(settingsOf({ noticeDays: 'soon' }, COPERNICA)).toBeNull()
  expect(settingsOf({}, COPERNICA)).toEqual(COPERNICA.settings)
})

test('settings show in the terms, and leave the preset as it is', () => {
  const terms = withSettings(COPERNICA.terms, { ...COPERNICA.settings, payable: 'at-accrual', resoldEarns: true })
  expect(terms).toMatchObject({ payable: { when: 'at-accrual' }, resoldEarns: true })
  expect(COPERNICA.terms).toMatchObject({ payable: { when: 'with-payment' }, resoldEarns: false })
})

test.each([
  [ONE_NETWORK, { receipt: 'per-receipt' }, true],
  [ONE_NETWORK, { receipt: 'twice' }, false],
  [ONE_NETWORK, { leadWindowMonths: '24' }, true],
  [ONE_NETWORK, { leadWindowMonths: 0 }, false],
  [ONE_NETWORK, { resoldEarns: true }, false],
  [COCENTRIC, { leadWindowMonths: 6 }, true],
  [COCENTRIC, { receipt: 'first' }, false],
  [CLOUDCODES, { resoldEarns: true }, true],
  [CLOUDCODES, { leadWindowMonths: 6 }, false],
  [SIMPRO, { feePercent: '5', discountPercent: '0' }, true],
  [SIMPRO, { feePercent: '100.0001', discountPercent: '5' }, false],
  [SIMPRO, { feePercent: '5', discountPercent: '-1' }, false],
  [SIMPRO, { feePercent: '5', discountPercent: '5', closedWonMonths: 3 }, true],
  [SIMPRO, { feePercent: '5', discountPercent: '5', closedWonMonths: 0 }, false],
] as const)('$key may be told %o: %s', (preset, given, may) => {
  expect(settingFaults(given, preset).length === 0).toBe(may)
})

test('a per cent is kept in one form, however it was written, and settings in one order', () => {
  const [a, b] = [
    settingsOf({ feePercent: '5.00', discountPercent: 7.5 }, SIMPRO),
    settingsOf({ discountPercent: '7.5000', feePercent: 5 }, SIMPRO),
  ]
  expect(a).toMatchObject({ feePercent: '5', discountPercent: '7.5' })
  expect(JSON.stringify(a)).toBe(JSON.stringify(b))
})

test('a setting moves what is its own in the terms and nothing else', () => {
  const moved = withSettings(COCENTRIC.terms, { ...COCENTRIC.settings, leadWindowMonths: 6 })
  expect(moved.lead?.windowMonths).toBe(6)
  expect(moved.earns.map(rule => rule.windowMonths)).toEqual([6, null])
  expect(moved.earns.map(rule => rule.rate)).toEqual(['20', 'as-agreed'])
  expect({ ...moved, lead: null, earns: [] }).toEqual({ ...COCENTRIC.terms, lead: null, earns: [] })
})

test.each([COPERNICA, COCENTRIC, ONE_NETWORK, CLOUDCODES])('$key with its defaults pays as its terms say', preset => {
  expect(withSettings(preset.terms, preset.settings)).toEqual(preset.terms)
})

test('what a form says: nothing where nothing was typed, a box always, and a comma for a point', () => {
  const typed = { feePercent: ' 7,5 ', discountPercent: '', noticeDays: '30', resoldEarns: false, receipt: 'first' }
  expect(typedSettings(typed, SIMPRO)).toEqual({ feePercent: '7.5', noticeDays: '30' })
  expect(typedSettings({ resoldEarns: false, minimumPayout: '12,50' }, COPERNICA)).toEqual({
    resoldEarns: false,
    minimumPayout: '12.50',
  })
})

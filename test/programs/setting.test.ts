import { expect, test } from 'vitest'
import { COPERNICA } from '../../src/programs/preset-copernica.ts'
import { settingFaults, settingsOf, withSettings } from '../../src/programs/setting.ts'

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

import { expect, test } from 'vitest'
import type { ProgramKey } from '#kernel/id.ts'
import { disclosureOf } from '../../src/attribution/disclosure.ts'

const copernica = 'copernica' as ProgramKey

test('a disclosure tells the share in per cent', () => {
  expect(disclosureOf(copernica, 1, 100_000n)).toMatchObject({ terms: 1, ratePercent: '10' })
  expect(disclosureOf(copernica, 1, null).ratePercent).toBeNull()
})

test('its version changes with the program, the terms and the rate, and with nothing else', () => {
  const versions = [
    disclosureOf(copernica, 1, 100_000n),
    disclosureOf(copernica, 2, 100_000n),
    disclosureOf(copernica, 1, 125_000n),
    disclosureOf(copernica, 1, null),
    disclosureOf('house' as ProgramKey, 1, 100_000n),
  ].map(disclosure => disclosure.version)
  expect(new Set(versions).size).toBe(versions.length)
  expect(disclosureOf(copernica, 1, 100_000n).version).toBe(versions[0])
})

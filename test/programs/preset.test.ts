import { expect, test } from 'vitest'
import { DEFAULT_PROGRAM, PRESET_KEYS, presetOf } from '../../src/programs/preset.ts'
import { settingFaults } from '../../src/programs/setting.ts'
import { termsBody } from '../../src/programs/terms.ts'

test.each(PRESET_KEYS)('the preset %s is well-formed data with settings that it may have', key => {
  const preset = presetOf(key)
  expect(preset?.key).toBe(key)
  expect(termsBody.safeParse(preset?.terms).error).toBeUndefined()
  const said = Object.fromEntries((preset?.required ?? []).map(name => [name, '5']))
  expect(preset && settingFaults({ ...preset.settings, ...said }, preset)).toEqual([])
})

test('a preset survives being written down: it is data and nothing else', () => {
  for (const key of PRESET_KEYS) expect(JSON.parse(JSON.stringify(presetOf(key)))).toEqual(presetOf(key))
})

test('the directory program is where partners go when nobody says; what does not ship is not known', () => {
  expect(PRESET_KEYS).toContain(DEFAULT_PROGRAM)
  expect(presetOf('nowhere')).toBeNull()
  expect(presetOf('constructor')).toBeNull()
})

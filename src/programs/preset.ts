import { COPERNICA } from './preset-copernica.ts'
import type { Settings } from './setting.ts'
import type { TermsBody } from './terms.ts'

/** A program as it ships: its settings with their defaults, and its first terms. */
export type Preset = {
  readonly key: string
  readonly name: string
  readonly settings: Settings
  readonly terms: TermsBody
}

const PRESETS: readonly Preset[] = [COPERNICA]

export const PRESET_KEYS: readonly string[] = PRESETS.map(preset => preset.key)

/** Where partners go when nobody says which program. */
export const DEFAULT_PROGRAM: string = COPERNICA.key

export const presetOf = (key: string): Preset | null => PRESETS.find(preset => preset.key === key) ?? null

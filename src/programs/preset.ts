import { CLOUDCODES } from './preset-cloudcodes.ts'
import { COCENTRIC } from './preset-cocentric.ts'
import { COPERNICA } from './preset-copernica.ts'
import { ONE_NETWORK } from './preset-one-network.ts'
import { SIMPRO } from './preset-simpro.ts'
import type { SettingName, Settings } from './setting.ts'
import type { TermsBody } from './terms.ts'

/** A program as it ships: its settings with their defaults, those that must be said before it opens, and its first terms. */
export type Preset = {
  readonly key: string
  readonly name: string
  readonly settings: Settings
  readonly required?: readonly SettingName[]
  readonly terms: TermsBody
}

const PRESETS: readonly Preset[] = [COPERNICA, COCENTRIC, ONE_NETWORK, SIMPRO, CLOUDCODES]

export const PRESET_KEYS: readonly string[] = PRESETS.map(preset => preset.key)

/** Where partners go when nobody says which program. */
export const DEFAULT_PROGRAM: string = COPERNICA.key

export const presetOf = (key: string): Preset | null => PRESETS.find(preset => preset.key === key) ?? null

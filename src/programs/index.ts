/** What does a program promise, from which day on? Programs are data: settings, and terms in dated versions. */
import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { type ProgramKey, parseId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as settings from '#settings/index.ts'
import { presetOf } from './preset.ts'
import { settingFaults, settingsOf, withSettings } from './setting.ts'
import {
  keepProgram,
  keepTerms,
  loadProgram,
  loadPrograms,
  loadPublications,
  loadTerms,
  type Program,
  type Publication,
} from './store.ts'
import type { Terms } from './terms.ts'

export { type Difference, differences } from './difference.ts'
export { type DraftField, draftFields, withFields } from './draft-field.ts'
export { type Checked, checkTerms, type TermsFault } from './fault.ts'
export { type JsonText, lineOf, readJsonText } from './json-text.ts'
export { earliestBeginning } from './notice.ts'
export { DEFAULT_PROGRAM, PRESET_KEYS, type Preset, presetOf } from './preset.ts'
export {
  type Settable,
  type SettingFault,
  type SettingName,
  type Settings,
  settingFaults,
  settingNames,
  typedSettings,
} from './setting.ts'
export type { Program, Publication } from './store.ts'
export * from './terms.verbs.ts'
export {
  bodyOf,
  type DealKind,
  dealRule,
  type EarnRule,
  invoiceRule,
  type LeadTerms,
  type LicenceTerms,
  type ModuleTerms,
  type Obligation,
  REASONS,
  type Reason,
  type Requirement,
  rateOn,
  type Terms,
  type TermsBody,
  type TierTerms,
  termsOn,
  tierIn,
} from './terms.ts'

export type ProgramWish = { readonly preset?: string; readonly settings?: Readonly<Record<string, unknown>> }

export type EnsureRefusal = 'unknown-program' | 'id-conflict' | 'bad-settings' | 'incomplete'

/**
 * The program of that key. A preset's key makes it on first use with the preset's defaults, whoever asks; its first terms have
 * no beginning. With a wish it is made as wished; the same wish again is taken without effect, another one is an `id-conflict`.
 * Refuses a preset that does not ship here (`unknown-program`), a setting the preset does not have or value it may not have
 * (`bad-settings`), and one that must be said and is not (`incomplete`, SIM-14); `presetFaults` names them.
 */
export async function ensureProgram(
  cx: Cx,
  key: string,
  wish: ProgramWish = {},
): Promise<Result<Program, EnsureRefusal>> {
  const found = await loadProgram(cx, key)
  const plain = wish.preset === undefined && wish.settings === undefined
  if (found && plain) return ok(found)
  const preset = presetOf(wish.preset ?? found?.preset ?? key)
  if (!preset && found && wish.preset === undefined) return refuse('id-conflict')
  if (!preset || !parseId(key).ok) return refuse('unknown-program')
  const faults = settingFaults(wish.settings ?? {}, preset)
  if (faults.some(fault => fault.code !== 'missing')) return refuse('bad-settings')
  const wanted = settingsOf(wish.settings ?? {}, preset)
  if (!wanted) return refuse('incomplete')
  if (found) {
    const same = found.preset === preset.key && JSON.stringify(found.settings) === JSON.stringify(wanted)
    return same ? ok(found) : refuse('id-conflict')
  }
  const program: Program = {
    key: key as ProgramKey,
    name: key === preset.key ? preset.name : key,
    preset: preset.key,
    timeZone: wanted.timeZone,
    settings: wanted,
  }
  await keepProgram(cx, program)
  await keepTerms(cx, program.key, 1, null, withSettings(preset.terms, wanted))
  await settings.raiseContentVersion(cx)
  return ok(program)
}

/** Opens a program from a preset at the desk, as `ensureProgram` does. Partner managers and the owner may. */
export async function addProgram(
  cx: Cx,
  key: string,
  wish: ProgramWish & { readonly preset: string },
): Promise<Result<Program, 'not-allowed' | EnsureRefusal>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const known = await loadProgram(cx, key)
  const opened = await ensureProgram(cx, key, wish)
  if (opened.ok && !known)
    await audit.note(cx, { verb: 'open-program', subject: opened.value.key, detail: { preset: wish.preset } })
  return opened
}

/** What is wrong with settings meant for a preset, each by its name; null if there is no such preset. */
export function presetFaults(key: string, given: Readonly<Record<string, unknown>>) {
  const preset = presetOf(key)
  return preset && settingFaults(given, preset)
}

export const findProgram = (cx: Cx, key: string): Promise<Program | null> => loadProgram(cx, key)
export const listPrograms = (cx: Cx): Promise<Program[]> => loadPrograms(cx)
/** All versions of a program's terms, oldest first; none if there is no such program. */
export const termsOf = (cx: Cx, key: string): Promise<Terms[]> => loadTerms(cx, key)
/** The same versions by when they were published and by whom, newest first. */
export const publicationsOf = (cx: Cx, key: string): Promise<Publication[]> => loadPublications(cx, key)

import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { parseId } from '#kernel/id.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as settings from '#settings/index.ts'
import { type Checked, checkTerms } from './fault.ts'
import { earliestBeginning, tooSoon } from './notice.ts'
import { presetOf } from './preset.ts'
import { type Settable, settingsOf } from './setting.ts'
import { keepProgram, keepTerms, loadProgram, loadTerms, type Program } from './store.ts'
import { bodyOf, type Terms, type TermsBody } from './terms.ts'

/** The name that stands for "none that ships": a program of the operator's own making. */
const OWN = 'own'
/** What a program of one's own making may be told besides its terms. */
export const OWN_SETTINGS: Settable = { settings: { timeZone: 'UTC', noticeDays: 15, minimumPayout: '0' } }

/** What a draft of new terms for a program would be refused for, each fault at its place; null if there is no such program. */
export async function checkDraft(cx: Cx, key: string, draft: unknown): Promise<Checked | null> {
  const [first] = await loadTerms(cx, key)
  return first ? checkTerms(draft, first.licence?.ceilingPercent ?? null) : null
}

/** The first day on which terms published now may begin (G1); null if there is no such program. */
export async function firstBeginning(cx: Cx, key: string): Promise<Day | null> {
  const program = await loadProgram(cx, key)
  return program && earliestBeginning(dayOf(cx.now, program.timeZone), program.settings.noticeDays)
}

/**
 * Publishes a new version from a day on (G1). Past accruals keep theirs. Refuses a beginning nearer than the program's notice
 * (`too-soon`) and a draft that is no terms (`bad-terms`; `checkDraft` names the places). Partner managers and the owner may.
 */
export async function publishTerms(
  cx: Cx,
  key: string,
  draft: unknown,
  from: Day,
): Promise<Result<Terms, 'not-allowed' | 'unknown-program' | 'bad-terms' | 'too-soon'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const program = await loadProgram(cx, key)
  const checked = await checkDraft(cx, key, draft)
  if (!program || !checked) return refuse('unknown-program')
  if (!checked.body) return refuse('bad-terms')
  if (tooSoon(from, dayOf(cx.now, program.timeZone), program.settings.noticeDays)) return refuse('too-soon')
  const body: TermsBody = checked.body
  const version = (await loadTerms(cx, key)).length + 1
  await keepTerms(cx, program.key, version, from, body)
  await audit.note(cx, { verb: 'publish-terms', subject: program.key, detail: { version, from } })
  await settings.raiseContentVersion(cx)
  return ok({ ...body, program: program.key, version, from })
}

export type OwnProgram = {
  readonly key: string
  readonly name: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly terms: unknown
}

/**
 * Opens a program of the operator's own making: settings and terms as data, like those that ship, its first terms without
 * beginning. The same again has no effect. Refuses a preset's key and a known key with other content (`id-conflict`).
 */
export async function openProgram(
  cx: Cx,
  wish: OwnProgram,
): Promise<Result<Program, 'not-allowed' | 'bad-id' | 'bad-name' | 'bad-settings' | 'bad-terms' | 'id-conflict'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const key = parseId<'program'>(wish.key)
  if (!key.ok) return key
  const name = wish.name.trim()
  if (name === '' || name.length > 120 || !name.isWellFormed()) return refuse('bad-name')
  const wanted = settingsOf(wish.settings ?? {}, OWN_SETTINGS)
  if (!wanted) return refuse('bad-settings')
  const { body } = checkTerms(wish.terms)
  if (!body) return refuse('bad-terms')
  const program: Program = {
    key: key.value,
    name,
    preset: OWN,
    timeZone: wanted.timeZone,
    settings: wanted,
  }
  const found = await loadProgram(cx, wish.key)
  if (found) return (await sameAs(cx, found, program, body)) ? ok(found) : refuse('id-conflict')
  if (presetOf(wish.key)) return refuse('id-conflict')
  await keepProgram(cx, program)
  await keepTerms(cx, program.key, 1, null, body)
  await audit.note(cx, { verb: 'open-program', subject: program.key, detail: { preset: OWN } })
  await settings.raiseContentVersion(cx)
  return ok(program)
}

async function sameAs(cx: Cx, found: Program, program: Program, body: TermsBody): Promise<boolean> {
  const [first] = await loadTerms(cx, found.key)
  if (!first || JSON.stringify(found) !== JSON.stringify(program)) return false
  return JSON.stringify(bodyOf(first)) === JSON.stringify(body)
}

import { ActionError, defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { isStaff } from '#kernel/actor.ts'
import { type Day, parseDay } from '#kernel/period.ts'
import { watchProgram } from '#partners/index.ts'
import { perform } from '#perform.ts'
import * as programs from '#programs/index.ts'
import { box, id, optionalText, text } from './field.ts'
import { type DraftReport, readDraft } from './held-draft.ts'
import { dropHeld, HASH, hold } from './held-file.adapter.ts'
import { simulated } from './terms-simulation.ts'

const MAX_TERMS = 200_000
const deskOf = (program: string) => `/admin/programs/${encodeURIComponent(program)}`
const mayWrite = (locals: App.Locals) => {
  if (!isStaff(locals.actor, 'partner-manager')) throw new ActionError({ code: 'FORBIDDEN', message: 'not-allowed' })
}
const no = (message: string) => new ActionError({ code: 'CONFLICT', message })

const setting = optionalText(60)
const opening = z
  .object({
    preset: id,
    program: id,
    timeZone: setting,
    noticeDays: setting,
    payable: setting,
    minimumPayout: setting,
    resoldEarns: box,
    leadWindowMonths: setting,
    receipt: setting,
    closedWonMonths: setting,
    feePercent: setting,
    discountPercent: setting,
  })
  .superRefine((input, context) => atFields(input, programs.presetOf(input.preset), context))
const openingOwn = z
  .object({
    program: id,
    name: text(120),
    timeZone: setting,
    noticeDays: setting,
    minimumPayout: setting,
    terms: text(MAX_TERMS),
  })
  .superRefine((input, context) => atFields(input, programs.OWN_SETTINGS, context))

/** What is wrong with a setting is told at its field, and so is that it is missing (SIM-14). */
function atFields(
  input: Readonly<Record<string, unknown>>,
  preset: programs.Settable | null,
  context: z.RefinementCtx,
): void {
  const faults = preset ? programs.settingFaults(programs.typedSettings(input, preset), preset) : []
  for (const { setting: name, code } of faults)
    context.addIssue({ code: 'custom', path: [name], message: code === 'missing' ? 'incomplete' : 'bad-value' })
}

/** The draft that a form says: of its fields over the newest terms, or of the whole terms as text. */
async function draftOf(locals: App.Locals, program: string, form: FormData): Promise<unknown> {
  if (form.get('way') === 'text') {
    const read = programs.readJsonText(String(form.get('terms') ?? '').slice(0, MAX_TERMS + 1))
    if (!read.ok) throw no('bad-terms')
    return read.value
  }
  const newest = (await programs.termsOf(locals.cx, program)).at(-1)
  if (!newest) throw new ActionError({ code: 'NOT_FOUND', message: 'unknown-program' })
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  return programs.withFields(programs.bodyOf(newest), typed)
}

/** A day that terms of the program may begin on. */
async function dayIn(locals: App.Locals, program: string, given: string): Promise<Day> {
  const day = parseDay(given)
  if (!day.ok) throw no('bad-date')
  const first = await programs.firstBeginning(locals.cx, program)
  if (first === null || day.value < first) throw no('too-soon')
  return day.value
}

const held = { program: id, draft: z.string({ error: 'required' }).regex(HASH, 'bad-value') }
async function draftNamed(locals: App.Locals, { program, draft }: { program: string; draft: string }) {
  mayWrite(locals)
  const found = await readDraft(locals.house.env.dataDir, draft)
  if (found?.program !== program) throw no('file-gone')
  return found
}

export const programDesk = {
  /** Opens a program that ships, with its settings. */
  open: defineAction({
    accept: 'form',
    input: opening,
    handler: async (input, { locals }) => {
      const preset = programs.presetOf(input.preset)
      const settings = preset ? programs.typedSettings(input, preset) : {}
      const opened = await perform(locals, 'programs.addProgram', cx =>
        programs.addProgram(cx, input.program, { preset: input.preset, settings }),
      )
      return `${deskOf(opened.key)}?done=program-opened`
    },
  }),
  /** Opens a program of the operator's own making. */
  openOwn: defineAction({
    accept: 'form',
    input: openingOwn,
    handler: async ({ program: key, name, terms, ...typed }, { locals }) => {
      mayWrite(locals)
      const read = programs.readJsonText(terms)
      if (!read.ok) throw no('bad-terms')
      const settings = programs.typedSettings(typed, programs.OWN_SETTINGS)
      const opened = await perform(locals, 'programs.openProgram', cx =>
        programs.openProgram(cx, { key, name, settings, terms: read.value }),
      )
      return `${deskOf(opened.key)}?done=program-opened`
    },
  }),
  /** Reads and judges a draft and keeps it for a day; nothing of it holds yet. */
  draft: defineAction({
    accept: 'form',
    handler: async (form, { locals }) => {
      mayWrite(locals)
      const program = String(form.get('program') ?? '')
      const draft = await draftOf(locals, program, form)
      const checked = await programs.checkDraft(locals.cx, program, draft)
      if (!checked?.body) throw no('bad-terms')
      const from = await dayIn(locals, program, String(form.get('from') ?? ''))
      const bytes = Buffer.from(JSON.stringify({ program, from, body: checked.body }))
      const report: DraftReport = { simulation: null }
      return `${deskOf(program)}/drafts/${await hold(locals.house.env.dataDir, bytes, JSON.stringify(report))}`
    },
  }),
  /** What the draft would have brought each partner; nothing is posted (G10). */
  simulate: defineAction({
    accept: 'form',
    input: z.object({ ...held, since: text(10), until: text(10) }),
    handler: async ({ since, until, ...named }, { locals }) => {
      const { body, bytes } = await draftNamed(locals, named)
      const [first, last] = [parseDay(since), parseDay(until)]
      if (!first.ok || !last.ok) throw no('bad-date')
      if (first.value > last.value) throw no('bad-period')
      const simulation = await simulated(locals, named.program, body, { from: first.value, until: last.value })
      const report: DraftReport = { simulation }
      await hold(locals.house.env.dataDir, bytes, JSON.stringify(report))
      return `${deskOf(named.program)}/drafts/${named.draft}?done=simulated`
    },
  }),
  publish: defineAction({
    accept: 'form',
    input: z.object(held),
    handler: async (named, { locals }) => {
      const { body, from } = await draftNamed(locals, named)
      await perform(locals, 'programs.publishTerms', async cx => {
        const published = await programs.publishTerms(cx, named.program, body, from)
        // Obligations may bind others from then on.
        if (published.ok) await watchProgram(cx, published.value.program)
        return published
      })
      await dropHeld(locals.house.env.dataDir, named.draft)
      return `${deskOf(named.program)}?done=terms-published`
    },
  }),
}

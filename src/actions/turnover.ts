import { ActionError, defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { readTurnover } from '#doors/turnover-file.ts'
import { isStaff } from '#kernel/actor.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { perform } from '#perform.ts'
import { listPrograms } from '#programs/index.ts'
import { record } from '#turnover/index.ts'
import { dropHeld, HASH, hold, readHeld } from './held-file.adapter.ts'
import { preview, REPORT_ERRORS } from './turnover-preview.ts'

/** As much as the server lets in for a form. */
const MAX_BYTES = 6 * 1024 * 1024
/** The same source as the command line's, so that a file taken there is known here. */
const SOURCE = 'csv'

const zoneOf = async (locals: App.Locals) => (await listPrograms(locals.cx))[0]?.timeZone ?? 'UTC'
const mayImport = (locals: App.Locals) => {
  if (!isStaff(locals.actor, 'finance')) throw new ActionError({ code: 'FORBIDDEN', message: 'not-allowed' })
}

export const turnover = {
  /** Reads and judges a file and keeps the report beside it; nothing of it is taken yet. */
  check: defineAction({
    accept: 'form',
    input: z.object({
      file: z
        .instanceof(File, { error: 'file-missing' })
        .refine(file => file.size > 0, 'file-missing')
        .refine(file => file.size <= MAX_BYTES, 'file-too-large'),
    }),
    handler: async ({ file }, { locals }) => {
      mayImport(locals)
      const bytes = new Uint8Array(await file.arrayBuffer())
      const { items, errors } = readTurnover(bytes, await zoneOf(locals))
      const name = file.name.replace(/[\p{C}/\\]/gu, '').slice(0, 120) || 'turnover.csv'
      const report =
        errors.length > 0
          ? { name, rows: items.length, errorCount: errors.length, errors: errors.slice(0, REPORT_ERRORS) }
          : { name, ...(await preview(locals, items, SOURCE)) }
      const hash = await hold(locals.house.env.dataDir, bytes, JSON.stringify(report))
      return `/admin/turnover/${hash}`
    },
  }),
  /** Takes a file that was checked, whole or not at all: what changed since the check may still refuse it. */
  take: defineAction({
    accept: 'form',
    input: z.object({ file: z.string({ error: 'required' }).regex(HASH, 'bad-value') }),
    handler: async ({ file }, { locals }) => {
      mayImport(locals)
      const { dataDir } = locals.house.env
      const held = await readHeld(dataDir, file)
      if (!held) throw new ActionError({ code: 'CONFLICT', message: 'file-gone' })
      const { items, errors } = readTurnover(held.bytes, await zoneOf(locals))
      if (errors.length > 0) throw new ActionError({ code: 'CONFLICT', message: 'has-errors' })
      const { name } = JSON.parse(held.report) as { name: string }
      await perform(locals, 'turnover.record', async (cx): Promise<Result<null, 'not-allowed' | 'has-errors'>> => {
        const report = await record(cx, items, SOURCE, { file: name })
        if (!report.ok) return report
        return report.value.errorCount > 0 ? refuse('has-errors') : ok(null)
      })
      await dropHeld(dataDir, file)
      return '/admin/turnover?done=turnover-taken'
    },
  }),
}

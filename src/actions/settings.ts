import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { ok } from '#kernel/result.ts'
import { perform } from '#perform.ts'
import { DEFAULTS, KEYS, set } from '#settings/index.ts'
import { box, optionalText, whole } from './field.ts'

/** A field for each setting, by the type of its default. */
const fields = Object.fromEntries(
  KEYS.map(key => {
    const value: unknown = DEFAULTS[key]
    if (typeof value === 'boolean') return [key, box]
    return [key, typeof value === 'number' ? whole(0, 10_000) : optionalText(200)]
  }),
)

export const settings = {
  save: defineAction({
    accept: 'form',
    input: z.object(fields),
    handler: async (input, { locals }) => {
      await perform(locals, 'settings.save', async cx => {
        for (const key of KEYS) {
          // `set` checks type and bounds of every value itself.
          const outcome = await set(cx, key, input[key] as never)
          if (!outcome.ok) return outcome
        }
        return ok(null)
      })
      return '/admin/settings?done=saved'
    },
  }),
}

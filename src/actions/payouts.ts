import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { settleNext } from '#commissions/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { type Month, parseMonth } from '#kernel/period.ts'
import { closeMonth } from '#payouts/index.ts'
import { perform } from '#perform.ts'

export const payouts = {
  close: defineAction({
    accept: 'form',
    input: z.object({
      month: z
        .string({ error: 'required' })
        .refine(value => parseMonth(value).ok, 'bad-month')
        .transform(value => value as Month),
    }),
    handler: async ({ month }, { locals }) => {
      await perform(locals, 'payouts.closeMonth', async cx => {
        // What came in before the close belongs to it, settled or not.
        for (;;) if (!(await settleNext({ ...cx, actor: SYSTEM }, 500)).more) break
        return closeMonth(cx, month)
      })
      return '/admin/months?done=month-closed'
    },
  }),
}

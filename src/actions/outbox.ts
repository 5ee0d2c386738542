import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { retry } from '#outbox/index.ts'
import { perform } from '#perform.ts'
import { whole } from './field.ts'

export const outbox = {
  retry: defineAction({
    accept: 'form',
    input: z.object({ job: whole(1, 999_999_999) }),
    handler: async ({ job }, { locals }) => {
      await perform(locals, 'outbox.retry', cx => retry(cx, job))
      return '/admin/jobs?done=retried'
    },
  }),
}

import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { newId, type PartnerId } from '#kernel/id.ts'
import { parseDay } from '#kernel/period.ts'
import { finishTask, startTasks } from '#partners/index.ts'
import { perform } from '#perform.ts'
import { id, optionalText, text } from './field.ts'

/** A day that may be left empty: then undefined. */
const maybeDay = z
  .string()
  .nullish()
  .transform((value, context) => {
    const day = value?.trim() ? parseDay(value.trim()) : null
    if (day && !day.ok) context.addIssue({ code: 'custom', message: 'bad-date' })
    return day?.ok ? day.value : undefined
  })

/** "program what", as the choice of the form sends it. */
const obligation = id.transform(value => {
  const [program = '', what = ''] = value.split(' ')
  return { program, what }
})

export const tasks = {
  done: defineAction({
    accept: 'form',
    input: z.object({ task: text(600), note: text(2000) }),
    handler: async ({ task, note }, { locals }) => {
      const done = await perform(locals, 'tasks.done', cx => finishTask(cx, { task, note }))
      const there = locals.actor.kind === 'user' && locals.actor.partner?.id === done.partner
      return `${there ? '/partner/tasks' : '/admin/tasks'}?done=task-done`
    },
  }),
  tell: defineAction({
    accept: 'form',
    input: z.object({
      obligation,
      subject: text(300),
      day: maybeDay,
      partner: optionalText(120),
      event: optionalText(120),
    }),
    handler: async ({ obligation: { program, what }, subject, day, partner, event }, { locals }) => {
      await perform(locals, 'tasks.tell', cx =>
        startTasks(cx, {
          event: event || newId('event'),
          ...{ program, what, subject, day },
          ...(partner ? { partner: partner as PartnerId } : {}),
        }),
      )
      return '/admin/tasks?done=task-told'
    },
  }),
}

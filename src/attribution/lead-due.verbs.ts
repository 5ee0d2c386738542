import type { Cx } from '#db/client.ts'
import type { LeadId } from '#kernel/id.ts'
import { dayOf, firstDay, type Month, monthOf, nextMonth, startOfDay } from '#kernel/period.ts'
import * as outbox from '#outbox/index.ts'
import * as programs from '#programs/index.ts'
import type { Program } from '#programs/index.ts'
import type { Lead } from './dealing.ts'
import { noticeAfter, noticeOn } from './lead.ts'
import { loadLeads } from './lead.store.ts'
import * as store from './lead-due.store.ts'
import { freezeMonths, type MonthEnd } from './registry.verbs.ts'

const CHUNK = 200

/** The first instant after a month, when its registry is frozen. */
export const endOfMonth = (month: Month, timeZone: string): Date => startOfDay(firstDay(nextMonth(month)), timeZone)

/** A program's registry begins with its first lead. */
export async function beginRegistry(cx: Cx, { key, timeZone }: Program): Promise<void> {
  const month = monthOf(dayOf(cx.now, timeZone))
  await store.startRegistry(cx, { program: key, month, dueAt: endOfMonth(month, timeZone) })
}

/** From its approval on, a lead's partner is reminded of its end, and told of it. */
export async function beginNotices(cx: Cx, lead: Lead, { timeZone }: Program): Promise<void> {
  if (lead.lastDay !== null) await store.keepLeadDue(cx, lead.id, noticeAfter(lead.lastDay, timeZone, cx.now))
}

export const endNotices = (cx: Cx, lead: LeadId): Promise<void> => store.keepLeadDue(cx, lead, null)

/** The earliest instant at which a lead's partner is to be told something, or a month of a registry is to be frozen. */
export const nextLeadDue = (cx: Cx): Promise<Date | null> => store.loadNextDue(cx)

/**
 * Does what is due by now: reminders 30, 7 and 1 days before a lead's last day, word of its end, and frozen registries. Doing it
 * again does nothing. After a sleep the partner is told the days that are really left, once; no month of a registry is left out.
 */
export async function passLeadsDue(cx: Cx): Promise<void> {
  await freezeRegistry(cx)
  const zones = new Map((await programs.listPrograms(cx)).map(program => [program.key, program.timeZone]))
  for (;;) {
    const due = await store.loadLeadsDue(cx, CHUNK)
    const leads = await loadLeads(
      cx,
      due.map(row => row.lead),
    )
    for (const lead of leads) await tell(cx, lead, zones.get(lead.program) ?? 'UTC')
    if (due.length < CHUNK) return
  }
}

async function tell(cx: Cx, lead: Lead, timeZone: string): Promise<void> {
  const { lastDay } = lead
  await store.keepLeadDue(cx, lead.id, lastDay && noticeAfter(lastDay, timeZone, cx.now))
  if (lastDay === null) return
  const notice = noticeOn(lastDay, dayOf(cx.now, timeZone))
  // Nobody is written to about an end that lies long ago: it comes from a history, or the house slept.
  if (notice.kind === 'expired' && lead.expiresAt && outbox.isStale(lead.expiresAt, cx.now)) return
  const payload = notice.kind === 'expired' ? { what: 'expired' } : { what: 'reminder', days: notice.days }
  await outbox.enqueue(cx, 'lead.told', lead.id, { payload })
}

/** ONE-9: freezes every month of every registry that has ended by now, each as it stood at its own end. */
export async function freezeRegistry(cx: Cx): Promise<void> {
  for (const { program: key, month, dueAt } of await store.loadRegistriesDue(cx)) {
    const program = await programs.findProgram(cx, key)
    if (!program) continue
    const ended: MonthEnd[] = []
    let next = month
    for (let end = dueAt; end <= cx.now; end = endOfMonth(next, program.timeZone)) {
      ended.push({ month: next, end })
      next = nextMonth(next)
    }
    await freezeMonths(cx, program, ended)
    await store.keepRegistryMonth(cx, { program: key, month: next, dueAt: endOfMonth(next, program.timeZone) })
  }
}

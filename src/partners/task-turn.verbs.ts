import type { Cx } from '#db/client.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import { addDays, type Day, dayOf, firstDay, monthOf, nextMonth, startOfDay } from '#kernel/period.ts'
import * as outbox from '#outbox/index.ts'
import * as programs from '#programs/index.ts'
import { membersFacts, type PartnerFacts } from './index.ts'
import { activeOn, type Membership, membershipIn } from './standing.ts'
import { binds, dueDay, heldSince, nextEdge, nextReminder, overdueFrom, recurs, sameDuty, taskId } from './task.ts'
import * as store from './task.store.ts'
import { tierOn } from './tier.ts'

const CHUNK = 500

/** Something changed about whom obligations bind: the partner is looked at when time next passes, in all its programs. */
export const watchPartner = (cx: Cx, partner: PartnerId): Promise<void> => store.watchPartner(cx, partner)
/** The same for everybody in a program: many joined, or its terms changed. */
export const watchProgram = (cx: Cx, program: ProgramKey): Promise<void> => store.watchProgram(cx, program)

/** When tasks have to be looked at again; null: not before something changes. */
export const nextTaskDue = (cx: Cx): Promise<Date | null> => store.nextWork(cx)

/** Makes and ends the turns of recurring obligations that changed by now, and asks for the letters that are due. Idempotent. */
export async function passTasksDue(cx: Cx): Promise<void> {
  const watched = Map.groupBy(await store.loadWatched(cx), one => one.program)
  for (const [program, list] of watched) {
    const all = list.some(one => one.partner === '')
    await passTurns(cx, program, all ? null : list.flatMap(one => (one.partner === '' ? [] : [one.partner])))
  }
  await remind(cx)
}

/** Only the newest letter of those that fell due meanwhile is written. */
async function remind(cx: Cx): Promise<void> {
  const tasks = await store.loadToRemind(cx)
  if (tasks.length === 0) return
  const zones = new Map((await programs.listPrograms(cx)).map(program => [program.key, program.timeZone]))
  const next = tasks.map(task => ({
    id: task.id,
    at: nextReminder(task.due, zones.get(task.program) ?? 'UTC', cx.now),
  }))
  for (const { id } of tasks) await outbox.enqueue(cx, 'task.reminder', id, { key: `task.reminder:${id}` })
  await store.keepReminders(cx, next)
}

type Program = { readonly key: ProgramKey; readonly timeZone: string; readonly versions: readonly programs.Terms[] }

/**
 * Whom recurring obligations bind now has one open task each, counted from the day since which it is bound without a break or on
 * which it was last met, whichever is later; whom they bind no more has none. `partners` null: everybody in the program.
 */
export async function passTurns(cx: Cx, key: ProgramKey, partners: readonly PartnerId[] | null): Promise<void> {
  const found = await programs.findProgram(cx, key)
  if (!found) return
  const program = { key, timeZone: found.timeZone, versions: await programs.termsOf(cx, key) }
  const today = dayOf(cx.now, program.timeZone)
  const ids = partners ?? (await store.membersOf(cx, key))
  for (let from = 0; from < ids.length; from += CHUNK) await passSome(cx, program, today, ids.slice(from, from + CHUNK))
  // Terms are published elsewhere: once a month all are looked at anyway, and on the day on which known ones begin.
  const begins = nextEdge(begun(program), today)
  const month = firstDay(nextMonth(monthOf(today)))
  const at = startOfDay(begins !== null && begins < month ? begins : month, program.timeZone)
  await (partners === null ? store.keepWatches(cx, key, [{ partner: '', at }]) : store.watchLater(cx, key, at))
}

const begun = ({ versions }: Program): Day[] => versions.flatMap(terms => (terms.from === null ? [] : [terms.from]))

async function passSome(cx: Cx, program: Program, today: Day, ids: readonly PartnerId[]): Promise<void> {
  const { key, timeZone } = program
  const duties = programs.termsOn(program.versions, today)?.obligations.filter(recurs) ?? []
  const turns = await store.loadTurns(cx, key, ids)
  if (duties.length === 0 && turns.open.length === 0) {
    return store.keepWatches(
      cx,
      key,
      ids.map(partner => ({ partner, at: null })),
    )
  }
  const facts = await membersFacts(cx, ids)
  const recorded = await store.recordedAt(cx, ids)
  const open = new Map(turns.open.map(turn => [`${turn.partner} ${turn.what}`, turn.id]))
  const news: store.NewTask[] = []
  const watches: { partner: PartnerId; at: Date | null }[] = []
  for (const [partner, known] of facts) {
    const membership = membershipIn(known, key)
    if (!membership) continue
    const edges = edgesOf(program, known, membership)
    const next = nextEdge(edges, today)
    watches.push({ partner, at: next && startOfDay(next, timeZone) })
    for (const duty of duties) {
      const bound = (day: Day) => isBound(program, known, membership, duty, day)
      if (!bound(today)) continue
      const slot = `${partner} ${duty.what}`
      if (open.delete(slot)) continue
      const start = heldSince(bound, edges, today) ?? dayOf(recorded.get(partner) ?? cx.now, timeZone)
      const met = turns.met.get(slot)
      const since = met !== undefined && met.day > start ? met.day : start
      const due = dueDay(duty.due, since, day => day)
      const dates = { since, due, overdueAt: overdueFrom(due, timeZone), remindAt: nextReminder(due, timeZone, cx.now) }
      const id = taskId(key, duty.what, partner, `turn:${(met?.turns ?? 0) + 1}`)
      news.push({ id, partner, program: key, what: duty.what, whose: duty.whose, event: null, ...dates })
    }
  }
  await store.lapseTasks(cx, [...open.values()])
  await store.keepTasks(cx, news)
  await store.keepWatches(cx, key, watches)
}

/** Every day on which it can have changed whether an obligation binds this partner. */
function edgesOf(program: Program, facts: PartnerFacts, membership: Membership): Day[] {
  const spans = membership.tiers.flatMap(({ from, until }) => [from, until && addDays(until, 1)])
  const moved = facts.standing.map(change => dayOf(change.at, program.timeZone))
  const joined = membership.joinedAt && dayOf(membership.joinedAt, program.timeZone)
  return [...spans, ...moved, joined, ...begun(program)].filter(day => day !== null)
}

function isBound(
  program: Program,
  facts: PartnerFacts,
  membership: Membership,
  duty: programs.Obligation,
  day: Day,
): boolean {
  const terms = programs.termsOn(program.versions, day)
  if (!terms || !activeOn(facts, program.key, day, program.timeZone)) return false
  const tier = tierOn(membership, terms, day)
  return terms.obligations.some(one => sameDuty(one, duty) && binds(one, tier, membership.modules))
}

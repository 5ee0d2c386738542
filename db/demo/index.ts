/** The demo town: forty firms, their customers and two years of business, all made through the rooms' own verbs. */
import * as audit from '#audit/index.ts'
import * as commissions from '#commissions/index.ts'
import type { Cx, Database } from '#db/client.ts'
import * as identity from '#identity/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import * as licences from '#licences/index.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { firstDay, nextMonth } from '#kernel/period.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as payouts from '#payouts/index.ts'
import * as programs from '#programs/index.ts'
import * as turnover from '#turnover/index.ts'
import { type Act, type Calendar, calendarOf, must, type Progress, play } from './act.ts'
import { monthsOf, turnoverByMonth } from './books.ts'
import { careActs } from './care.ts'
import { chanceOf } from './chance.ts'
import { arrivalActs, choiceActs, queueActs, reviewActs, standingActs } from './choices.ts'
import { buyers, dealActs } from './deals.ts'
import { caseActs, foundingActs, PROGRAM } from './firms.ts'
import { leadActs } from './leads.ts'
import { membershipActs, timeActs } from './memberships.ts'
import { PASSWORD, personActs, SIGN_INS, type SignIn } from './persons.ts'
import { PARTNERS, planTown } from './plan.ts'
import { lateActs, purseActs } from './purse.ts'
import { Pen } from './write.ts'

export type { SignIn } from './persons.ts'

const DONE = { verb: 'demo-town', subject: 'complete' } as const
const SETTLE = 500
/** Jobs that would only write letters about what the town did. */
const LETTERS = [
  'bank.changed',
  'dispute.answered',
  'dispute.opened',
  'lead.told',
  'payout.moved',
  'request.answered',
  'request.asked',
  'statements.issued',
  'task.reminder',
  'task.told',
  'tier.changed',
]
const WEEK_MS = 7 * 86_400_000

export const signInsOf = (): readonly SignIn[] => SIGN_INS

/** Whether a database is empty, holds the whole town, half of it (a build was killed), or something else. */
export async function townState(cx: Cx): Promise<'empty' | 'town' | 'half' | 'other'> {
  const owner = await identity.findUserByEmail(cx, SIGN_INS[2]?.email ?? '')
  const begun = owner !== null || (await partners.findPartner(cx, PARTNERS[0]?.id ?? '')) !== null
  const done = await audit.entries(cx, { subject: DONE.subject, limit: 1 })
  if (done.some(entry => entry.verb === DONE.verb)) return 'town'
  if (begun) return 'half'
  return (await partners.countPartners(cx)) === 0 && (await programs.listPrograms(cx)).length === 0 ? 'empty' : 'other'
}

export const townIsThere = async (cx: Cx): Promise<boolean> => (await townState(cx)) === 'town'

/**
 * Builds the town in an empty, migrated database. The same on every run but for random ids; dates count back from the day of
 * `now`. Jobs that history left behind are finished as the worker would finish them; mail of long ago is never sent.
 */
export async function buildTown(
  { database }: { database: Database },
  { now, onProgress = () => {} }: { now: Date; onProgress?: Progress },
): Promise<{ signIns: readonly SignIn[] }> {
  const calendar = calendarOf(now)
  const engagements = planTown()
  const pens = new Map(PARTNERS.map(partner => [partner.id, new Pen(chanceOf(`pen ${partner.id}`), partner)]))
  const password = await identity.hashPassword(PASSWORD)
  const founding = {
    at: calendar.ago(1_345),
    do: (cx: Cx) => must('run a program', programs.ensureProgram(cx, PROGRAM)),
  }
  const acts = [
    founding,
    ...foundingActs(calendar),
    ...arrivalActs(calendar, engagements),
    ...choiceActs(calendar, engagements),
    ...caseActs(calendar, engagements, pens),
    ...reviewActs(calendar, engagements, pens),
    ...queueActs(calendar, engagements, pens),
    ...standingActs(calendar),
    ...personActs(calendar, password),
    ...membershipActs(calendar),
    ...careActs(calendar),
    ...leadActs(calendar),
    ...timeActs(calendar),
  ]
  await play(database, acts, share => onProgress(share * 0.5, 'people, choices and reviews'))
  await keepBooks(database, calendar, engagements, (share, what) => onProgress(0.5 + share * 0.45, what))
  await tidyUp(database, calendar, now)
  onProgress(1, 'the town is ready')
  return { signIns: SIGN_INS }
}

/** Each month's turnover is taken in and settled when the next month begins, and the month is closed on its fifth day. */
async function keepBooks(
  database: Database,
  calendar: Calendar,
  engagements: ReturnType<typeof planTown>,
  onProgress: Progress,
): Promise<void> {
  const books = turnoverByMonth(calendar, engagements)
  const months = monthsOf(calendar)
  const money = [...dealActs(calendar), ...purseActs(calendar, engagements)].sort((a, b) => +a.at - +b.at)
  for (const [index, month] of months.entries()) {
    const begun = Date.parse(`${firstDay(nextMonth(month))}T06:00:00Z`)
    const at = new Date(Math.min(begun, calendar.today.getTime()))
    const events = books.get(month) ?? []
    await playUntil(database, money, at)
    await inTurn(database, at, async cx => {
      const report = await must(
        'take turnover in',
        turnover.record(cx, events, 'billing', { file: `turnover-${month}.csv` }),
      )
      if (report.errors[0]) throw new Error(`broken promise: the town's turnover is right: ${report.errors[0].message}`)
      for (const customer of buyers) await commissions.reconsiderCustomer(cx, customer)
      if (begun <= calendar.today.getTime()) await must('bill licences', licences.billLicences(cx, month))
    })
    await settleAll(database, at)
    const fifth = new Date(begun + 4 * 86_400_000)
    if (fifth <= calendar.today)
      await inTurn(database, fifth, cx => must('close a month', payouts.closeMonth(cx, month)))
    onProgress((index + 1) / months.length, `the books of ${month}`)
  }
}

/** Deals and payouts in their own order; a month's turnover is taken in after them. */
async function playUntil(database: Database, acts: Act[], at: Date): Promise<void> {
  const due = acts.splice(0, acts.findLastIndex(act => act.at < at) + 1)
  await database.write('demo town', async db => {
    for (const act of due) await act.do({ db, now: act.at, actor: SYSTEM })
  })
}

async function settleAll(database: Database, at: Date): Promise<void> {
  for (let more = true; more; ) more = (await inTurn(database, at, cx => commissions.settleNext(cx, SETTLE))).more
}

/** History's jobs: bindings and standing are settled already, old letters are out of date. Search and fresh mail are left to the worker. */
async function tidyUp(database: Database, calendar: Calendar, now: Date): Promise<void> {
  await tidyJobs(database, calendar, now, ['binding.changed', 'standing.changed', 'turnover.recorded', 'mail.send'])
  await settleAll(database, calendar.today)
  await play(database, lateActs(calendar), () => {})
  await tidyJobs(database, calendar, now, LETTERS)
  await inTurn(database, now, cx => audit.note(cx, DONE))
}

async function tidyJobs(database: Database, { today }: Calendar, now: Date, kinds: string[]): Promise<void> {
  const old = new Date(today.getTime() - WEEK_MS)
  await inTurn(database, now, async cx => {
    const jobs = await outbox.claim(cx, { owner: 'demo town', limit: 100_000, leaseMs: 1_000, kinds })
    for (const job of jobs) {
      if (job.kind === 'binding.changed') await commissions.reconsiderCustomer(cx, job.subject as CustomerId)
      if (job.kind === 'standing.changed') await commissions.reconsiderPartner(cx, job.subject as PartnerId)
      if (job.kind === 'mail.send') await outbox.markMail(cx, job.subject, job.createdAt < old ? 'stale' : 'kept')
      await outbox.finish(cx, job.id)
    }
  })
}

const inTurn = <T>(database: Database, at: Date, work: (cx: Cx) => Promise<T>): Promise<T> =>
  database.write('demo town', db => work({ db, now: at, actor: SYSTEM }))

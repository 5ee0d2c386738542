import { findRequest, managerOf } from '#enablement/index.ts'
import { findUsers, listStaff, type User } from '#identity/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { PartnerId, UserId } from '#kernel/id.ts'
import { isStale, type Job, type MailLocale, type MailParams, sendMail } from '#outbox/index.ts'
import { findPartner, findTask, people, type Task, taskState } from '#partners/index.ts'
import type { Cx } from '#db/client.ts'
import { date } from '#ui/format.ts'
import { href } from '#ui/link.ts'
import { taskName } from '#ui/task-name.ts'
import type { Bench, Handler } from './worker.ts'

type Recipient = { readonly to: string; readonly locale: MailLocale }
type Letter = { readonly template: string; readonly params: (locale: MailLocale) => MailParams }

const originOf = ({ env }: Bench): string => env.siteUrl?.origin ?? `http://localhost:${env.port}`
const recipients = (users: Iterable<User>): Recipient[] =>
  [...users].filter(user => user.verified).map(user => ({ to: user.email, locale: user.locale }))

/** The partner's owners and editors, who do its tasks; else the address that the partner came with. */
async function atPartner(cx: Cx, partner: PartnerId): Promise<Recipient[]> {
  const ids = (await people(cx, partner)).filter(one => one.role !== 'finance').map(one => one.user)
  const known = recipients((await findUsers(cx, ids)).values())
  const email = (await findPartner(cx, partner))?.email
  return known.length > 0 || !email ? known : [{ to: email, locale: 'en' }]
}

/** The partner's manager, whoever a request went to, or all partner managers where there is none. */
async function atOperator(cx: Cx, partner: PartnerId, named: UserId | null): Promise<Recipient[]> {
  const staff = (await listStaff(cx)).filter(user => user.staff.includes('partner-manager'))
  const own = (await findUsers(cx, named === null ? [] : [named])).get(named ?? ('' as UserId))
  const manager = own ?? (await managerOf(cx, partner))
  return recipients(manager?.verified ? [manager] : staff)
}

async function write(bench: Bench, now: Date, to: readonly Recipient[], letter: Letter): Promise<void> {
  if (to.length === 0) return
  await bench.database.write(letter.template, async db => {
    for (const { to: address, locale } of to) {
      const params = letter.params(locale)
      await sendMail({ db, now, actor: SYSTEM }, { to: address, template: letter.template, locale, params })
    }
  })
}

async function aboutTask(bench: Bench, now: Date, cx: Cx, task: Task, template: string): Promise<void> {
  const mine = task.whose === 'operator'
  const firm = await findPartner(cx, task.partner)
  const to = mine ? await atOperator(cx, task.partner, null) : await atPartner(cx, task.partner)
  const params = (locale: MailLocale) => ({
    partner: firm?.name ?? task.partner,
    what: taskName(locale, task.what),
    subject: task.subject ? ` (${task.subject})` : '',
    due: date(locale, task.due),
    link: originOf(bench) + href(locale, mine ? '/admin/tasks' : '/partner/tasks'),
  })
  await write(bench, now, to, { template, params })
}

const reading = (bench: Bench, now: Date): Cx => ({ db: bench.database.read, now, actor: SYSTEM })
const late = (job: Job, now: Date): boolean => isStale(job.createdAt, now)

/** Staff told what starts a task: whoever has it reads so at once. */
const taskTold: Handler = async (bench, job, now) => {
  const cx = reading(bench, now)
  const task = await findTask(cx, job.subject)
  if (!task || taskState(task, now) === 'done' || late(job, now)) return
  await aboutTask(bench, now, cx, task, 'task-told')
}

/** Seven days and one day before the last day, and on the first day overdue; who has done it meanwhile is left in peace. */
const taskReminder: Handler = async (bench, job, now) => {
  const cx = reading(bench, now)
  const task = await findTask(cx, job.subject)
  if (!task || late(job, now)) return
  const state = taskState(task, now)
  if (state === 'done' || state === 'lapsed') return
  await aboutTask(bench, now, cx, task, state === 'overdue' ? 'task-overdue' : 'task-due')
}

const requestAsked: Handler = async (bench, job, now) => {
  const cx = reading(bench, now)
  const request = await findRequest(cx, job.subject)
  if (!request || request.answer !== null || late(job, now)) return
  const firm = await findPartner(cx, request.partner)
  const to = await atOperator(cx, request.partner, request.manager)
  const params = (locale: MailLocale) => ({
    partner: firm?.name ?? request.partner,
    subject: request.subject,
    link: originOf(bench) + href(locale, `/admin/requests?request=${request.id}`),
  })
  await write(bench, now, to, { template: 'request-asked', params })
}

/** The answer goes to whoever asked; if that person is gone, to the partner. */
const requestAnswered: Handler = async (bench, job, now) => {
  const cx = reading(bench, now)
  const request = await findRequest(cx, job.subject)
  if (!request || late(job, now)) return
  const firm = await findPartner(cx, request.partner)
  const asker = request.askedBy.startsWith('user:') ? (request.askedBy.slice(5) as UserId) : null
  const there = (await people(cx, request.partner)).some(one => one.user === asker)
  const own = asker !== null && there ? recipients((await findUsers(cx, [asker])).values()) : []
  const params = (locale: MailLocale) => ({
    partner: firm?.name ?? request.partner,
    subject: request.subject,
    link: originOf(bench) + href(locale, '/partner/requests'),
  })
  const to = own.length > 0 ? own : await atPartner(cx, request.partner)
  await write(bench, now, to, { template: 'request-answered', params })
}

/** Letters about tasks and requests, by the kind of job. */
export const taskHandlers: Readonly<Record<string, Handler>> = {
  'task.told': taskTold,
  'task.reminder': taskReminder,
  'request.asked': requestAsked,
  'request.answered': requestAnswered,
}

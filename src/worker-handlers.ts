import { bindingsOfCustomers, findCustomer, usersOf } from '#attribution/index.ts'
import { reconsiderCustomer, reconsiderPartner, settleNext } from '#commissions/index.ts'
import type { Cx } from '#db/client.ts'
import { findUsers } from '#identity/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import {
  deliver,
  enqueue,
  findMail,
  isStale,
  type Job,
  type MailLocale,
  markMail,
  type Place,
  sendMail,
} from '#outbox/index.ts'
import { findPartners, membersFacts, people } from '#partners/index.ts'
import { get, raiseContentVersion } from '#settings/index.ts'
import type { Bench, GroupHandler, Handler } from './worker.ts'
import { leadTold } from './worker-leads.ts'
import { payoutHandlers } from './worker-payouts.ts'
import { tierChanged } from './worker-tiers.ts'
import { statementsIssued } from './worker-statements.ts'
import { taskHandlers } from './worker-tasks.ts'

const reading = (bench: Bench, now: Date): Cx => ({ db: bench.database.read, now, actor: SYSTEM })
const writing = <T>(bench: Bench, now: Date, name: string, work: (cx: Cx) => Promise<T>): Promise<T> =>
  bench.database.write(name, db => work({ db, now, actor: SYSTEM }))

const originOf = ({ env }: Pick<Bench, 'env'>): string => env.siteUrl?.origin ?? `http://localhost:${env.port}`

/** Settles until nothing is left or the house closes, a chunk a transaction, and lets requests through between two of them. */
export async function settleAll(bench: Bench, now: Date): Promise<number> {
  let settled = 0
  for (;;) {
    const chunk = await writing(bench, now, 'settle', cx => settleNext(cx, 500))
    settled += chunk.settled
    if (!chunk.more) return settled
    if (bench.halted?.()) {
      await writing(bench, now, 'settle later', settleSoon)
      return settled
    }
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** One settling for however many changes wait before it. */
const settleSoon = (cx: Cx): Promise<void> =>
  enqueue(cx, 'turnover.recorded', 'settle', { key: 'turnover.recorded', dueAt: cx.now })

type Recipient = { readonly to: string; readonly locale: MailLocale }

async function peopleOfCustomer(cx: Cx, customer: CustomerId, fallback: string | null): Promise<Recipient[]> {
  const users = await findUsers(
    cx,
    (await usersOf(cx, customer)).map(c => c.user),
  )
  const known = [...users.values()].filter(u => u.verified).map(u => ({ to: u.email, locale: u.locale }))
  return known.length > 0 || fallback === null ? known : [{ to: fallback, locale: 'en' }]
}

async function peopleOfPartner(cx: Cx, partner: PartnerId, fallback: string | null): Promise<Recipient[]> {
  const owners = (await people(cx, partner)).filter(p => p.role === 'owner')
  const users = await findUsers(
    cx,
    owners.map(p => p.user),
  )
  const known = [...users.values()].filter(u => u.verified).map(u => ({ to: u.email, locale: u.locale }))
  return known.length > 0 || fallback === null ? known : [{ to: fallback, locale: 'en' }]
}

async function mailAll(cx: Cx, to: Recipient[], template: string, params: Record<string, string>): Promise<void> {
  for (const recipient of to) await sendMail(cx, { ...recipient, template, params })
}

function bindingsNamed(payload: unknown): { ids: ReadonlySet<string>; imported: boolean } {
  const given = (payload ?? {}) as { bindings?: unknown; imported?: unknown }
  const ids = Array.isArray(given.bindings) ? given.bindings.filter(id => typeof id === 'string') : []
  return { ids: new Set(ids), imported: given.imported === true }
}

/** A customer chose, switched or left: its turnover is looked at again, and both sides get a letter. */
const bindingChanged: Handler = async (bench, job, now) => {
  const customer = job.subject as CustomerId
  const { ids, imported } = bindingsNamed(job.payload)
  const cx = reading(bench, now)
  const firm = await findCustomer(cx, customer)
  const changed = (await bindingsOfCustomers(cx, [customer])).filter(b => ids.has(b.id))
  const partners = new Map(
    (
      await findPartners(
        cx,
        changed.map(b => b.partner),
      )
    ).map(p => [p.id, p]),
  )
  const tell = firm !== null && !imported && !isStale(job.createdAt, now)
  const mine = tell ? await peopleOfCustomer(cx, customer, firm.email) : []
  const theirs = new Map<PartnerId, Recipient[]>()
  for (const { id, email } of tell ? partners.values() : []) theirs.set(id, await peopleOfPartner(cx, id, email))
  const origin = originOf(bench)

  await writing(bench, now, 'binding changed', async cx => {
    await reconsiderCustomer(cx, customer)
    await settleSoon(cx)
    for (const binding of tell ? changed : []) {
      const partner = partners.get(binding.partner)
      if (!partner || !firm) continue
      const ended = binding.until !== null
      const at = dayOf(binding.until ?? binding.from, 'UTC')
      const params = { customer: firm.name, partner: partner.name, at }
      await mailAll(cx, theirs.get(partner.id) ?? [], ended ? 'left-partner' : 'chosen-partner', {
        ...params,
        link: `${origin}/partner/customers`,
      })
      // Who switches hears of the new partner only; the page it leads to shows both.
      if (ended && changed.some(b => b.until === null)) continue
      await mailAll(cx, mine, ended ? 'left-customer' : 'chosen-customer', { ...params, link: `${origin}/account` })
    }
  })
}

const standingChanged: Handler = async (bench, job, now) => {
  const id = job.subject as PartnerId
  const cx = reading(bench, now)
  const facts = (await membersFacts(cx, [id])).get(id)
  const last = facts?.standing.at(-1)
  // Accepting the agreement is looked at here as well; it moves nobody, so nobody is written to.
  const moved = (job.payload as { moved?: unknown } | null)?.moved === true
  const tell = moved && facts && last && !isStale(job.createdAt, now)
  const to = tell ? await peopleOfPartner(cx, id, facts.partner.email) : []
  const origin = originOf(bench)
  await writing(bench, now, 'standing changed', async cx => {
    await reconsiderPartner(cx, id)
    await settleSoon(cx)
    if (!tell) return
    const params = {
      partner: facts.partner.name,
      state: last.state,
      reason: last.reason ?? '',
      link: `${origin}/partner`,
    }
    await mailAll(cx, to, 'standing-changed', params)
  })
}

const mailSend: Handler = async (bench, job, now) => {
  const cx = reading(bench, now)
  const place: Place = { site: bench.env.siteName ?? (await get(cx, 'site.name')), origin: originOf(bench) }
  const mail = await findMail(cx, job.subject, place)
  if (!mail || mail.outcome === 'sent') return
  const stale = isStale(mail.createdAt, now)
  const { smtpUrl } = bench.env
  if (!stale && smtpUrl !== null)
    await deliver(smtpUrl, { ...mail, siteName: place.site, siteHost: new URL(place.origin).hostname })
  const outcome = stale ? 'stale' : smtpUrl === null ? 'kept' : 'sent'
  await writing(bench, now, 'mail sent', cx => markMail(cx, mail.id, outcome))
}

/** Partners that changed together are read and indexed together. */
const searchPartners: GroupHandler = async (bench, jobs, now) => {
  await bench.search.feed(
    jobs.map(job => job.subject),
    jobs.map(job => job.id),
  )
  // A page made between the change and this moment was kept with the old results.
  await writing(bench, now, 'search fed', raiseContentVersion)
}

/** What is done for each kind of job. Every handler reads the truth again and may run twice. */
export const handlers: Readonly<Record<string, Handler>> = {
  'binding.changed': bindingChanged,
  'standing.changed': standingChanged,
  'tier.changed': tierChanged,
  'turnover.recorded': async (bench, _job: Job, now) => {
    await settleAll(bench, now)
  },
  'mail.send': mailSend,
  'lead.told': leadTold,
  ...payoutHandlers,
  ...taskHandlers,
  'statements.issued': statementsIssued,
}

/** Kinds whose jobs are done several at a time. */
export const groupHandlers: Readonly<Record<string, GroupHandler>> = { 'search.partner': searchPartners }

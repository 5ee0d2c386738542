import { findLead, type Lead } from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import { findUsers, listStaff } from '#identity/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { LeadId, PartnerId } from '#kernel/id.ts'
import { isStale, type MailLocale, type MailParams, sendMail } from '#outbox/index.ts'
import { findPartners, people } from '#partners/index.ts'
import { date } from '#ui/format.ts'
import { href } from '#ui/link.ts'
import { words } from '#ui/messages.ts'
import type { Bench, Handler } from './worker.ts'

type Recipient = { readonly to: string; readonly locale: MailLocale }
const WHAT = ['registered', 'approved', 'rejected', 'withdrawn', 'reminder', 'expired'] as const
type What = (typeof WHAT)[number]

/** Who works with leads at the partner, with a confirmed address; else the address that the partner came with. */
async function leadPeople(cx: Cx, partner: PartnerId, fallback: string | null): Promise<Recipient[]> {
  const ids = (await people(cx, partner)).filter(one => one.role !== 'finance').map(one => one.user)
  const users = [...(await findUsers(cx, ids)).values()].filter(user => user.verified)
  const known: Recipient[] = users.map(user => ({ to: user.email, locale: user.locale }))
  return known.length > 0 || fallback === null ? known : [{ to: fallback, locale: 'en' }]
}

/** The operator's partner managers; where there are none, its owners. */
async function managers(cx: Cx): Promise<Recipient[]> {
  const staff = (await listStaff(cx)).filter(user => user.verified)
  const wanted = staff.filter(user => user.staff.includes('partner-manager'))
  const found = wanted.length > 0 ? wanted : staff.filter(user => user.staff.includes('owner'))
  return found.map(user => ({ to: user.email, locale: user.locale }))
}

const originOf = ({ env }: Bench): string => env.siteUrl?.origin ?? `http://localhost:${env.port}`

function toldBy(payload: unknown): { readonly what: What; readonly days: number } | null {
  const given = (payload ?? {}) as { what?: unknown; days?: unknown }
  const what = WHAT.find(known => known === given.what)
  return what ? { what, days: typeof given.days === 'number' ? given.days : 0 } : null
}

/** A word about an end that has been overtaken by a withdrawal is not sent. */
const isOver = (lead: Lead, what: What): boolean =>
  (what === 'reminder' || what === 'expired') && (lead.rejectedAt !== null || lead.lastDay === null)

/** `lead.told`: what became of a lead, and how long it still is the partner's. A registered one is told to the operator's people. */
export const leadTold: Handler = async (bench, job, now) => {
  const cx: Cx = { db: bench.database.read, now, actor: SYSTEM }
  const told = toldBy(job.payload)
  const lead = await findLead(cx, job.subject as LeadId)
  if (!told || !lead || isStale(job.createdAt, now) || isOver(lead, told.what)) return
  const [partner] = await findPartners(cx, [lead.partner])
  if (!partner) return
  const mine = told.what === 'registered'
  const to = mine ? await managers(cx) : await leadPeople(cx, partner.id, partner.email)
  const page = `/${mine ? 'admin' : 'partner'}/leads/lead?id=${encodeURIComponent(lead.id)}`
  await bench.database.write('lead told', async db => {
    for (const { to: address, locale } of to) {
      const say = words(locale)
      const params: MailParams = {
        partner: partner.name,
        company: lead.name,
        last: lead.lastDay ? date(locale, lead.lastDay) : '',
        left: say('leads.left', { count: told.days }),
        reason: lead.reason ?? say('leads.mail.no-reason'),
        link: originOf(bench) + href(locale, page),
      }
      await sendMail({ db, now, actor: SYSTEM }, { to: address, template: `lead-${told.what}`, locale, params })
    }
  })
}

import { findUsers } from '#identity/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { addDays, type Day, parseDay } from '#kernel/period.ts'
import { isStale, type MailLocale, sendMail } from '#outbox/index.ts'
import { membersFacts, people, spanOn, tierOn } from '#partners/index.ts'
import { findProgram, termsOf, termsOn } from '#programs/index.ts'
import { date } from '#ui/format.ts'
import { href } from '#ui/link.ts'
import { words } from '#ui/messages.ts'
import { tierName } from '#ui/tier-name.ts'
import type { Bench, Handler } from './worker.ts'

type Recipient = { readonly to: string; readonly locale: MailLocale }

/** The partner's owners whose address is confirmed, else the address that the partner came with. */
async function owners(cx: Parameters<typeof people>[0], partner: PartnerId, fallback: string | null) {
  const ids = (await people(cx, partner)).filter(one => one.role === 'owner').map(one => one.user)
  const users = [...(await findUsers(cx, ids)).values()].filter(user => user.verified)
  const known: Recipient[] = users.map(user => ({ to: user.email, locale: user.locale }))
  return known.length > 0 || fallback === null ? known : [{ to: fallback, locale: 'en' as const }]
}

const originOf = ({ env }: Bench): string => env.siteUrl?.origin ?? `http://localhost:${env.port}`

/** `tier.changed` (CC-9): one letter for what changes on a day, told from what was before and is then. */
export async function tierChanged(...[bench, job, now]: Parameters<Handler>): Promise<void> {
  const { program: key, day: told } = job.payload as { program: string; day: string }
  const cx = { db: bench.database.read, now, actor: SYSTEM }
  const partner = job.subject as PartnerId
  const facts = (await membersFacts(cx, [partner])).get(partner)
  const membership = facts?.memberships.find(one => one.program === key)
  const program = await findProgram(cx, key)
  const day = parseDay(told)
  if (!facts || !membership || !program || !day.ok || isStale(job.createdAt, now)) return
  const versions = await termsOf(cx, key)
  const tierAt = (at: Day) => {
    const terms = termsOn(versions, at)
    return terms && { tier: tierOn(membership, terms, at), until: spanOn(membership, terms, at)?.until ?? null }
  }
  const [before, then] = [tierAt(addDays(day.value, -1)), tierAt(day.value)]
  if (!then?.tier) return
  const was = before?.tier ?? then.tier
  const to = await owners(cx, partner, facts.partner.email)
  await bench.database.write('tier changed', async db => {
    for (const { to: address, locale } of to) {
      const say = words(locale)
      const until = then.until ? say('tiers.mail.until', { at: date(locale, then.until) }) : say('tiers.mail.open')
      const params = {
        partner: facts.partner.name,
        program: program.name,
        was: tierName(locale, was),
        tier: tierName(locale, then.tier ?? ''),
        at: date(locale, day.value),
        until,
        link: originOf(bench) + href(locale, '/partner/tiers'),
      }
      const template = was === then.tier ? 'tier-kept' : 'tier-changed'
      await sendMail({ db, now, actor: SYSTEM }, { to: address, template, locale, params })
    }
  })
}

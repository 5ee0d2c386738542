import { findDispute } from '#commissions/index.ts'
import type { Cx } from '#db/client.ts'
import { findUsers, listStaff, type User } from '#identity/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { isStale, type MailLocale, type MailParams, sendMail } from '#outbox/index.ts'
import { findPartners, type Partner, people } from '#partners/index.ts'
import { bankDetailsOf, paymentsOf } from '#payouts/index.ts'
import { moneyOf } from '#ui/decimal.ts'
import { amount } from '#ui/format.ts'
import { href } from '#ui/link.ts'
import { words } from '#ui/messages.ts'
import type { Bench, Handler } from './worker.ts'

type Recipient = { readonly to: string; readonly locale: MailLocale }
type Letter = {
  readonly to: readonly Recipient[]
  readonly template: string
  readonly params: (l: MailLocale) => MailParams
}

const reading = (bench: Bench, now: Date): Cx => ({ db: bench.database.read, now, actor: SYSTEM })
const originOf = ({ env }: Bench): string => env.siteUrl?.origin ?? `http://localhost:${env.port}`
const recipients = (users: Iterable<User>): Recipient[] =>
  [...users].filter(user => user.verified).map(user => ({ to: user.email, locale: user.locale }))

/** The partner's people with one of these roles; where there are none, the address that the partner came with. */
async function atPartner(cx: Cx, { id, email }: Partner, roles: readonly string[]): Promise<Recipient[]> {
  const some = (await people(cx, id)).filter(one => roles.includes(one.role))
  const users = await findUsers(
    cx,
    some.map(one => one.user),
  )
  const known = recipients(users.values())
  return known.length > 0 || !email ? known : [{ to: email, locale: 'en' }]
}

async function atFinance(cx: Cx): Promise<Recipient[]> {
  const staff = await listStaff(cx)
  const finance = staff.filter(user => user.staff.includes('finance'))
  return recipients(finance.length > 0 ? finance : staff.filter(user => user.staff.includes('owner')))
}

const partnerOf = async (cx: Cx, id: string): Promise<Partner | null> => (await findPartners(cx, [id]))[0] ?? null

/** All letters of one job in one transaction, so that a job that runs again has written all of them or none. */
const write = (bench: Bench, now: Date, letters: readonly Letter[]): Promise<void> =>
  bench.database.write('letters', async db => {
    for (const { to, template, params } of letters)
      for (const one of to) await sendMail({ db, now, actor: SYSTEM }, { ...one, template, params: params(one.locale) })
  })

/** The owners hear of a new account, whoever set it: nobody moves a partner's money unseen. */
const bankChanged: Handler = async (bench, job, now) => {
  const cx = reading(bench, now)
  const firm = await partnerOf(cx, job.subject)
  const account = await bankDetailsOf(cx, job.subject as PartnerId)
  if (!firm || !account || isStale(job.createdAt, now)) return
  const to = await atPartner(cx, firm, ['owner'])
  const plain = account.iban.replaceAll(' ', '')
  const iban = `${plain.slice(0, 2)} … ${plain.slice(-4)}`
  const params = (locale: MailLocale) => ({
    partner: firm.name,
    iban,
    name: account.name,
    link: originOf(bench) + href(locale, '/partner/bank'),
  })
  await write(bench, now, [{ to, template: 'bank-changed', params }])
}

/** Both sides read the question, and both the answer. */
const disputeMoved =
  (step: 'opened' | 'answered'): Handler =>
  async (bench, job, now) => {
    const cx = reading(bench, now)
    const dispute = await findDispute(cx, Number(job.subject))
    const firm = dispute && (await partnerOf(cx, dispute.partner))
    if (!dispute || !firm || isStale(job.createdAt, now)) return
    const { cause, answer } = dispute
    if (step === 'answered' && !answer) return
    const paramsTo = (path: string) => (locale: MailLocale) => {
      const say = words(locale)
      return {
        partner: firm.name,
        cause: `${say(`cause.${cause.split(':', 1)[0]}`)} ${cause.slice(cause.indexOf(':') + 1)}`,
        text: step === 'opened' ? dispute.text : (answer?.text ?? ''),
        outcome: answer ? say(`disputes.outcome.${answer.outcome}`) : '',
        link: originOf(bench) + href(locale, path),
      }
    }
    await write(bench, now, [
      {
        to: await atFinance(cx),
        template: `dispute-${step}-operator`,
        params: paramsTo(`/admin/disputes/${dispute.id}`),
      },
      {
        to: await atPartner(cx, firm, ['owner', 'finance']),
        template: `dispute-${step}-partner`,
        params: paramsTo('/partner/disputes'),
      },
    ])
  }

/** A partner hears what of a run was paid to it, or came back. */
const payoutMoved: Handler = async (bench, job, now) => {
  const cx = reading(bench, now)
  const firm = await partnerOf(cx, job.subject)
  const { verb, references } = (job.payload ?? {}) as { verb?: unknown; references?: unknown }
  if (!firm || isStale(job.createdAt, now)) return
  const paid = verb === 'settle-payout'
  const moved = (await paymentsOf(cx, firm.id, 200)).filter(
    one =>
      Array.isArray(references) && references.includes(one.reference) && one.state === (paid ? 'settled' : 'rejected'),
  )
  if (moved.length === 0) return
  const params = (locale: MailLocale) => ({
    partner: firm.name,
    amounts: moved
      .map(one => `${amount(locale, moneyOf(one.amount, one.currency), 'code')} (${one.reference})`)
      .join('\n'),
    link: originOf(bench) + href(locale, '/partner/bank'),
  })
  const to = await atPartner(cx, firm, ['owner', 'finance'])
  await write(bench, now, [{ to, template: paid ? 'payout-paid' : 'payout-returned', params }])
}

export const payoutHandlers: Readonly<Record<string, Handler>> = {
  'bank.changed': bankChanged,
  'dispute.opened': disputeMoved('opened'),
  'dispute.answered': disputeMoved('answered'),
  'payout.moved': payoutMoved,
}

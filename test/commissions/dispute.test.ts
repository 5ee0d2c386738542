import { expect, test } from 'vitest'
import * as commissions from '#commissions/index.ts'
import { holding, toHold, toRelease } from '#commissions/dispute.ts'
import { raisedBy } from '#db/client.ts'
import { type Actor, VISITOR } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import * as outbox from '#outbox/index.ts'
import * as payouts from '#payouts/index.ts'
import { sql } from 'drizzle-orm'
import { act, freshDatabase, looking } from '../support/database.ts'
import { p, scene, settle } from './scene.ts'

const brightwave = p('brightwave')
const at = '2025-02-10T12:00:00Z'
const EUR = 'EUR' as Currency
const person = (o: {
  partner?: string
  role?: 'owner' | 'finance' | 'editor'
  staff?: 'finance' | 'moderator'
}): Actor => ({
  kind: 'user',
  user: 'u' as UserId,
  email: 'ann@example.com',
  name: 'Ann',
  customer: null,
  partner: o.partner ? { id: p(o.partner), role: o.role ?? 'finance' } : null,
  staff: o.staff ? [o.staff] : [],
})
const line = (account: string, net: bigint, currency = EUR): ledger.Standing => ({
  effective: '2025-01-01' as Day,
  account,
  currency,
  net,
})
const own = (pocket: ledger.PartnerPocket) => ledger.partnerAccount('brightwave', pocket)

test('what is payable for the cause is held, but no more than the partner has left', () => {
  const standing = [line(own('Payable'), 70n), line(own('Payable'), -20n), line(own('Pending'), 100n)]
  const held = (payable: bigint) => toHold(brightwave, standing, [{ currency: EUR, payable }])
  expect(held(90n)).toEqual([{ currency: EUR, minor: 50n }])
  expect(held(50n)).toEqual([{ currency: EUR, minor: 50n }])
  expect(held(49n)).toEqual([{ currency: EUR, minor: 49n }])
  expect([held(0n), held(-5n)]).toEqual([[], []])
  expect(toHold(brightwave, [line(own('Payable'), -5n)], [{ currency: EUR, payable: 9n }])).toEqual([])
})

test('an answer sets everything free that is held for that cause, and nothing of other partners', () => {
  const other = ledger.partnerAccount('northlight', 'Held')
  const standing = [line(own('Held'), 50n), line(own('Held'), -10n), line(other, 7n), line(own('Payable'), 9n)]
  expect(toRelease(brightwave, standing)).toEqual([{ currency: EUR, minor: 40n }])
  expect(toRelease(brightwave, [line(own('Held'), 0n)])).toEqual([])
})

test('the ledger shows it as a dispute of the entry’s own cause', () => {
  const about = { id: 3, partner: brightwave, cause: 'invoice:I-1', day: '2025-02-10' as Day }
  expect(holding(about, [{ currency: EUR, minor: 5n }])).toMatchObject([
    {
      key: 'dispute:3:opened:EUR',
      kind: 'dispute',
      cause: 'invoice:I-1',
      legs: [{ debit: own('Payable'), credit: own('Held') }],
    },
  ])
})

async function story() {
  const database = await freshDatabase()
  const town = scene(database)
  await town.partner('2025-01-01T00:00:00Z', 'brightwave')
  await town.customer('2025-01-01T00:00:00Z', 'acme')
  await town.select('2025-01-01T00:00:00Z', 'acme', 'brightwave')
  await town.invoice('2025-01-10T00:00:00Z', 'I-1', 'acme', '100')
  const cause = 'invoice:I-1'
  const open = (text = 'We think more is due', when = at, actor?: Actor) =>
    act(database, when, cx => commissions.openDispute(cx, { partner: brightwave, cause, text }), actor)
  const answer = (dispute: number, outcome: commissions.DisputeOutcome = 'declined', when = at, actor?: Actor) =>
    act(database, when, cx => commissions.answerDispute(cx, { dispute, outcome, text: 'We looked' }), actor)
  return { database, town, open, answer, cause }
}
const no = (outcome: { ok: boolean; refusal?: string }) => (outcome.ok ? 'ok' : outcome.refusal)

test('a questioned entry is held at once, and payable again when finance has answered', async () => {
  const { town, open, answer } = await story()
  await town.payment('2025-01-20T00:00:00Z', 'P-1', 'I-1', '40')
  expect(await town.money('brightwave')).toEqual(['EUR 6.00 4.00 0.00 0.00 0.00'])
  expect(await open()).toMatchObject({ ok: true, value: { id: 1, cause: 'invoice:I-1', answer: null } })
  expect(await town.money('brightwave')).toEqual(['EUR 6.00 0.00 4.00 0.00 0.00'])
  expect(await town.lines('brightwave')).toEqual(['invoice:I-1 100.00 10.00 EUR 2025-01-10 2025-01-20 -'])
  expect(await answer(1, 'granted')).toMatchObject({
    ok: true,
    value: { answer: { outcome: 'granted', text: 'We looked' } },
  })
  expect(await town.money('brightwave')).toEqual(['EUR 6.00 4.00 0.00 0.00 0.00'])
})

test('what becomes payable while it is questioned is held too; settling again changes nothing', async () => {
  const { database, town, open, answer } = await story()
  await town.payment('2025-01-20T00:00:00Z', 'P-1', 'I-1', '40')
  await open()
  await town.payment('2025-02-11T00:00:00Z', 'P-2', 'I-1', '60')
  expect(await town.money('brightwave')).toEqual(['EUR 0.00 0.00 10.00 0.00 0.00'])
  await settle(database, '2025-02-12T00:00:00Z')
  await answer(1, 'declined', '2025-02-13T00:00:00Z')
  await settle(database, '2025-02-14T00:00:00Z')
  expect(await town.money('brightwave')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
})

test.each([
  ['before the answer', ['refund', 'answer']],
  ['after the answer', ['answer', 'refund']],
] as const)('M20: a dispute and then a refund deduct once, the refund %s', async (_, order) => {
  const { town, open, answer } = await story()
  await town.payment('2025-01-20T00:00:00Z', 'P-1', 'I-1', '100')
  await town.invoice('2025-01-21T00:00:00Z', 'I-2', 'acme', '50', 'EUR')
  await town.payment('2025-01-22T00:00:00Z', 'P-2', 'I-2', '50')
  await open()
  expect(await town.money('brightwave')).toEqual(['EUR 0.00 5.00 10.00 0.00 0.00'])
  for (const step of order) {
    if (step === 'answer') await answer(1, 'declined', '2025-02-20T00:00:00Z')
    else await town.credit('2025-02-15T00:00:00Z', 'C-1', 'acme', '100', 'EUR', { invoice: 'I-1' })
    for (const row of await town.money('brightwave')) expect(row).not.toContain('-')
  }
  expect(await town.money('brightwave')).toEqual(['EUR 0.00 5.00 0.00 0.00 0.00'])
})

test('what is paid out or on its way is not held: never more than the balance has', async () => {
  const { database, town, open, answer } = await story()
  await town.payment('2025-01-20T00:00:00Z', 'P-1', 'I-1', '60')
  const cx = (work: Parameters<typeof act>[2]) => act(database, '2025-02-01T00:00:00Z', work)
  await cx(c => payouts.preparePayout(c, { run: 'R1', by: 'ann@example.com' }))
  await town.payment('2025-02-02T00:00:00Z', 'P-2', 'I-1', '40')
  await open()
  expect(await town.money('brightwave')).toEqual(['EUR 0.00 0.00 4.00 6.00 0.00'])
  await cx(c => payouts.rejectPayment(c, { run: 'R1' }))
  await answer(1)
  expect(await town.money('brightwave')).toEqual(['EUR 0.00 10.00 0.00 0.00 0.00'])
})

test('an entry of nothing can be questioned as well; no money moves', async () => {
  const { database, town } = await story()
  await town.invoice('2025-01-12T00:00:00Z', 'I-0', 'acme', '100', 'EUR', {
    occurredAt: new Date('2024-12-01T00:00:00Z'),
  })
  const opened = await act(database, at, cx =>
    commissions.openDispute(cx, { partner: brightwave, cause: 'invoice:I-0', text: 'We were partners by then' }),
  )
  expect(no(opened)).toBe('ok')
  const journals = await ledger.journals(looking(database, at), { limit: 9, cause: 'invoice:I-0' })
  expect(journals).toEqual([])
})

test('a second question about the same entry waits for the first one’s answer', async () => {
  const { open, answer } = await story()
  expect(no(await open())).toBe('ok')
  expect(no(await open('And again'))).toBe('already-disputed')
  await answer(1)
  expect(no(await answer(1))).toBe('already-answered')
  expect(await open('And again')).toMatchObject({ ok: true, value: { id: 2 } })
})

test('only the partner’s owner and finance people ask, and only finance staff answer', async () => {
  const { open, answer } = await story()
  const strangers = [
    VISITOR,
    person({ partner: 'brightwave', role: 'editor' }),
    person({ partner: 'northlight' }),
    person({ staff: 'finance' }),
  ]
  for (const actor of strangers) expect(no(await open('x', at, actor))).toBe('not-allowed')
  expect(no(await open('x', at, person({ partner: 'brightwave', role: 'owner' })))).toBe('ok')
  for (const actor of [VISITOR, person({ partner: 'brightwave', role: 'owner' }), person({ staff: 'moderator' })])
    expect(no(await answer(1, 'granted', at, actor))).toBe('not-allowed')
  expect(no(await answer(1, 'granted', at, person({ staff: 'finance' })))).toBe('ok')
})

test('a question has an entry and a text, and an answer has a question and an outcome', async () => {
  const { database, open, answer } = await story()
  expect(no(await open('  '))).toBe('bad-text')
  expect(no(await open('x'.repeat(2_001)))).toBe('bad-text')
  expect(no(await open('x'.repeat(2_000)))).toBe('ok')
  expect(no(await answer(9))).toBe('unknown-dispute')
  expect(no(await answer(1, 'perhaps' as 'granted'))).toBe('bad-outcome')
  const elsewhere = await act(database, at, cx =>
    commissions.openDispute(cx, { partner: brightwave, cause: 'invoice:I-9', text: 'x' }),
  )
  expect(no(elsewhere)).toBe('unknown-entry')
})

test('both sides are written to: each step leaves a letter to be sent', async () => {
  const { database, open, answer } = await story()
  await open()
  await answer(1)
  const jobs = await database.write('look', db =>
    outbox.claim(
      { ...looking(database, at), db },
      { owner: 't', limit: 9, leaseMs: 1, kinds: ['dispute.opened', 'dispute.answered'] },
    ),
  )
  expect(jobs.map(job => `${job.kind} ${job.subject}`)).toEqual(['dispute.opened 1', 'dispute.answered 1'])
})

test('a partner sees its own questions, staff all of them, others none', async () => {
  const { database, open, answer } = await story()
  await open()
  const seen = async (actor: Actor, o: object) =>
    (await commissions.disputesOf(looking(database, at, actor), o)).map(d => d.id)
  expect(await seen(person({ partner: 'brightwave' }), { partner: brightwave })).toEqual([1])
  expect(await seen(person({ staff: 'finance' }), { open: true })).toEqual([1])
  expect(await seen(person({ partner: 'northlight' }), { partner: brightwave })).toEqual([])
  expect(await seen(person({ partner: 'brightwave' }), {})).toEqual([])
  expect(await commissions.findDispute(looking(database, at, person({ partner: 'northlight' })), 1)).toBeNull()
  await answer(1)
  expect(await seen(person({ staff: 'finance' }), { open: true })).toEqual([])
})

test('the database itself keeps questions and answers as they are', async () => {
  const { database, open, answer, cause } = await story()
  await open()
  const raised = (text: ReturnType<typeof sql>) => database.write('wrong', db => db.run(text)).catch(raisedBy)
  expect(await raised(sql`insert into dispute values (2, 'brightwave', ${cause}, 'x', 1, 'me')`)).toBe(
    'already disputed',
  )
  await answer(1)
  for (const table of ['dispute', 'dispute_answer']) {
    expect(await raised(sql.raw(`delete from ${table}`))).toBe('append-only')
    expect(await raised(sql.raw(`update ${table} set text = 'y'`))).toBe('append-only')
    expect(await raised(sql.raw(`insert or replace into ${table} select * from ${table}`))).toBe('append-only')
  }
})

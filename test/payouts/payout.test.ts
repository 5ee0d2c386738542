import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as audit from '#audit/index.ts'
import { raisedBy } from '#db/client.ts'
import { SYSTEM, VISITOR } from '#kernel/actor.ts'
import * as outbox from '#outbox/index.ts'
import * as payouts from '#payouts/index.ts'
import { ensureProgram } from '#programs/index.ts'
import { act, freshDatabase, freshFileDatabase } from '../support/database.ts'
import { runs } from '../support/property.ts'
import { brightwave, IBANS, northlight, person, refusal, town } from './town.ts'

const [DUTCH = '', GERMAN = '', BRITISH = ''] = IBANS

async function scene() {
  const database = await freshDatabase()
  const all = town(database)
  await all.firm('brightwave')
  await all.firm('northlight')
  await all.bank('brightwave', DUTCH)
  await all.bank(null, GERMAN, 'Copper')
  return { database, ...all }
}
const lines = (outcome: Awaited<ReturnType<ReturnType<typeof town>['prepare']>>) =>
  outcome.ok
    ? [
        ...outcome.value.items.map(i => [i.partner, i.amount, i.currency, i.byHand ?? i.reference].join(' ')),
        ...outcome.value.skipped.map(s => [s.partner, s.amount, s.currency, s.reason].join(' ')),
      ]
    : outcome.refusal

test('a run sets aside what is payable, a payment a partner and currency; without bank details it is paid by hand', async () => {
  const { earn, prepare, money, sound } = await scene()
  await earn('brightwave', '100.00')
  await earn('brightwave', '500', 'JPY')
  await earn('northlight', '7.50')
  expect(lines(await prepare('R1'))).toEqual([
    'brightwave 100.00 EUR PAY-1-1',
    'brightwave 500 JPY PAY-1-2',
    'northlight 7.50 EUR no-bank-details',
  ])
  expect(await money('brightwave')).toEqual(['EUR 0 0 10000 0', 'JPY 0 0 500 0'])
  await sound()
})

test('a dry run gives the same answer and writes nothing (invariant 15)', async () => {
  const { earn, prepare, look, books } = await scene()
  await earn('brightwave', '100.00')
  await earn('northlight', '-1.00')
  const before = [await books(), (await audit.entries(look(), { limit: 99 })).length]
  const dry = await prepare('R1', 'ann@example.com', { dryRun: true })
  expect([await books(), (await audit.entries(look(), { limit: 99 })).length]).toEqual(before)
  expect(await payouts.findRun(look(), 'R1')).toBeNull()
  expect(await prepare('R1')).toEqual(dry)
})

test('M10, M11: the same run again by the same person, after midnight and however written, has no effect and the first answer', async () => {
  const { earn, prepare, books, money } = await scene()
  await earn('brightwave', '100.00')
  const first = await prepare('R1', 'Ann@Example.com')
  const before = await books()
  await earn('northlight', '5.00')
  const between = await books()
  expect(await prepare('R1', ' ann@example.COM ', {}, '2026-01-02T00:00:01Z')).toEqual(first)
  expect([await books(), between === before]).toEqual([between, false])
  expect(await money('northlight')).toEqual(['EUR 500 0 0 0'])
  expect(lines(await prepare('R1', 'bob@example.com'))).toBe('id-conflict')
  expect(lines(await prepare('R1', null))).toBe('id-conflict')
  expect(lines(await prepare('R1', 'ann@example.com', { partner: brightwave }))).toBe('id-conflict')
})

test('a run for one partner takes that one only', async () => {
  const { earn, prepare, money } = await scene()
  await earn('brightwave', '100.00')
  await earn('northlight', '5.00')
  expect(lines(await prepare('R1', null, { partner: northlight }))).toEqual(['northlight 5.00 EUR no-bank-details'])
  expect(await money('brightwave')).toEqual(['EUR 10000 0 0 0'])
  expect(lines(await prepare('R2', null, { partner: 'nobody' }))).toBe('unknown-partner')
})

test('M13: after a clawback later earnings repay the debt first: owing 10, earning 50, 40 is paid', async () => {
  const { earn, prepare, approve, settle, money } = await scene()
  await earn('brightwave', '100.00')
  await prepare('R1')
  await approve('R1')
  await settle('R1')
  await earn('brightwave', '-10.00')
  expect(lines(await prepare('R2'))).toEqual(['brightwave -10.00 EUR negative-balance'])
  await earn('brightwave', '50.00')
  expect(lines(await prepare('R3'))).toEqual(['brightwave 40.00 EUR PAY-3-1'])
  expect(await money('brightwave')).toEqual(['EUR 0 0 4000 10000'])
})

test('M1, M27: a refund before the run lowers the payment; one after it does not touch what is on its way, and is carried', async () => {
  const { earn, prepare, approve, settle, money } = await scene()
  await earn('brightwave', '10.00')
  await earn('brightwave', '-3.00')
  expect(lines(await prepare('R1'))).toEqual(['brightwave 7.00 EUR PAY-1-1'])
  await earn('brightwave', '-2.00')
  await approve('R1')
  await settle('R1')
  expect(await money('brightwave')).toEqual(['EUR -200 0 0 700'])
})

test('who has not accepted the agreement, is below the minimum or has its money held is left out by name', async () => {
  const database = await freshDatabase()
  const { firm, earn, hold, prepare } = town(database)
  await act(database, '2025-01-01T00:00:00Z', cx =>
    ensureProgram(cx, 'copernica', { settings: { minimumPayout: '50' } }),
  )
  for (const id of ['at', 'below', 'held', 'some']) await firm(id)
  await firm('unsigned', { agreement: false })
  await earn('at', '50.00')
  await earn('below', '49.99')
  await earn('held', '80.00')
  await hold('held', '80.00')
  await earn('some', '80.00')
  await hold('some', '20.00')
  await earn('unsigned', '80.00')
  expect(lines(await prepare('R1'))).toEqual([
    'at 50.00 EUR no-bank-details',
    'some 60.00 EUR no-bank-details',
    'below 49.99 EUR below-minimum',
    'held 80.00 EUR held',
    'unsigned 80.00 EUR agreement-not-accepted',
  ])
})

test('M3: a balance of nothing makes no payment, and the run still stands', async () => {
  const { earn, prepare, approve, settle, look } = await scene()
  await earn('brightwave', '5.00')
  await earn('brightwave', '-5.00')
  expect(lines(await prepare('R1'))).toEqual([])
  expect([refusal(await approve('R1')), refusal(await settle('R1'))]).toEqual(['ok', 'ok'])
  expect(await payouts.findRun(look(), 'R1')).toMatchObject({ items: [], totals: [] })
})

test('a second person approves; the same address in other letters is the same person', async () => {
  const { earn, prepare, approve } = await scene()
  await earn('brightwave', '5.00')
  expect(refusal(await approve('R1'))).toBe('unknown-run')
  await prepare('R1', 'ann@example.com')
  expect(refusal(await approve('R1', 'ANN@Example.com '))).toBe('same-person')
  expect(refusal(await approve('R1', '  '))).toBe('bad-email')
  expect(refusal(await approve('R1', 'bob@example.com'))).toBe('ok')
  expect(refusal(await approve('R1', 'carol@example.com'))).toBe('ok')
  expect(refusal(await approve('R1', 'ann@example.com'))).toBe('same-person')
})

test('who is signed in is itself, whatever the form says', async () => {
  const { earn, prepare, approve, look } = await scene()
  const at = '2026-01-01T00:00:00Z'
  await earn('brightwave', '5.00')
  const ann = person({ staff: 'finance', email: 'ann@example.com' })
  await prepare('R1', 'somebody@example.com', {}, at, ann)
  expect(refusal(await approve('R1', 'bob@example.com', at, ann))).toBe('same-person')
  await approve('R1', 'ann@example.com', at, person({ staff: 'owner', email: 'Bob@example.com' }))
  expect(await payouts.findRun(look(), 'R1')).toMatchObject({
    preparedBy: 'ann@example.com',
    approvedBy: 'bob@example.com',
  })
})

test('only finance staff touch a run, and only they see one', async () => {
  const { earn, prepare, approve, settle, reject, look, export: exported } = await scene()
  const at = '2026-01-01T00:00:00Z'
  await earn('brightwave', '5.00')
  await prepare('R1')
  await approve('R1')
  for (const actor of [VISITOR, person({ partner: brightwave, role: 'owner' }), person({ staff: 'partner-manager' })]) {
    const outcomes = [
      await prepare('R2', null, {}, at, actor),
      await approve('R1', 'x@example.com', at, actor),
      await exported('R1', {}, at, actor),
      await settle('R1', undefined, at, actor),
      await reject('R1', undefined, at, actor),
    ]
    expect(outcomes.map(refusal)).toEqual(Array(5).fill('not-allowed'))
    expect([await payouts.runsOf(look(actor)), await payouts.findRun(look(actor), 'R1')]).toEqual([[], null])
  }
})

test('settling pays what was set aside, once; only an approved run, and only who is in it', async () => {
  const { earn, prepare, approve, settle, money, books, sound } = await scene()
  await earn('brightwave', '5.00')
  await earn('northlight', '6.00')
  expect(refusal(await settle('R1'))).toBe('unknown-run')
  await prepare('R1')
  expect(refusal(await settle('R1'))).toBe('not-approved')
  await approve('R1')
  expect(refusal(await settle('R1', 'quayside'))).toBe('unknown-partner')
  expect(await settle('R1', 'brightwave')).toEqual({ ok: true, value: { run: 'R1', moved: 1 } })
  expect([await money('brightwave'), await money('northlight')]).toEqual([['EUR 0 0 0 500'], ['EUR 0 0 600 0']])
  expect(await settle('R1')).toEqual({ ok: true, value: { run: 'R1', moved: 1 } })
  const before = await books()
  expect(await settle('R1')).toEqual({ ok: true, value: { run: 'R1', moved: 0 } })
  expect(await settle('R1', 'brightwave')).toEqual({ ok: true, value: { run: 'R1', moved: 0 } })
  expect(await books()).toBe(before)
  await sound()
})

test('what the bank sends back is payable again, once; a settled payment cannot be rejected, nor a rejected one settled', async () => {
  const { earn, prepare, approve, settle, reject, money } = await scene()
  await earn('brightwave', '5.00')
  await earn('northlight', '6.00')
  await prepare('R1')
  await approve('R1')
  expect(refusal(await reject('R1', 'brightwave'))).toBe('ok')
  expect(await reject('R1', 'brightwave')).toEqual({ ok: true, value: { run: 'R1', moved: 0 } })
  expect(await money('brightwave')).toEqual(['EUR 500 0 0 0'])
  expect(refusal(await settle('R1', 'brightwave'))).toBe('already-rejected')
  expect(await settle('R1')).toEqual({ ok: true, value: { run: 'R1', moved: 1 } })
  expect(refusal(await reject('R1', 'northlight'))).toBe('already-settled')
  expect(await reject('R1')).toEqual({ ok: true, value: { run: 'R1', moved: 0 } })
  expect([await money('brightwave'), await money('northlight')]).toEqual([['EUR 500 0 0 0'], ['EUR 0 0 0 600']])
})

test('a run that nobody approved can be withdrawn whole; once all is settled nothing of it can be rejected', async () => {
  const { earn, prepare, approve, settle, reject, money } = await scene()
  await earn('brightwave', '5.00')
  await prepare('R1')
  expect(refusal(await reject('R1'))).toBe('ok')
  expect(await money('brightwave')).toEqual(['EUR 500 0 0 0'])
  await prepare('R2')
  await approve('R2')
  await settle('R2')
  expect(refusal(await reject('R2'))).toBe('already-settled')
})

test('a rejected payment is paid by a later run, under another reference', async () => {
  const { earn, prepare, approve, settle, reject, money } = await scene()
  await earn('brightwave', '5.00')
  const first = await prepare('R1')
  await approve('R1')
  await reject('R1')
  const second = await prepare('R2')
  expect([lines(first), lines(second)]).toEqual([['brightwave 5.00 EUR PAY-1-1'], ['brightwave 5.00 EUR PAY-2-1']])
  await approve('R2')
  await settle('R2')
  expect(await money('brightwave')).toEqual(['EUR 0 0 0 500'])
})

test('tax on self-billed papers travels with the payment and comes back with it', async () => {
  const { earn, tax, prepare, reject, money, look } = await scene()
  await earn('brightwave', '100.00')
  await tax('brightwave', '21.00')
  expect(lines(await prepare('R1'))).toEqual(['brightwave 121.00 EUR PAY-1-1'])
  expect(await money('brightwave')).toEqual(['EUR 0 0 12100 0'])
  await reject('R1')
  expect(await money('brightwave')).toEqual(['EUR 10000 0 0 0'])
  expect(lines(await prepare('R2'))).toEqual(['brightwave 121.00 EUR PAY-2-1'])
  expect((await payouts.findRun(look(), 'R2'))?.items[0]?.vat).toBe('21.00')
})

test('M4: a process that dies between two steps leaves nothing half done, and the step can be done again', async () => {
  const database = await freshFileDatabase()
  const { firm, bank, earn, prepare, approve, settle, money, books } = town(database)
  await firm('brightwave')
  await bank('brightwave', DUTCH)
  await bank(null, GERMAN, 'Copper')
  await earn('brightwave', '5.00')
  const dies = async (verb: (cx: Parameters<typeof payouts.preparePayout>[0]) => Promise<unknown>) => {
    const before = await books()
    await database
      .write('dies', async db => {
        await verb({ db, now: new Date('2026-01-01T00:00:00Z'), actor: SYSTEM })
        throw new Error('power cut')
      })
      .catch(() => null)
    expect(await books()).toBe(before)
  }
  const run = { run: 'R1' }
  await dies(cx => payouts.preparePayout(cx, { ...run, by: 'ann@example.com' }))
  await prepare('R1')
  await dies(cx => payouts.approvePayout(cx, { ...run, by: 'bob@example.com' }))
  await approve('R1')
  await dies(cx => payouts.exportPayout(cx, run))
  await dies(cx => payouts.settlePayout(cx, run))
  await settle('R1')
  await settle('R1')
  expect(await money('brightwave')).toEqual(['EUR 0 0 0 500'])
})

test('M5, M14: two people who prepare at once reserve each balance once, and two who settle at once pay once', async () => {
  const { earn, prepare, approve, settle, money } = await scene()
  await earn('brightwave', '5.00')
  await earn('northlight', '6.00')
  const both = await Promise.all([prepare('R1', 'ann@example.com'), prepare('R2', 'bob@example.com')])
  expect(both.map(outcome => lines(outcome).length).sort()).toEqual([0, 2])
  expect([await money('brightwave'), await money('northlight')]).toEqual([['EUR 0 0 500 0'], ['EUR 0 0 600 0']])
  await approve('R1', 'carol@example.com')
  const settled = await Promise.all([settle('R1'), settle('R1'), settle('R1', 'brightwave')])
  expect(settled.map(outcome => (outcome.ok ? outcome.value.moved : 0))).toEqual([2, 0, 0])
  expect([await money('brightwave'), await money('northlight')]).toEqual([['EUR 0 0 0 500'], ['EUR 0 0 0 600']])
})

test('M6: a run’s sums are those of its payments, and where they are is told by the ledger', async () => {
  const { earn, prepare, approve, settle, reject, look } = await scene()
  await earn('brightwave', '5.00')
  await earn('brightwave', '9', 'JPY')
  await earn('northlight', '6.00')
  await prepare('R1')
  await approve('R1')
  await settle('R1', 'brightwave')
  await reject('R1', 'northlight')
  expect(await payouts.findRun(look(), 'R1')).toMatchObject({
    totals: [
      { currency: 'EUR', payments: 2, amount: '11.00' },
      { currency: 'JPY', payments: 1, amount: '9' },
    ],
    counts: { 'in-payment': 0, settled: 2, rejected: 1 },
    items: [
      { partner: 'brightwave', currency: 'EUR', state: 'settled' },
      { partner: 'brightwave', currency: 'JPY', state: 'settled' },
      { partner: 'northlight', currency: 'EUR', state: 'rejected' },
    ],
  })
  expect((await payouts.runsOf(look())).map(run => [run.run, run.counts.settled])).toEqual([['R1', 2]])
})

test('runs are listed newest first, from after the last one seen', async () => {
  const { earn, prepare, look } = await scene()
  for (const run of ['R1', 'R2', 'R3']) {
    await earn('brightwave', '1.00')
    await prepare(run)
  }
  expect((await payouts.runsOf(look(), { limit: 2 })).map(run => run.run)).toEqual(['R3', 'R2'])
  expect((await payouts.runsOf(look(), { limit: 2, after: 2 })).map(run => run.run)).toEqual(['R1'])
})

test('a partner sees its own payments and nobody else’s', async () => {
  const { earn, prepare, look } = await scene()
  await earn('brightwave', '5.00')
  await earn('northlight', '6.00')
  await prepare('R1')
  const mine = await payouts.paymentsOf(look(person({ partner: brightwave })), brightwave)
  expect(mine).toMatchObject([{ run: 'R1', amount: '5.00', state: 'in-payment', iban: 'NL•• •••• 4300' }])
  expect(await payouts.paymentsOf(look(person({ partner: northlight })), brightwave)).toEqual([])
  expect(await payouts.paymentsOf(look(person({ partner: brightwave, role: 'editor' })), brightwave)).toEqual([])
})

test('money goes where it was to go when it was set aside', async () => {
  const { earn, bank, prepare, look } = await scene()
  await earn('brightwave', '5.00')
  await prepare('R1')
  await bank('brightwave', BRITISH, 'B')
  expect((await payouts.findRun(look(), 'R1'))?.items[0]?.iban).toBe('NL•• •••• 4300')
})

test('an id that cannot be typed again names no run', async () => {
  const { prepare } = await scene()
  expect([lines(await prepare('')), lines(await prepare(' R1'))]).toEqual(['bad-id', 'bad-id'])
})

test('the database itself refuses to change a run, and to approve what one has prepared', async () => {
  const { database, earn, prepare, approve } = await scene()
  await earn('brightwave', '5.00')
  await prepare('R1')
  const raised = (statement: ReturnType<typeof sql>) => database.write('wrong', db => db.run(statement)).catch(raisedBy)
  expect(await raised(sql`insert into payout_approval values ('R1', 'ann@example.com', 1)`)).toBe('same person')
  expect(await raised(sql`insert into payout_file values ('R1', '09', 'EUR', 1, 1, x'00', ${'a'.repeat(64)}, 1)`)).toBe(
    'not approved',
  )
  await approve('R1')
  for (const table of ['payout_run', 'payout_item', 'payout_approval']) {
    expect(await raised(sql.raw(`delete from ${table}`))).toBe('append-only')
    expect(await raised(sql.raw(`update ${table} set rowid = rowid`)).then(text => text !== null)).toBe(true)
    expect(await raised(sql.raw(`insert or replace into ${table} select * from ${table}`))).toBe('append-only')
  }
  expect(
    await raised(
      sql`insert into payout_item values ('R1', 2, 'x', 'EUR', 1, 0, 'no-bank-details', null, null, null, 'Z')`,
    ),
  ).toBe('run is approved')
})

test('invariant 9, invariant 10, invariant 14: whatever is done in whatever order, every cent is in one place, and nothing is paid twice', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('earn' as const), who: fc.nat(1), minor: fc.integer({ min: -300, max: 900 }) }),
    fc.record({
      do: fc.constantFrom('prepare', 'approve', 'settle', 'reject') as fc.Arbitrary<'prepare'>,
      run: fc.nat(2),
      who: fc.option(fc.nat(1)),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async steps => {
      const { earn, prepare, approve, settle, reject, look, sound, money } = await scene()
      const firms = ['brightwave', 'northlight']
      const earned = [0, 0]
      for (const s of steps) {
        const firm = firms[s.who ?? 0] ?? ''
        if (s.do === 'earn') {
          if (s.minor === 0) continue
          earned[s.who] = (earned[s.who] ?? 0) + s.minor
          const text = `${s.minor < 0 ? '-' : ''}${(Math.abs(s.minor) / 100).toFixed(2)}`
          await earn(firm, text)
        } else if ((s.do as string) === 'prepare') await prepare(`R${s.run}`)
        else if ((s.do as string) === 'approve') await approve(`R${s.run}`)
        else if ((s.do as string) === 'settle') await settle(`R${s.run}`, s.who === null ? undefined : firm)
        else await reject(`R${s.run}`, s.who === null ? undefined : firm)
      }
      const found = await Promise.all(['R0', 'R1', 'R2'].map(run => payouts.findRun(look(), run)))
      for (const [i, firm] of firms.entries()) {
        const [payable = 0, , inPayment = 0, paid = 0] = ((await money(firm))[0] ?? 'EUR 0 0 0 0')
          .split(' ')
          .slice(1)
          .map(Number)
        expect(payable + inPayment + paid).toBe(earned[i])
        const mine = found.flatMap(run => run?.items ?? []).filter(item => item.partner === firm)
        const sum = (state: string) =>
          mine.filter(m => m.state === state).reduce((n, m) => n + Math.round(Number(m.amount) * 100), 0)
        expect([sum('in-payment'), sum('settled')]).toEqual([inPayment, paid])
      }
      await sound()
    }),
    runs(15),
  )
})

test('a partner is written to when it is paid or its payment came back, but not when nobody had approved the run', async () => {
  const { database, earn, prepare, approve, settle, reject, look } = await scene()
  const letters = async () => {
    const jobs = await database.write('look', db =>
      outbox.claim({ ...look(), db }, { owner: 't', limit: 9, leaseMs: 9e9, kinds: ['payout.moved'] }),
    )
    return jobs.map(job => `${job.subject} ${JSON.stringify(job.payload)}`)
  }
  await earn('brightwave', '5.00')
  await earn('brightwave', '500', 'JPY')
  await prepare('R1')
  await reject('R1')
  expect(await letters()).toEqual([])
  await prepare('R2')
  await approve('R2')
  await settle('R2')
  expect(await letters()).toEqual(['brightwave {"verb":"settle-payout","references":["PAY-2-1","PAY-2-2"]}'])
})

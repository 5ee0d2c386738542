import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { raisedBy } from '#db/client.ts'
import type { Actor } from '#kernel/actor.ts'
import { SYSTEM, VISITOR } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import * as ledger from '#ledger/index.ts'
import { act, freshDatabase, freshFileDatabase, looking, within } from '../support/database.ts'
import {
  BANK,
  brightwave,
  day,
  draft,
  EUR,
  EXPENSE,
  expectSound,
  inPayment,
  JPY,
  KWD,
  leg,
  month,
  netOf,
  northlight,
  payable,
  pending,
  postedRows,
} from './books.ts'

const MARCH = '2025-03-20T12:00:00Z'
const partnerUser = (role: 'finance' | 'editor'): Actor => ({
  kind: 'user',
  user: 'u' as UserId,
  email: '',
  name: '',
  customer: null,
  partner: { id: brightwave, role },
  staff: [],
})

test('journals are posted in order, numbered from one and chained', async () => {
  const database = await freshDatabase()
  const first = await within(database, MARCH, cx =>
    ledger.post(cx, [draft('a', '2025-03-04'), draft('b', '2025-02-01')]),
  )
  const [third] = await within(database, MARCH, cx => ledger.post(cx, [draft('c', '2025-03-04')]))
  expect([...first, third].map(j => [j?.id, j?.key, j?.period, j?.late])).toEqual([
    [1, 'a', '2025-03', false],
    [2, 'b', '2025-02', false],
    [3, 'c', '2025-03', false],
  ])
  await expectSound(looking(database, MARCH))
})

test('nothing to post is nothing posted', async () => {
  const database = await freshDatabase()
  expect(await within(database, MARCH, cx => ledger.post(cx, []))).toEqual([])
  await expectSound(looking(database, MARCH))
})

test('more journals than one statement takes are posted in one go', async () => {
  const database = await freshDatabase()
  const many = Array.from({ length: 2_345 }, (_, i) =>
    draft(`k${i}`, '2025-03-04', [
      leg(EXPENSE, pending(`p${i % 1_200}`), 2),
      leg(pending(`p${i % 1_200}`), payable('x'), 1),
    ]),
  )
  expect(await within(database, MARCH, cx => ledger.post(cx, many))).toHaveLength(2_345)
  const cx = looking(database, MARCH)
  expect((await netOf(cx)).get(`EUR ${EXPENSE}`)).toBe(4_690n)
  await expectSound(cx)
})

test('the same acts at the same instants give the same head, on any machine', async () => {
  const heads = await Promise.all(
    [1, 2].map(async () => {
      const database = await freshDatabase()
      await within(database, MARCH, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
      const [last] = await within(database, MARCH, cx => ledger.post(cx, [draft('b', '2025-03-04')]))
      return last?.hash
    }),
  )
  expect(heads[0]).toBe(heads[1])
  expect(heads[0]).toBe('4d65968fda4ffcdfb8c3010bbc30adb388b44e9f4f809a3300202276c24c9178')
})

test('invariant 4, M11: a key is used once for ever: again it is refused, whatever it says, and nothing changes', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
  const before = await postedRows(database)
  for (const again of [draft('a', '2025-03-04'), draft('a', '2025-03-05', [leg(EXPENSE, pending(northlight), 1)])]) {
    const refused = await within(database, MARCH, cx => ledger.post(cx, [draft('new', '2025-03-04'), again])).catch(
      raisedBy,
    )
    expect(refused).toBe('key used')
  }
  expect(await postedRows(database)).toEqual(before)
})

test('a writer that read the head before another one wrote sees the chain’s refusal, and its verb is tried again', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
  let tries = 0
  await database.write('race', async db => {
    tries += 1
    let stale = tries === 1
    const late = new Proxy(db, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (name !== 'all' || !stale || typeof value !== 'function')
          return typeof value === 'function' ? value.bind(target) : value
        stale = false
        return async () => []
      },
    })
    await ledger.post({ db: late, now: new Date(MARCH), actor: SYSTEM }, [draft('b', '2025-03-04')])
  })
  expect(tries).toBe(2)
  await expectSound(looking(database, MARCH))
})

test('a partner’s balances: earned, due, on its way and paid, a row a currency', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx =>
    ledger.post(cx, [
      draft('a', '2025-03-04', [
        leg(EXPENSE, pending(brightwave), 1_000),
        leg(pending(brightwave), payable(brightwave), 700),
        leg(payable(brightwave), inPayment(brightwave), 500),
        leg(inPayment(brightwave), BANK, 400),
        leg(EXPENSE, pending(brightwave), 33, JPY),
        leg(EXPENSE, pending(northlight), 5),
      ]),
    ]),
  )
  const cx = looking(database, MARCH)
  expect(await ledger.balancesOf(cx, brightwave)).toEqual([
    { currency: 'EUR', pending: 300n, payable: 200n, held: 0n, inPayment: 100n, paid: 400n },
    { currency: 'JPY', pending: 33n, payable: 0n, held: 0n, inPayment: 0n, paid: 0n },
  ])
  expect(await ledger.balancesOf(cx, brightwave, new Date(MARCH))).toEqual(await ledger.balancesOf(cx, brightwave))
  expect(await ledger.balancesOf(cx, brightwave, new Date('2025-03-20T11:59:59.999Z'))).toEqual([])
})

test('payable may be negative after a clawback: the debt is carried', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx =>
    ledger.post(cx, [draft('a', '2025-03-04', [leg(payable(brightwave), EXPENSE, 250)])]),
  )
  expect((await ledger.balancesOf(looking(database, MARCH), brightwave))[0]?.payable).toBe(-250n)
})

test('only who may see a partner’s money sees it', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
  const seen = async (actor: Actor) => (await ledger.balancesOf(looking(database, MARCH, actor), brightwave)).length
  expect(await seen(partnerUser('finance'))).toBe(1)
  expect(await seen(partnerUser('editor'))).toBe(0)
  expect(await seen(VISITOR)).toBe(0)
  const other = looking(database, MARCH, partnerUser('finance'))
  expect(await ledger.balancesOf(other, northlight)).toEqual([])
  await expect(ledger.trialBalance(other)).rejects.toThrow('broken promise')
  await expect(ledger.standing(other, ['invoice:a'])).rejects.toThrow('broken promise')
  await expect(within(database, MARCH, cx => ledger.post(cx, [draft('b', '2025-03-04')]), VISITOR)).rejects.toThrow()
})

test('what stands for a cause is by day and account, and a reversed journal stands no more', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
  const standing = async () =>
    (await ledger.standing(looking(database, MARCH), ['invoice:a', 'invoice:z'])).get('invoice:a')
  expect(await standing()).toEqual([
    { effective: '2025-03-04', account: EXPENSE, currency: 'EUR', net: 1_000n },
    { effective: '2025-03-04', account: pending(brightwave), currency: 'EUR', net: 1_000n },
  ])
  await act(database, MARCH, cx => ledger.reverse(cx, 1, 'entered twice'))
  expect(await standing()).toEqual([])
})

test('invariant 12: a reversal restores all balances, once', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx => ledger.post(cx, [draft('before', '2025-03-01')]))
  const before = await netOf(looking(database, MARCH))
  await within(database, MARCH, cx =>
    ledger.post(cx, [
      draft('a', '2025-03-04', [leg(EXPENSE, pending(northlight), 7, KWD), leg(EXPENSE, payable(brightwave), 5)]),
    ]),
  )
  const done = await act(database, MARCH, cx => ledger.reverse(cx, 2, 'entered twice'))
  expect(done.ok && done.value).toMatchObject({ id: 3, reverses: 2, kind: 'reversal' })
  expect(await netOf(looking(database, MARCH))).toEqual(before)
  expect(await act(database, MARCH, cx => ledger.reverse(cx, 2, 'again'))).toEqual({
    ok: false,
    refusal: 'already-reversed',
  })
  expect(await act(database, MARCH, cx => ledger.reverse(cx, 9, 'none'))).toEqual({
    ok: false,
    refusal: 'unknown-journal',
  })
  expect(await act(database, MARCH, cx => ledger.reverse(cx, 1, 'no'), partnerUser('finance'))).toEqual({
    ok: false,
    refusal: 'not-allowed',
  })
  await expectSound(looking(database, MARCH))
})

test('a month is closed once, in order, with the head of the chain', async () => {
  const database = await freshDatabase()
  const [posted] = await within(database, MARCH, cx =>
    ledger.post(cx, [draft('a', '2025-03-04'), draft('b', '2025-04-04')]),
  )
  const close = (text: string) => act(database, '2025-05-01T00:00:00Z', cx => ledger.closePeriod(cx, month(text)))
  expect(await close('2025-04')).toEqual({ ok: false, refusal: 'earlier-period-open' })
  const march = await close('2025-03')
  expect(march.ok && march.value).toMatchObject({
    month: '2025-03',
    lastJournal: 2,
    closedAt: new Date('2025-05-01T00:00:00Z'),
  })
  expect(await close('2025-03')).toEqual({ ok: false, refusal: 'period-closed' })
  expect(await close('2025-02')).toEqual({ ok: false, refusal: 'period-closed' })
  expect((await close('2025-04')).ok).toBe(true)
  expect(posted?.period).toBe('2025-03')
  const cx = looking(database, '2025-05-01T00:00:00Z')
  expect((await ledger.periods(cx)).map(p => [p.month, p.closedAt !== null])).toEqual([
    ['2025-03', true],
    ['2025-04', true],
  ])
  await expectSound(cx)
})

test('an empty ledger can be closed, exported and found sound', async () => {
  const database = await freshDatabase()
  const closed = await act(database, '2025-05-01T00:00:00Z', cx => ledger.closePeriod(cx, month('2025-04')))
  expect(closed.ok && closed.value).toMatchObject({ lastJournal: 0, head: '0'.repeat(64) })
  await expectSound(looking(database, '2025-05-01T00:00:00Z'))
})

test('invariant 14: a fact of a closed month goes to the earliest open one, and the closed one does not move', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
  await act(database, '2025-05-10T00:00:00Z', cx => ledger.closePeriod(cx, month('2025-03')))
  const cx = looking(database, '2025-05-10T00:00:00Z')
  const before = await ledger.partnersIn(cx, month('2025-03'))
  expect(await ledger.openPeriodFor(cx, day('2025-03-31'))).toBe('2025-04')
  expect(await ledger.openPeriodFor(cx, day('2025-05-01'))).toBe('2025-05')
  const [late, fresh] = await within(database, '2025-05-10T00:00:00Z', c =>
    ledger.post(c, [draft('late', '2025-03-31'), draft('fresh', '2025-05-01')]),
  )
  expect([late?.period, late?.late, fresh?.period, fresh?.late]).toEqual(['2025-04', true, '2025-05', false])
  expect(await ledger.partnersIn(cx, month('2025-03'))).toEqual(before)
  await expectSound(cx)
})

test('a month opens where the last one closed, also across a month in which nothing moved', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx => ledger.post(cx, [draft('a', '2025-03-04'), draft('b', '2025-05-04')]))
  const cx = looking(database, '2025-06-01T00:00:00Z')
  expect(await ledger.monthsBefore(cx, month('2025-05'))).toEqual(['2025-03', '2025-04', '2025-05'])
  for (const each of ['2025-03', '2025-04', '2025-05'])
    await act(database, '2025-06-01T00:00:00Z', c => ledger.closePeriod(c, month(each)))
  const kept = await Promise.all(['2025-03', '2025-04', '2025-05'].map(m => ledger.partnersIn(cx, month(m))))
  expect(kept.map(([a]) => [a?.opening, a?.closing, a?.moved])).toEqual([
    [0n, -1_000n, true],
    [-1_000n, -1_000n, false],
    [-1_000n, -2_000n, true],
  ])
  const derived = await Promise.all(
    ['2025-03', '2025-04', '2025-05'].map(m => ledger.partnerMonth(cx, brightwave, month(m))),
  )
  expect(derived.map(([a]) => [a?.opening, a?.closing, a?.moved])).toEqual(
    kept.map(([a]) => [a?.opening, a?.closing, a?.moved]),
  )
})

test('the journal is read in pages, the newest first or the oldest, and by cause', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx =>
    ledger.post(
      cx,
      Array.from({ length: 5 }, (_, i) => ({ ...draft(`k${i}`, '2025-03-04'), cause: `invoice:${i % 2}` })),
    ),
  )
  const cx = looking(database, MARCH)
  const ids = async (page: Parameters<typeof ledger.journals>[1]) => (await ledger.journals(cx, page)).map(j => j.id)
  expect(await ids({ limit: 2 })).toEqual([5, 4])
  expect(await ids({ limit: 2, after: 4 })).toEqual([3, 2])
  expect(await ids({ limit: 9, order: 'oldest', after: 2 })).toEqual([3, 4, 5])
  expect(await ids({ limit: 9, cause: 'invoice:1' })).toEqual([4, 2])
  expect((await ledger.journals(cx, { limit: 1 }))[0]).toMatchObject({
    key: 'k4',
    detail: { customer: 'acme' },
    legs: [leg(EXPENSE, pending(brightwave), 1_000)],
  })
})

test('a partner’s movements of a month come with their why', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx =>
    ledger.post(cx, [
      draft('a', '2025-03-04'),
      draft('b', '2025-04-04'),
      draft('c', '2025-03-05', [leg(pending(brightwave), EXPENSE, 5), leg(EXPENSE, pending(northlight), 9)]),
    ]),
  )
  const found = await ledger.movementsOf(looking(database, MARCH), brightwave, month('2025-03'))
  expect(found.map(m => [m.journal, m.leg, m.amount])).toEqual([
    [1, 1, 1_000n],
    [3, 1, 5n],
  ])
  expect(found[0]).toMatchObject({ cause: 'invoice:a', detail: { basis: '10000' }, late: false, currency: 'EUR' })
})

test('the trial balance adds up in every currency, now and at any instant', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx =>
    ledger.post(cx, [
      draft('a', '2025-03-04'),
      draft('b', '2025-03-04', [leg(EXPENSE, payable(northlight), 2n ** 52n, KWD)]),
    ]),
  )
  await within(database, '2025-03-21T00:00:00Z', cx =>
    ledger.post(cx, [draft('c', '2025-03-04', [leg(EXPENSE, payable(northlight), 2n ** 51n, KWD)])]),
  )
  const cx = looking(database, MARCH)
  expect((await ledger.trialBalance(cx)).map(r => [r.account, r.currency, r.balance])).toEqual([
    [EXPENSE, 'EUR', 1_000n],
    [EXPENSE, 'KWD', 2n ** 52n + 2n ** 51n],
    [pending(brightwave), 'EUR', 1_000n],
    [payable(northlight), 'KWD', 2n ** 52n + 2n ** 51n],
  ])
  expect((await netOf(cx, new Date(MARCH))).get(`KWD ${EXPENSE}`)).toBe(2n ** 52n)
})

test('the classic two-row entry is a view: two rows a transfer, which sum to nothing', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx =>
    ledger.post(cx, [
      draft('a', '2025-03-04', [leg(EXPENSE, pending(brightwave), 7), leg(EXPENSE, pending(brightwave), 5, JPY)]),
    ]),
  )
  const rows = await database.read.all<{ currency: string; n: number; sum: number }>(
    sql`select currency, count(*) as n, sum(amount) as sum from entry group by currency order by currency`,
  )
  expect(rows).toEqual([
    { currency: 'EUR', n: 2, sum: 0 },
    { currency: 'JPY', n: 2, sum: 0 },
  ])
})

test('an account whose counter would pass what the file can hold refuses, and nothing is posted', async () => {
  const database = await freshDatabase()
  await within(database, MARCH, cx =>
    ledger.post(cx, [draft('a', '2025-03-04', [leg(EXPENSE, payable(northlight), 2n ** 53n - 1n)])]),
  )
  await expect(
    within(database, MARCH, cx => ledger.post(cx, [draft('b', '2025-03-04', [leg(EXPENSE, payable(northlight), 1)])])),
  ).rejects.toThrow()
  expect((await postedRows(database)).journals).toHaveLength(1)
})

test('readers beside a writer see the last commit, whole', async () => {
  const database = await freshFileDatabase()
  await within(database, MARCH, cx => ledger.post(cx, [draft('a', '2025-03-04')]))
  await database.write('half', async db => {
    await ledger.post({ db, now: new Date(MARCH), actor: SYSTEM }, [draft('b', '2025-03-04')])
    expect((await ledger.balancesOf(looking(database, MARCH), brightwave))[0]?.pending).toBe(1_000n)
  })
  expect((await ledger.balancesOf(looking(database, MARCH), brightwave))[0]).toMatchObject({
    currency: EUR,
    pending: 2_000n,
  })
})

/**
 * Random lists of commands against a small model in memory. After every command the ledger must say what the model says,
 * and nothing that was posted may have changed. SEED and RUNS choose another walk (test/support/property.ts).
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connect, type Database, raisedBy } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { type Month, nextMonth } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import { act, looking, within } from '../support/database.ts'
import { runs } from '../support/property.ts'
import {
  BANK,
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
  payable,
  pending,
  postedRows,
  textOf,
} from './books.ts'
import { readHledger } from './hledger-reader.ts'

const PARTNERS = ['brightwave', 'north;light', 'Zoë  B']
const ACCOUNTS = [EXPENSE, BANK, ...PARTNERS.flatMap(p => [pending(p), payable(p), inPayment(p)])]
const MONTHS = ['2025-01', '2025-02', '2025-03', '2025-04']

type Command =
  | { do: 'post'; journals: { day: string; legs: ReturnType<typeof leg>[] }[] }
  | { do: 'repeat'; nth: number }
  | { do: 'reverse'; nth: number }
  | { do: 'close'; month: string }
  | { do: 'crash'; after: number }

const aLeg = fc
  .tuple(
    fc.constantFrom(...ACCOUNTS),
    fc.constantFrom(...ACCOUNTS),
    fc.bigInt({ min: 1n, max: 10n ** 12n }),
    fc.constantFrom(EUR, JPY, KWD),
  )
  .filter(([debit, credit]) => debit !== credit)
  .map(([debit, credit, amount, currency]) => leg(debit, credit, amount, currency))
const aDay = fc
  .tuple(fc.constantFrom(...MONTHS), fc.integer({ min: 1, max: 28 }))
  .map(([m, d]) => `${m}-${String(d).padStart(2, '0')}`)
const aCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('post' as const),
      journals: fc.array(fc.record({ day: aDay, legs: fc.array(aLeg, { minLength: 1, maxLength: 4 }) }), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), nth: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const), nth: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), month: fc.constantFrom(...MONTHS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), after: fc.nat({ max: 3 }) }) },
)

type ModelJournal = {
  key: string
  day: string
  period: string
  legs: ReturnType<typeof leg>[]
  reversed: boolean
  reversal: boolean
}
class Model {
  readonly journals: ModelJournal[] = []
  closed: Month | null = null
  keys = 0

  balances(): Map<string, bigint> {
    const nets = new Map<string, bigint>()
    for (const { legs } of this.journals) {
      for (const { debit, credit, amount } of legs) {
        nets.set(`${amount.currency} ${debit}`, (nets.get(`${amount.currency} ${debit}`) ?? 0n) + amount.minor)
        nets.set(`${amount.currency} ${credit}`, (nets.get(`${amount.currency} ${credit}`) ?? 0n) - amount.minor)
      }
    }
    return new Map([...nets].filter(([, net]) => net !== 0n))
  }
  book(day: string): string {
    const own = day.slice(0, 7)
    return this.closed !== null && own <= this.closed ? nextMonth(this.closed) : own
  }
}

class Crash extends Error {}

async function play(database: Database, model: Model, command: Command, at: string): Promise<void> {
  switch (command.do) {
    case 'post': {
      const drafts = command.journals.map(j => draft(`k${model.keys++}`, j.day, j.legs))
      const posted = await within(database, at, cx => ledger.post(cx, drafts))
      for (const [i, j] of command.journals.entries()) {
        expect(posted[i]?.period).toBe(model.book(j.day))
        model.journals.push({
          ...j,
          key: drafts[i]?.key ?? '',
          period: model.book(j.day),
          reversed: false,
          reversal: false,
        })
      }
      return
    }
    case 'repeat': {
      const old = model.journals[command.nth]
      if (!old) return
      const other = draft(old.key, old.day, [leg(EXPENSE, BANK, 1)])
      expect(await within(database, at, cx => ledger.post(cx, [draft('fresh', old.day), other])).catch(raisedBy)).toBe(
        'key used',
      )
      return
    }
    case 'reverse': {
      const old = model.journals[command.nth]
      const done = await act(database, at, cx => ledger.reverse(cx, command.nth + 1, 'wrong'))
      if (!old) return expect(done).toEqual({ ok: false, refusal: 'unknown-journal' })
      if (old.reversed) return expect(done).toEqual({ ok: false, refusal: 'already-reversed' })
      expect(done.ok).toBe(true)
      old.reversed = true
      model.journals.push({
        key: `reverse:${command.nth + 1}`,
        day: old.day,
        period: model.book(old.day),
        legs: old.legs.map(l => ({ ...l, debit: l.credit, credit: l.debit })),
        reversed: false,
        reversal: true,
      })
      return
    }
    case 'close': {
      const asked = month(command.month)
      const months = await ledger.monthsBefore(looking(database, at), asked)
      if (model.closed !== null && asked <= model.closed) return expect(months).toEqual([])
      for (const each of months) expect((await act(database, at, cx => ledger.closePeriod(cx, each))).ok).toBe(true)
      model.closed = asked
      return
    }
    case 'crash': {
      // The process dies between two statements: nothing of the transaction may remain.
      const dying = within(database, at, async cx => {
        for (let i = 0; i <= command.after; i++)
          await ledger.post(cx, [draft(`dead${i}`, '2025-04-05', [leg(EXPENSE, BANK, 3)])])
        throw new Crash()
      })
      await expect(dying).rejects.toThrow(Crash)
      return
    }
  }
}

test('invariant 1, invariant 2: whatever is asked of it in whatever order, the ledger says what a plain sum says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aCommand, { minLength: 1, maxLength: 25 }), async commands => {
      const database = await connect({ url: ':memory:' })
      try {
        await migrate(database)
        const model = new Model()
        let before = await postedRows(database)
        const kept = new Map<string, unknown>()
        for (const [i, command] of commands.entries()) {
          const at = new Date(Date.UTC(2025, 4, 1, 0, i)).toISOString()
          await play(database, model, command, at)
          const cx = looking(database, at)
          expect(await netOf(cx)).toEqual(model.balances())
          // Invariant 5: each prefix stays as it was, to the byte.
          const after = await postedRows(database)
          expect(after.journals.slice(0, before.journals.length)).toEqual(before.journals)
          expect(after.transfers.slice(0, before.transfers.length)).toEqual(before.transfers)
          expect(after.journals).toHaveLength(model.journals.length)
          before = after
          // Invariant 14: closed months never move.
          for (const [name, rows] of kept) expect(await ledger.partnersIn(cx, month(name))).toEqual(rows)
          for (const p of await ledger.periods(cx))
            if (p.closedAt && !kept.has(p.month)) kept.set(p.month, await ledger.partnersIn(cx, p.month))
        }
        const end = looking(database, '2025-06-01T00:00:00Z')
        await expectSound(end)
        expect(readHledger(await textOf(ledger.exportHledger(end))).balances).toEqual(model.balances())
        expect((await ledger.journals(end, { limit: 1_000, order: 'oldest' })).map(j => j.period)).toEqual(
          model.journals.map(j => j.period),
        )
      } finally {
        await database.close()
      }
    }),
    runs(40),
  )
})

test('invariant 3: the same drafts posted in other batches give the same chain; in another order the same balances', async () => {
  const list = fc.array(fc.record({ day: aDay, legs: fc.array(aLeg, { minLength: 1, maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(
      list,
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 20, maxLength: 20 }),
      async (journals, sizes) => {
        const drafts = journals.map((j, i) => draft(`k${i}`, j.day, j.legs))
        const played = async (order: ledger.Draft[], batches: number[]) => {
          const database = await connect({ url: ':memory:' })
          await migrate(database)
          for (let i = 0, b = 0; i < order.length; i += batches[b++] ?? 1)
            await within(database, '2025-05-01T00:00:00Z', cx => ledger.post(cx, order.slice(i, i + (batches[b] ?? 1))))
          const cx = looking(database, '2025-05-01T00:00:00Z')
          const [last] = await ledger.journals(cx, { limit: 1 })
          const outcome = { head: last?.hash, balances: await netOf(cx) }
          await database.close()
          return outcome
        }
        const whole = await played(drafts, [100])
        expect(await played(drafts, sizes)).toEqual(whole)
        expect((await played(drafts.toReversed(), sizes)).balances).toEqual(whole.balances)
      },
    ),
    runs(20),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import type { PartnerId } from '#kernel/id.ts'
import { act, looking } from '../support/database.ts'
import { runs } from '../support/property.ts'
import { acme, choose, town } from './town.ts'

const START = Date.parse('2025-03-01T00:00:00Z')
const HOUR = 3_600_000
const at = (hour: number) => new Date(START + hour * HOUR)
const LAST = 200

const partner = fc.constantFrom('brightwave', 'nova')
const step = fc.record({
  /** 0: at the very instant of the step before. */
  later: fc.integer({ min: 0, max: 3 }),
  does: fc.oneof(
    fc.record({ kind: fc.constant('choose' as const), partner }),
    fc.record({ kind: fc.constant('release' as const), partner, by: fc.constantFrom('customer', 'partner', 'vendor') }),
  ),
})

/** Whose customer it should be at each instant, told in the plainest way: the last act that took effect by then. */
function plainly(acts: readonly { hour: number; becomes: string | null }[], hour: number): string | null {
  return acts.findLast(done => done.hour <= hour)?.becomes ?? null
}

test('COP-7: whatever is chosen, switched and left, at every instant the last act by then decides, and nothing overlaps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
      const database = await town()
      const acts: { hour: number; becomes: string | null }[] = []
      let hour = 0
      for (const { later, does } of steps) {
        hour += later
        const now = at(hour).toISOString()
        const bound = plainly(acts, hour)
        if (does.kind === 'choose') {
          const outcome = await choose(database, now, acme, does.partner as PartnerId)
          expect(outcome.ok).toBe(bound !== does.partner)
          if (outcome.ok) acts.push({ hour, becomes: does.partner })
        } else {
          const wish = { customer: acme, partner: does.partner as PartnerId, by: does.by as attribution.Closer }
          const outcome = await act(database, now, cx => attribution.releaseCustomer(cx, wish))
          expect(outcome.ok).toBe(bound === does.partner)
          if (outcome.ok) acts.push({ hour, becomes: null })
        }
      }
      const cx = looking(database, at(LAST).toISOString())
      const history = await attribution.bindingsOfCustomers(cx, [acme])
      for (let probe = -1; probe <= hour + 1; probe++) {
        const holding = history.filter(binding => attribution.holdsAt(binding, at(probe)))
        expect(holding.map(binding => binding.partner as string)).toEqual([plainly(acts, probe) ?? []].flat())
      }
      expect(await attribution.verify(cx)).toEqual([])
      await database.close()
    }),
    runs(25),
  )
})

test('a file of bindings taken twice, in any order and in any parts, ends at the same bindings', async () => {
  const span = fc.record({ gap: fc.integer({ min: 0, max: 3 }), length: fc.integer({ min: 1, max: 5 }), partner })
  await fc.assert(
    fc.asyncProperty(
      fc.array(span, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.nat(),
      async (spans, open, seed) => {
        let hour = 0
        const rows = spans.map(({ gap, length, partner }, n) => {
          const from = hour + gap
          hour = from + length
          const until = open && n === spans.length - 1 ? null : at(hour)
          return { customer: 'acme', partner, program: 'copernica', from: at(from), until }
        })
        const database = await town()
        const take = (part: typeof rows) =>
          act(database, at(LAST).toISOString(), cx => attribution.importBindings(cx, part))
        const cut = seed % (rows.length + 1)
        const turned = [...rows.slice(cut), ...rows.slice(0, cut)]
        for (const part of [turned.slice(0, cut), turned.slice(cut), rows])
          expect(await take(part)).toMatchObject({ ok: true, value: { errors: [] } })
        const kept = await attribution.bindingsOfCustomers(looking(database, at(LAST).toISOString()), [acme])
        expect(kept.map(({ partner, from, until }) => [partner, from, until])).toEqual(
          rows.map(({ partner, from, until }) => [partner, from, until]),
        )
        await database.close()
      },
    ),
    runs(25),
  )
})

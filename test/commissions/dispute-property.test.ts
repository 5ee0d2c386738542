import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as commissions from '#commissions/index.ts'
import * as ledger from '#ledger/index.ts'
import * as payouts from '#payouts/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'
import { runs } from '../support/property.ts'
import { p, scene } from './scene.ts'

const brightwave = p('brightwave')
const step = fc.record({
  do: fc.constantFrom('pay', 'pay', 'credit', 'open', 'open', 'answer', 'pay-out', 'confirm', 'send-back'),
  which: fc.nat(2),
  minor: fc.integer({ min: 1, max: 6_000 }),
})

test('invariant 9, M20: whatever is paid, refunded, questioned, answered and paid out, every cent is in one place, held money is some open question’s, and asking costs nobody anything', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async steps => {
      const database = await freshDatabase()
      const town = scene(database)
      await town.partner('2025-01-01T00:00:00Z', 'brightwave')
      await town.customer('2025-01-01T00:00:00Z', 'acme')
      await town.select('2025-01-01T00:00:00Z', 'acme', 'brightwave')
      for (const i of [0, 1, 2]) await town.invoice('2025-01-10T00:00:00Z', `I-${i}`, 'acme', '100.05')
      const open = new Map<string, number>()
      for (const [n, { do: what, which, minor }] of steps.entries()) {
        const at = `2025-02-${String(n + 1).padStart(2, '0')}T00:00:00Z`
        const net = (minor / 100).toFixed(2)
        const cause = `invoice:I-${which}`
        if (what === 'pay') await town.payment(at, `P-${n}`, `I-${which}`, net)
        if (what === 'credit') await town.credit(at, `C-${n}`, 'acme', net, 'EUR', { invoice: `I-${which}` })
        if (what === 'open') {
          const opened = await act(database, at, cx =>
            commissions.openDispute(cx, { partner: brightwave, cause, text: 'Why?' }),
          )
          expect(opened.ok).toBe(!open.has(cause))
          if (opened.ok) open.set(cause, opened.value.id)
        }
        const dispute = open.get(cause)
        if (what === 'answer' && dispute !== undefined) {
          const outcome = minor % 2 ? ('granted' as const) : ('declined' as const)
          await act(database, at, cx => commissions.answerDispute(cx, { dispute, outcome, text: 'So.' }))
          open.delete(cause)
        }
        if (what === 'pay-out')
          await act(database, at, cx => payouts.preparePayout(cx, { run: `R-${n}`, by: 'ann@example.com' }))
        const [last] = await payouts.runsOf(looking(database, at), { limit: 1 })
        if (last && what === 'send-back') await act(database, at, cx => payouts.rejectPayment(cx, { run: last.run }))
        if (last && what === 'confirm') {
          await act(database, at, cx => payouts.approvePayout(cx, { run: last.run, by: 'bob@example.com' }))
          await act(database, at, cx => payouts.settlePayout(cx, { run: last.run }))
        }
      }
      const cx = looking(database, '2025-12-31T00:00:00Z')
      const [b] = await ledger.balancesOf(cx, brightwave)
      const { entries } = await town.earnings('brightwave')
      const accrued = entries.reduce((sum, e) => sum + BigInt(e.amount.replace('.', '')), 0n)
      if (!b) throw new Error('there is a balance')
      expect(b.pending + b.payable + b.held + b.inPayment + b.paid).toBe(accrued)
      expect(b.held >= 0n && b.pending >= 0n).toBe(true)
      const standing = await ledger.standing(
        cx,
        [0, 1, 2].map(i => `invoice:I-${i}`),
      )
      for (const [cause, lines] of standing) {
        const held = lines.filter(l => l.account.endsWith(':Held')).reduce((sum, l) => sum + l.net, 0n)
        expect(held >= 0n && (held === 0n || open.has(cause))).toBe(true)
      }
      for await (const finding of ledger.verify(cx)) expect(finding).toMatchObject({ ok: true })
      for await (const finding of payouts.verifyPayouts(cx)) expect(finding).toMatchObject({ ok: true })
      expect(await commissions.verify(cx)).toEqual([])
    }),
    runs(8),
  )
})

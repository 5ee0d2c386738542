/**
 * Seeded random years at the ledger's level: invoices, payments, refunds, disputes and payouts of several partners and
 * currencies, each posted as the difference to a target, with months closed on the way and journals reversed and put
 * right again. The invariants of money.md section 9 are held after every step.
 */
import { expect, test } from 'vitest'
import { connect, type Database } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Currency, roundDiv, share } from '#kernel/money.ts'
import { addDays, type Day, dayOf, firstDay, lastDay, monthOf, nextMonth } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import { act, looking, within } from '../support/database.ts'
import { SEED } from '../support/property.ts'
import {
  BANK,
  day,
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
  textOf,
} from './books.ts'
import { readHledger } from './hledger-reader.ts'

const PARTNERS = ['brightwave', 'northlight', 'öz & co'] as PartnerId[]
const RUNS = Math.max(1, Math.round(3 * Number(process.env.RUNS ?? '1')))
const STEPS = 160

/** mulberry32: the same numbers for the same seed on every machine. */
function dice(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  return { below, pick }
}

type Invoice = {
  id: string
  partner: PartnerId
  currency: Currency
  net: bigint
  refunded: bigint
  paid: bigint
  ppm: bigint
  n: number
}
class Town {
  readonly invoices: Invoice[] = []
  readonly paidOut = new Map<string, bigint>()
  today: Day = day('2025-01-01')
  readonly database: Database
  constructor(database: Database) {
    this.database = database
  }
  get at(): string {
    return `${this.today}T12:00:00.000Z`
  }
  get cx() {
    return looking(this.database, this.at)
  }
}

const targetOf = (i: Invoice) => {
  const basis = i.net > i.refunded ? i.net - i.refunded : 0n
  const accrued = share(basis, i.ppm)
  const covered = i.paid < basis ? i.paid : basis
  return { accrued, matured: basis === 0n ? 0n : roundDiv(accrued * covered, basis) }
}

/** Brings what stands for the invoice to its target: what commissions do, in a few lines. */
async function settle(town: Town, invoice: Invoice): Promise<void> {
  const target = targetOf(invoice)
  const cause = `invoice:${invoice.id}`
  await within(town.database, town.at, async cx => {
    const lines = (await ledger.standing(cx, [cause])).get(cause) ?? []
    const sum = (...accounts: string[]) =>
      lines.filter(l => accounts.includes(l.account)).reduce((s, l) => s + l.net, 0n)
    const own = (pocket: 'Held' | 'InPayment') => ledger.partnerAccount(invoice.partner, pocket)
    const matured = sum(payable(invoice.partner), own('Held'))
    const accrued = matured + sum(pending(invoice.partner))
    const legs = [
      ...move(target.accrued - accrued, EXPENSE, pending(invoice.partner), invoice.currency),
      ...move(target.matured - matured, pending(invoice.partner), payable(invoice.partner), invoice.currency),
    ]
    if (legs.length === 0) return
    invoice.n += 1
    const detail = { partner: invoice.partner, accrued: String(target.accrued), matured: String(target.matured) }
    await ledger.post(cx, [
      { key: `settle:${cause}:${invoice.n}`, kind: 'settle', cause, effective: town.today, detail, legs },
    ])
  })
}
const move = (minor: bigint, from: string, to: string, currency: Currency) =>
  minor === 0n ? [] : minor > 0n ? [leg(from, to, minor, currency)] : [leg(to, from, -minor, currency)]

/** Pays everything payable of a partner in one currency: reserved, then confirmed or rejected by the bank. */
async function payOut(
  town: Town,
  partner: PartnerId,
  currency: Currency,
  run: number,
  rejected: boolean,
): Promise<void> {
  const due = (await ledger.balancesOf(town.cx, partner)).find(b => b.currency === currency)?.payable ?? 0n
  if (due <= 0n) return
  const key = `payout:${run}:${partner}:${currency}`
  const post = (suffix: string, debit: string, credit: string) =>
    within(town.database, town.at, cx =>
      ledger.post(cx, [
        {
          key: key + suffix,
          kind: 'payout',
          cause: key,
          effective: town.today,
          detail: { partner },
          legs: [leg(debit, credit, due, currency)],
        },
      ]),
    )
  await post('', payable(partner), inPayment(partner))
  if (rejected) await post(':back', inPayment(partner), payable(partner))
  else {
    await post(':done', inPayment(partner), BANK)
    town.paidOut.set(`${partner} ${currency}`, (town.paidOut.get(`${partner} ${currency}`) ?? 0n) + due)
  }
}

async function holdsTrue(town: Town): Promise<void> {
  for (const partner of PARTNERS) {
    const balances = await ledger.balancesOf(town.cx, partner)
    for (const { currency, pending: pend, payable: pay, held, inPayment: transit, paid } of balances) {
      const mine = town.invoices.filter(i => i.partner === partner && i.currency === currency)
      const accrued = mine.reduce((sum, i) => sum + targetOf(i).accrued, 0n)
      const matured = mine.reduce((sum, i) => sum + targetOf(i).matured, 0n)
      // Invariant 9, and with it 6 and 10: what was earned is somewhere, once, and due only when the customer paid.
      expect(paid + transit + held + pay + pend).toBe(accrued)
      expect(pend).toBe(accrued - matured)
      expect(paid).toBe(town.paidOut.get(`${partner} ${currency}`) ?? 0n)
      // Invariant 14: nothing is left on its way.
      expect(transit).toBe(0n)
    }
  }
}

test.each(
  Array.from({ length: RUNS }, (_, i) => SEED + i),
)('a random year holds every promise (SEED=%d)', async seed => {
  const { below, pick } = dice(seed)
  const database = await connect({ url: ':memory:' })
  await migrate(database)
  const town = new Town(database)
  let open = month('2025-01')
  for (let step = 0; step < STEPS; step++) {
    town.today = addDays(town.today, below(5))
    const invoice = town.invoices.length > 0 ? pick(town.invoices) : undefined
    const chance = below(100)
    if (chance < 30 || !invoice) {
      const partner = pick(PARTNERS)
      const currency = pick([EUR, EUR, JPY, KWD])
      town.invoices.push({
        id: `I${step}`,
        partner,
        currency,
        net: BigInt(1 + below(10_000_000)),
        refunded: 0n,
        paid: 0n,
        ppm: BigInt(pick([100_000, 83_500, 181_844, 1])),
        n: 0,
      })
      await settle(town, town.invoices.at(-1) as Invoice)
    } else if (chance < 60) {
      invoice.paid += BigInt(1 + below(Number(invoice.net)))
      await settle(town, invoice)
    } else if (chance < 78) {
      // Sometimes all that is left, sometimes more than there is.
      invoice.refunded += below(3) === 0 ? invoice.net : BigInt(1 + below(Number(invoice.net)))
      await settle(town, invoice)
      await settle(town, invoice)
    } else if (chance < 85) {
      await payOut(town, pick(PARTNERS), pick([EUR, JPY, KWD]), step, below(3) === 0)
    } else if (chance < 92) {
      // A journal is found wrong: reversed, once, and the cause settled again to its target.
      const [journal] = await ledger.journals(town.cx, { limit: 1, cause: `invoice:${invoice.id}` })
      if (journal && journal.reverses === null) {
        const done = await act(database, town.at, cx => ledger.reverse(cx, journal.id, 'found wrong'))
        expect(done.ok).toBe(true)
        await settle(town, invoice)
      }
    } else if (monthOf(town.today) > nextMonth(open)) {
      expect((await act(database, town.at, cx => ledger.closePeriod(cx, open))).ok || step === 0).toBe(true)
      open = nextMonth(open)
    }
    await holdsTrue(town)
    if (step % 40 === 39) await expectSound(town.cx)
  }
  const net = await netOf(town.cx)
  expect(readHledger(await textOf(ledger.exportHledger(town.cx))).balances).toEqual(net)
  for (const currency of [EUR, JPY, KWD]) {
    const sum = [...net].filter(([name]) => name.startsWith(currency)).reduce((total, [, minor]) => total + minor, 0n)
    expect(sum).toBe(0n)
  }
  // Invariant 11: each month opens where the one before it closed.
  const closed = (await ledger.periods(town.cx)).filter(p => p.closedAt !== null).map(p => p.month)
  for (const each of closed) {
    for (const account of await ledger.partnersIn(town.cx, each)) {
      const before = await ledger.partnerMonth(town.cx, account.owner as PartnerId, each)
      expect(before.find(a => a.code === account.code && a.currency === account.currency)).toMatchObject({
        opening: account.opening,
        closing: account.closing,
      })
    }
    expect(firstDay(each) < lastDay(each) && dayOf(new Date(town.at), 'UTC') > lastDay(each)).toBe(true)
  }
  await database.close()
})

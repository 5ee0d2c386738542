/** Words shared by the ledger's tests: drafts in one line, and everything read back that could be wrong. */
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Cx, Database } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import { commissionExpense, type Draft, partnerAccount } from '#ledger/index.ts'
import * as ledger from '#ledger/index.ts'

export const EUR = 'EUR' as Currency
export const JPY = 'JPY' as Currency
export const KWD = 'KWD' as Currency
export const brightwave = 'brightwave' as PartnerId
export const northlight = 'northlight' as PartnerId
export const EXPENSE = commissionExpense('main')
export const BANK = 'Assets:Bank:Payout'
export const pending = (partner: string) => partnerAccount(partner, 'Pending')
export const payable = (partner: string) => partnerAccount(partner, 'Payable')
export const inPayment = (partner: string) => partnerAccount(partner, 'InPayment')
export const day = (text: string) => text as Day
export const month = (text: string) => text as Month

export const leg = (debit: string, credit: string, minor: bigint | number, currency: Currency = EUR) => ({
  debit,
  credit,
  amount: money(BigInt(minor), currency),
})

/** A journal of one cause; without legs it accrues 10.00 EUR for brightwave. */
export const draft = (key: string, effective: string, legs = [leg(EXPENSE, pending(brightwave), 1_000)]): Draft => ({
  key,
  kind: 'settle',
  cause: `invoice:${key}`,
  effective: day(effective),
  detail: {
    partner: brightwave,
    customer: 'acme',
    program: 'main',
    ppm: '100000',
    basis: '10000',
    cause: `invoice:${key}`,
  },
  legs,
})

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

export async function findings(cx: Cx): Promise<ledger.Finding[]> {
  const all: ledger.Finding[] = []
  for await (const each of ledger.verify(cx)) all.push(each)
  return all
}

export async function expectSound(cx: Cx): Promise<void> {
  expect((await findings(cx)).filter(f => !f.ok)).toEqual([])
}

/** Every row of the posted tables as text, in order: what must never change once it is there. */
export async function postedRows(database: Database): Promise<{ journals: string[]; transfers: string[] }> {
  const journals = await database.read.all<{ row: string }>(
    sql`select json_array(id, key, kind, cause, effective_date, posted_at, period_id, reverses_id, legs, detail, hex(prev_hash),
          hex(hash)) as row from journal order by id`,
  )
  const transfers = await database.read.all<{ row: string }>(
    sql`select json_array(id, journal_id, leg, debit_id, credit_id, amount, currency, period_id, effective_date) as row
        from transfer order by id`,
  )
  return { journals: journals.map(r => r.row), transfers: transfers.map(r => r.row) }
}

/** Balances as `currency account` to debits less credits; accounts at zero are left out, as hledger does. */
export async function netOf(cx: Cx, at?: Date): Promise<Map<string, bigint>> {
  const rows = await ledger.trialBalance(cx, at)
  return new Map(
    rows.filter(r => r.debits !== r.credits).map(r => [`${r.currency} ${r.account}`, r.debits - r.credits]),
  )
}

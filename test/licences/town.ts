import * as attribution from '#attribution/index.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { type Currency, type Money, parseMoney } from '#kernel/money.ts'
import type { Day, Month } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import * as licences from '#licences/index.ts'
import * as partners from '#partners/index.ts'
import { act, freshDatabase, looking } from '../support/database.ts'

export const NEW_YEAR = '2025-01-01T00:00:00Z'
export const MARCH = '2025-03-10T10:00:00Z'
export const APRIL = '2025-04-01T06:00:00Z'
export const brightwave = 'brightwave' as PartnerId
export const nova = 'nova' as PartnerId
export const acme = 'acme' as CustomerId
export const zuivel = 'zuivel' as CustomerId
export const day = (text: string) => text as Day
export const month = (text: string) => text as Month

export function amount(text: string, currency = 'EUR'): Money {
  const parsed = parseMoney(text, currency as Currency)
  if (!parsed.ok) throw new Error(`${text} ${currency}: ${parsed.refusal}`)
  return parsed.value
}

/** Two partners that hold the licence, and two customers, since New Year. */
export async function town(program = 'copernica', made?: Database): Promise<Database> {
  const database = made ?? (await freshDatabase())
  for (const [id, name] of [
    ['brightwave', 'Brightwave'],
    ['nova', 'Nova'],
  ] as const)
    await act(database, NEW_YEAR, cx => partners.addPartner(cx, { id, name, program, domain: `${id}.example` }))
  for (const [id, name] of [
    ['acme', 'Acme'],
    ['zuivel', 'Zuivel'],
  ] as const)
    await act(database, NEW_YEAR, cx => attribution.addCustomer(cx, { id, name, domain: `${id}.nl` }))
  return database
}

export const open = (
  database: Database,
  at: string,
  wish: Partial<licences.AccountWish> & { account: string },
  actor?: Actor,
) =>
  act(
    database,
    at,
    cx =>
      licences.openAccount(cx, {
        partner: brightwave,
        customer: wish.kind === undefined || wish.kind === 'customer' ? acme : undefined,
        brand: 'vendor',
        listNet: amount('49.00'),
        ...wish,
      }),
    actor,
  )

export const bill = (database: Database, at: string, period: string, actor?: Actor) =>
  act(database, at, cx => licences.billLicences(cx, month(period)), actor)

/** What a partner was charged and owes, in words. */
export const owes = async (database: Database, at: string, partner = brightwave, until?: Date) =>
  (await licences.chargesOf(looking(database, at), partner, until)).map(
    row => `${row.currency} ${row.charged} open ${row.open}`,
  )

/** Every account of the books with its balance, in words. */
export const books = async (database: Database, at: string) =>
  (await ledger.trialBalance(looking(database, at))).map(row => `${row.account} ${row.currency} ${row.balance}`)

import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { Currency } from '#kernel/money.ts'
import { dayOf, type Month } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as ledger from '#ledger/index.ts'
import * as outbox from '#outbox/index.ts'
import { listPrograms } from '#programs/index.ts'
import { documentOf } from './document.ts'
import { hashOf, headText } from './issued.ts'
import { hasEnded } from './month-end.ts'
import { partiesOf } from './particulars.verbs.ts'
import { currenciesOf, figuresOf, type Head } from './statement.ts'
import * as store from './store.ts'
import { vatJournal } from './vat-journal.ts'

export type Closed = {
  readonly month: Month
  /** Every month this close has closed, the asked one last. */
  readonly months: readonly Month[]
  /** How many statements were issued in all of them. */
  readonly statements: number
  /** The chain's head at the close, hexadecimal: worth keeping where nobody can change it. */
  readonly head: string
}
type CloseRefusal = 'not-allowed' | 'period-closed' | 'period-not-ended'

/**
 * The month's end, for the finance staff: closes every earlier open month in order and then this one, and issues a
 * statement for each partner and currency in which anything moved or was open: its number, figures and parties. The lines
 * are written by `writeBodies`, for which a job is left. Refuses `period-closed`, and `period-not-ended` while the month is
 * not over in every program's time zone. All in the caller's one transaction.
 */
export async function closeMonth(cx: Cx, month: Month): Promise<Result<Closed, CloseRefusal>> {
  const asked = await monthsToClose(cx, month)
  if (!asked.ok) return asked
  const months = asked.value
  const issued: Issued[] = []
  let head = ''
  for (const each of months) {
    const closing = await ledger.closePeriod(cx, each)
    assert(closing.ok && closing.value.head !== null, 'months are closed in order')
    head = closing.value.head
    issued.push(...(await issueStatements(cx, closing.value)))
    await outbox.enqueue(cx, 'statements.issued', each, { key: `statements.issued:${each}` })
  }
  // The tax of a paper is posted when it is issued, after the month it is about: it is no part of what it taxes.
  await ledger.post(
    cx,
    issued.flatMap(one => vatJournal(one.head, one.tax, dayOf(cx.now, 'UTC')) ?? []),
  )
  return ok({ month, months, statements: issued.length, head })
}

/** The months that a close of this one would close, in order, or why it would be refused. Changes nothing. */
export async function monthsToClose(cx: Cx, month: Month): Promise<Result<Month[], CloseRefusal>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const months = await ledger.monthsBefore(cx, month)
  if (months.length === 0) return refuse('period-closed')
  const zones = (await listPrograms(cx)).map(program => program.timeZone)
  return hasEnded(month, cx.now, zones) ? ok(months) : refuse('period-not-ended')
}

export type ClosePreview = {
  readonly months: readonly Month[]
  /** At most so many: a currency in which nothing moved and nothing stands has none. */
  readonly statements: number
  readonly selfBilled: number
}

/** What a close of this month would do, told beforehand. Changes nothing. */
export async function closePreview(cx: Cx, month: Month): Promise<Result<ClosePreview, CloseRefusal>> {
  const asked = await monthsToClose(cx, month)
  if (!asked.ok) return asked
  const partners = await ledger.partnersWithBooks(cx, month)
  const agreed = await partiesOf(cx, [...new Set(partners.map(one => one.partner))])
  const billed = partners.filter(one => agreed.get(one.partner)?.agreement)
  return ok({
    months: asked.value,
    statements: partners.length * asked.value.length,
    selfBilled: billed.length * asked.value.length,
  })
}

type Issued = { readonly head: Head; readonly tax: bigint }

async function issueStatements(cx: Cx, closing: ledger.Closing): Promise<Issued[]> {
  const { month: period, closedAt, head, lastJournal } = closing
  assert(closedAt && head !== null && lastJournal !== null, 'a statement is of a closed month')
  const accounts = Map.groupBy(await ledger.partnersIn(cx, period), account => account.owner)
  const pairs = byOwner(closing.pairs)
  const partners = [...accounts.keys()].filter(partner => currenciesOf(accounts.get(partner) ?? []).length > 0)
  if (partners.length === 0) return []
  const parties = await partiesOf(cx, partners)
  const numbers = await store.nextNumbers(cx, partners)
  const common = { issuedAt: closedAt.toISOString(), chain: { journal: lastJournal, head } }
  const issued = partners.flatMap(partner => {
    const mine = accounts.get(partner) ?? []
    const [first, party] = [numbers.get(partner), parties.get(partner)]
    assert(first !== undefined && party, 'a partner has its series')
    return currenciesOf(mine).map((currency, n): Issued => {
      const about = { partner, period, currency }
      const inCurrency = <T extends { readonly currency: Currency }>(list: readonly T[]) =>
        list.filter(one => one.currency === currency)
      const figures = figuresOf(about, inCurrency(mine), inCurrency(pairs.get(partner) ?? []))
      const { document, tax } = documentOf(party, figures.matured, currency)
      return { head: { format: 2, ...about, ...figures.texts, number: first + n, ...common, document }, tax }
    })
  })
  await store.keepStatements(
    cx,
    issued.map(({ head }) => {
      const text = headText(head)
      return { ...head, head: text, hash: hashOf(text) }
    }),
  )
  return issued
}

/** What moved, by each partner it touched; money between two partners belongs to both. */
function byOwner(pairs: readonly ledger.PairMonth[]): Map<string, ledger.PairMonth[]> {
  const owned = new Map<string, ledger.PairMonth[]>()
  for (const pair of pairs) {
    for (const owner of new Set([pair.debitOwner, pair.creditOwner])) {
      if (owner === null) continue
      const list = owned.get(owner)
      if (list) list.push(pair)
      else owned.set(owner, [pair])
    }
  }
  return owned
}

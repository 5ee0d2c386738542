import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId, ProgramKey } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import { type Day, dayOf } from '#kernel/period.ts'
import type { Terms, TermsBody } from '#programs/index.ts'
import type { Book } from './claim.ts'
import { factsFor } from './settle.verbs.ts'
import { targetOf } from './target.ts'

/** Draft terms of one program, from a day on (null: always); what was published for later is left out of account. */
export type TermsOverride = { readonly program: ProgramKey; readonly from: Day | null; readonly body: TermsBody }
/** What would stand for a partner in a program and a currency, in minor units, and how many entries make it (those of nothing too). */
export type Standing = {
  readonly partner: PartnerId
  readonly program: ProgramKey
  readonly currency: Currency
  readonly accrued: bigint
  readonly matured: bigint
  readonly entries: number
}

/**
 * What would stand for these causes today by other terms, or by those that hold (`override` null): one row a partner, program
 * and currency, sorted. `span` leaves out what was earned on other days, both ends included. All facts and all programs have
 * their say, as in settling, and nothing is posted (G10). Take at most 5,000 causes at a time and add the rows up.
 */
export async function targetsWith(
  cx: Cx,
  causes: readonly string[],
  override: TermsOverride | null,
  span: { readonly from?: Day; readonly until?: Day } = {},
): Promise<Standing[]> {
  assert(isStaff(cx.actor), 'only the house and its staff look at other terms')
  const wanted = new Set(causes)
  const facts = await factsFor({ ...cx, actor: { kind: 'system' } }, causes, book => withTerms(book, override))
  const rows = new Map<string, Standing>()
  for (const { id, cause, claims } of facts) {
    if (!cause || !wanted.has(id)) continue
    for (const { partner, program, timeZone, ppm, terms, rule, reason, day } of claims) {
      if ((span.from !== undefined && day < span.from) || (span.until !== undefined && day > span.until)) continue
      const conditions = { timeZone, ppm, payable: terms.payable, base: rule.base }
      const target = reason === null ? targetOf(cause, conditions, dayOf(cx.now, timeZone)) : null
      const { currency } = cause.own.net
      const key = `${partner} ${program} ${currency}`
      const row = rows.get(key) ?? { partner, program, currency, accrued: 0n, matured: 0n, entries: 0 }
      rows.set(key, {
        ...row,
        accrued: row.accrued + (target?.accrued ?? 0n),
        matured: row.matured + (target?.matured ?? 0n),
        entries: row.entries + 1,
      })
    }
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function withTerms(book: Book, override: TermsOverride | null): Book {
  const known = override && book.programs.get(override.program)
  if (!override || !known) return book
  const { program, from, body } = override
  const before = known.terms.filter(terms => from !== null && (terms.from === null || terms.from < from))
  const version = known.terms.reduce((max, terms) => Math.max(max, terms.version), 0) + 1
  const draft: Terms = { ...body, program, version, from }
  return { ...book, programs: new Map(book.programs).set(program, { ...known, terms: [...before, draft] }) }
}

/** Where is the money? Accounts and transfers, append-only and chained; every balance is what the transfers say. */
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId } from '#kernel/id.ts'
import { canonical } from '#kernel/json.ts'
import type { Currency } from '#kernel/money.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { isAccountCode, partnerAccount } from './account.ts'
import { natural, type PartnerBalance, partnerBalances, type Standing, standingOf } from './balance.ts'
import { asPosted, checkDraft, type Draft, type Journal, reversalOf, sealed } from './journal.ts'
import { maySee } from './period.verbs.ts'
import { type AccountName, accountIds, closedThrough, headOf, keepJournals, openMonths } from './post.store.ts'
import * as store from './store.ts'

export {
  type AccountKind,
  accountPart,
  BANK,
  commissionExpense,
  idOfPart,
  LICENCE_DISCOUNT,
  LICENCE_LIST,
  type PartnerPocket,
  partnerAccount,
  resellerReceivable,
} from './account.ts'
export type { PartnerBalance, Standing } from './balance.ts'
export { type Finding, guards, verify } from './doctor.verbs.ts'
export { exportCsv, exportHledger } from './export.verbs.ts'
export type { Draft, Journal, Leg } from './journal.ts'
export { type Receivable, receivablesOf } from './receivable.verbs.ts'
export {
  type AccountMonth,
  type Closing,
  closePeriod,
  lastPayable,
  type Movement,
  monthsBefore,
  movementsOf,
  openPeriodFor,
  type PairMonth,
  type Period,
  partnerMonth,
  partnersIn,
  partnersWithBooks,
  periods,
} from './period.verbs.ts'

/**
 * Posts journals in the order given, all or nothing with the caller's transaction. Accounts are made on first use; a
 * fact of a closed month goes to the earliest open one. A used key, a closed month or another writer's journal in
 * between surface as the database's own refusal (`key used`, `period not open`, `chain broken`).
 */
export async function post(cx: Cx, drafts: readonly Draft[]): Promise<Journal[]> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff post')
  if (drafts.length === 0) return []
  const names = accountNames(drafts)
  const head = await headOf(cx)
  const closed = await closedThrough(cx)
  const postedAt = cx.now.toISOString()
  let { id, hash } = head
  const journals = drafts.map(draft => {
    const place = { id: id + 1, previous: hash, postedAt, closedThrough: closed }
    const journal = sealed(draft, canonical(draft.detail), place)
    id = journal.id
    hash = journal.hash
    return journal
  })
  await openMonths(cx, [...new Set(journals.map(j => j.period))])
  await keepJournals(cx, journals, await accountIds(cx, names))
  return journals.map((journal, i) => asPosted(drafts[i], journal, cx.now))
}

/** Undoes a journal by another with its legs swapped, once. Balances and what stands for its cause are as before it. */
export async function reverse(
  cx: Cx,
  id: number,
  reason: string,
): Promise<Result<Journal, 'not-allowed' | 'unknown-journal' | 'already-reversed'>> {
  if (!isStaff(cx.actor, 'finance')) return refuse('not-allowed')
  const [journal] = await store.journalsOf(cx, [id])
  if (!journal) return refuse('unknown-journal')
  if (await store.isReversed(cx, id)) return refuse('already-reversed')
  const [reversal] = await post(cx, [reversalOf(journal, reason)])
  assert(reversal, 'what was posted is told')
  return ok(reversal)
}

/** What stands for each cause, by effective day and account, in the account's natural sign; zeros are left out. */
export async function standing(cx: Cx, causes: readonly string[]): Promise<Map<string, Standing[]>> {
  assert(isStaff(cx.actor, 'finance'), 'only the house and its finance staff see what stands for a cause')
  return standingOf(causes, await store.postingsOfCauses(cx, causes))
}

export type CauseStanding = {
  readonly cause: string
  readonly partner: string
  readonly earned: bigint
  readonly payable: bigint
}

/** For the doctor: what stands for each cause with each partner, earned at all and of that payable or held; in minor units. */
export async function standingSums(cx: Cx, causes: readonly string[]): Promise<CauseStanding[]> {
  assert(isStaff(cx.actor), 'only the house and its staff see what stands for a cause')
  const rows = await store.sumsOfCauses(cx, causes)
  return rows.map(([cause, partner, earned, payable]) => ({
    cause,
    partner,
    earned: BigInt(earned),
    payable: BigInt(payable),
  }))
}

/** A partner's balances in minor units, a row a currency; `at`: as posted by that instant. [] for who may not see them. */
export async function balancesOf(cx: Cx, partner: PartnerId, at?: Date): Promise<PartnerBalance[]> {
  if (!maySee(cx, partner)) return []
  const codes = (['Pending', 'Payable', 'Held', 'InPayment'] as const).map(pocket => partnerAccount(partner, pocket))
  const sums = at === undefined ? await store.countersOf(cx, codes) : await store.derivedOf(cx, codes, at)
  return partnerBalances(sums, await store.paidTo(cx, partner, at ?? null))
}

/** What the accounts of these codes hold now, a row an account and currency, in its natural sign; accounts never used are left out. */
export async function accountBalances(
  cx: Cx,
  codes: readonly string[],
): Promise<{ account: string; currency: Currency; balance: bigint }[]> {
  assert(isStaff(cx.actor), 'only the house and its staff read accounts by code')
  return (await store.countersOf(cx, codes)).map(({ account, currency, kind, debits, credits }) => ({
    account,
    currency,
    balance: natural(kind, debits, credits),
  }))
}

export type TrialRow = store.AccountSums & { readonly balance: bigint }

/** Every account with its debits, credits and balance (in its natural sign), sorted by code and currency. */
export async function trialBalance(cx: Cx, at?: Date): Promise<TrialRow[]> {
  assert(isStaff(cx.actor), 'only the house and its staff see the whole ledger')
  const sums = await store.allSums(cx, at ?? null)
  const rows = sums.map(s => ({ ...s, balance: natural(s.kind, s.debits, s.credits) }))
  return rows.sort((a, b) => (`${a.account} ${a.currency}` < `${b.account} ${b.currency}` ? -1 : 1))
}

/** A page of journals with their legs, the newest first unless asked otherwise; `after` is the last id of the page before. */
export async function journals(
  cx: Cx,
  page: { after?: number; limit: number; cause?: string; order?: 'newest' | 'oldest' },
): Promise<Journal[]> {
  assert(isStaff(cx.actor), 'only the house and its staff read the journal')
  const { after = null, limit, cause = null, order = 'newest' } = page
  return store.journalPage(cx, { after, limit, cause, newest: order === 'newest' })
}

function accountNames(drafts: readonly Draft[]): AccountName[] {
  const names = new Map<string, AccountName>()
  for (const draft of drafts) {
    checkDraft(draft)
    for (const { debit, credit, amount } of draft.legs) {
      for (const code of [debit, credit]) {
        const name = amount.currency + code
        if (!names.has(name)) names.set(name, [code, amount.currency])
      }
    }
  }
  for (const [code] of names.values()) assert(isAccountCode(code), `an account's code is plain: ${code}`)
  return [...names.values()]
}

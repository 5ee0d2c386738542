import { type Currency, exponentOf, formatMoney, money } from '#kernel/money.ts'
import { type AccountKind, accountPart, ownerOf } from './account.ts'
import type { Journal } from './journal.ts'

const TYPE: Readonly<Record<AccountKind, string>> = {
  asset: 'A',
  liability: 'L',
  equity: 'E',
  revenue: 'R',
  expense: 'X',
}

/** A cause or key inside a comment or description: its parts made safe as in an account's name, the colons kept. */
const plain = (text: string): string => text.split(':').map(accountPart).join(':')

/** Commodities and accounts declared, so that `hledger check -s` accepts the rest; the chain's head as a witness. */
export function hledgerHead(
  currencies: readonly Currency[],
  accounts: readonly { code: string; kind: AccountKind }[],
  head: { id: number; hash: string },
): string {
  const lines = [`; last journal: ${head.id}, head: ${head.hash}`, '']
  for (const code of currencies) lines.push(`commodity 1000.${'0'.repeat(exponentOf(code))} ${code}`)
  lines.push('')
  for (const { code, kind } of accounts) lines.push(`account ${code}  ; type:${TYPE[kind]}`)
  return `${lines.join('\n')}\n\n`
}

/**
 * One transaction. The posted date comes first, for hledger checks assertions in date order; `running` holds the
 * partners' balances so far and is moved on, so journals must be written in the order in which they are exported.
 */
export function hledgerJournal(journal: Journal, running: Map<string, bigint>): string {
  const posted = journal.postedAt.toISOString().slice(0, 10)
  const tags = [`cause:${plain(journal.cause)}`, `key:${plain(journal.key)}`, `period:${journal.period}`]
  if (journal.late) tags.push('late:yes')
  if (journal.reverses !== null) tags.push(`reverses:${code(journal.reverses)}`)
  const head = `${posted}=${journal.effective} * (${code(journal.id)}) ${plain(journal.kind)} ${plain(journal.cause)}`
  const lines = [`${head}  ; ${tags.join(', ')}`]
  for (const { debit, credit, amount } of journal.legs) {
    for (const [account, minor] of [
      [debit, amount.minor],
      [credit, -amount.minor],
    ] as const) {
      lines.push(
        `    ${account}  ${formatMoney(money(minor, amount.currency))} ${amount.currency}${assertion(account)}`,
      )
      function assertion(of: string): string {
        if (ownerOf(of) === null) return ''
        const balance = (running.get(amount.currency + of) ?? 0n) + minor
        running.set(amount.currency + of, balance)
        return ` = ${formatMoney(money(balance, amount.currency))} ${amount.currency}`
      }
    }
  }
  return `${lines.join('\n')}\n\n`
}

const code = (id: number): string => `J${String(id).padStart(6, '0')}`

/** A small reader of our own for the exported journal: it believes nothing and is as strict as `hledger check -s ordereddates`. */
import { type Currency, exponentOf, isCurrency } from '#kernel/money.ts'

export type ReadPosting = { account: string; minor: bigint; currency: Currency }
export type ReadTransaction = {
  posted: string
  effective: string
  code: string
  tags: Map<string, string>
  postings: ReadPosting[]
}
export type ReadJournal = { transactions: ReadTransaction[]; balances: Map<string, bigint>; accounts: string[] }

/** Throws at the first line that hledger would refuse; balances leave out accounts at zero. */
export function readHledger(text: string): ReadJournal {
  const commodities = new Map<string, number>()
  const accounts = new Set<string>()
  const balances = new Map<string, bigint>()
  const transactions: ReadTransaction[] = []
  let open: ReadTransaction | null = null
  const fail = (line: string, why: string): never => {
    throw new Error(`${why}: ${line}`)
  }
  const finish = () => {
    if (!open) return
    const sums = new Map<string, bigint>()
    for (const p of open.postings) sums.set(p.currency, (sums.get(p.currency) ?? 0n) + p.minor)
    for (const [currency, sum] of sums) if (sum !== 0n) fail(open.code, `does not balance in ${currency}`)
    transactions.push(open)
    open = null
  }
  for (const line of text.split('\n')) {
    if (!/^[\x20-\x7E]*$/.test(line)) fail(line, 'not plain ASCII')
    const commodity = /^commodity 1000\.(0*) ([A-Z]{3})$/.exec(line)
    const account = /^account ([^ ].*?) {2}; type:[ALERX]$/.exec(line)
    const head = /^(\d{4}-\d{2}-\d{2})=(\d{4}-\d{2}-\d{2}) \* \((J\d{6,})\) ([^;|]*?) {2}; (.*)$/.exec(line)
    const posting = /^ {4}([^ ].*?) {2}(-?[\d.]+) ([A-Z]{3})(?: = (-?[\d.]+) ([A-Z]{3}))?$/.exec(line)
    if (line === '') finish()
    else if (line.startsWith(';')) continue
    else if (commodity) commodities.set(commodity[2] ?? '', commodity[1]?.length ?? 0)
    else if (account) accounts.add(account[1] ?? '')
    else if (head) {
      finish()
      const [, posted = '', effective = '', code = '', , tags = ''] = head
      if (posted < (transactions.at(-1)?.posted ?? '')) fail(line, 'dates are not in order')
      const pairs = tags
        .split(', ')
        .map(tag => [tag.slice(0, tag.indexOf(':')), tag.slice(tag.indexOf(':') + 1)] as const)
      open = { posted, effective, code, tags: new Map(pairs), postings: [] }
    } else if (posting && open) {
      const [, name = '', amount = '', code = '', asserted, assertedCode] = posting
      if (!accounts.has(name)) fail(line, 'account not declared')
      if (!isCurrency(code) || !commodities.has(code)) return fail(line, 'commodity not declared')
      if (commodities.get(code) !== exponentOf(code)) fail(line, 'commodity declared with other decimals')
      const minor = minorOf(amount, code)
      const key = `${code} ${name}`
      const balance = (balances.get(key) ?? 0n) + minor
      balances.set(key, balance)
      open.postings.push({ account: name, minor, currency: code })
      if (asserted !== undefined && (assertedCode !== code || minorOf(asserted, code) !== balance))
        fail(line, 'assertion fails')
    } else fail(line, 'not understood')
  }
  finish()
  for (const [key, balance] of balances) if (balance === 0n) balances.delete(key)
  return { transactions, balances, accounts: [...accounts] }
}

function minorOf(text: string, currency: Currency): bigint {
  const [whole = '', decimals = ''] = text.split('.')
  if (decimals.length !== exponentOf(currency)) throw new Error(`decimals of ${text} ${currency}`)
  return BigInt(whole + decimals)
}

import type { Statement } from './issued.ts'
import type { Balances, Line } from './statement.ts'

/** The words of the paper; a caller may give its own language's. */
export const ENGLISH = {
  locale: 'en',
  title: 'Commission statement',
  number: 'Number',
  partner: 'Partner',
  period: 'Period',
  currency: 'Currency',
  issued: 'Issued',
  opening: 'Opening balance',
  closing: 'Closing balance',
  accruals: 'Earned',
  reversals: 'Reversed',
  matured: 'Became payable',
  payouts: 'Paid out',
  pending: 'Pending',
  payable: 'Payable',
  held: 'Held',
  inPayment: 'In payment',
  total: 'Total',
  cause: 'Cause',
  customer: 'Customer',
  date: 'Date',
  base: 'Base',
  rate: 'Rate',
  accrued: 'Earned',
  paid: 'Paid',
  late: 'late',
  lateItems: 'Late items of closed months',
  lines: 'Lines',
  nothing: 'Nothing moved in this month.',
  chain: 'Ledger head at the close',
  hash: 'SHA-256 of this statement',
}
export type Words = Readonly<Record<keyof typeof ENGLISH, string>>

/** A whole document without script or style of its own, for the browser and for the printer. */
export function statementHtml(statements: readonly Statement[], words: Words = ENGLISH): string {
  const first = statements[0]
  const title = first ? `${words.title} ${first.partner} ${first.period}` : words.title
  return `<!doctype html>
<html lang="${escaped(words.locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body>
<main>
<h1>${escaped(title)}</h1>
${statements.map(s => article(s, words)).join('\n')}
</main>
</body>
</html>
`
}

function article({ paper: p, hash }: Statement, w: Words): string {
  const facts: readonly (readonly [string, string])[] = [
    [w.number, String(p.number)],
    [w.partner, p.partner],
    [w.period, p.period],
    [w.currency, p.currency],
    [w.issued, p.issuedAt.slice(0, 10)],
  ]
  const sums: readonly (readonly [string, string])[] = [
    [w.opening, p.opening.total],
    [w.accruals, p.accruals],
    [w.reversals, p.reversals],
    [w.payouts, p.payouts],
    [w.closing, p.closing.total],
    [w.matured, p.matured],
    [`${w.lateItems} (${p.late.items})`, p.late.accrued],
  ]
  return `<article>
<h2>${escaped(`${w.title} ${p.number}, ${p.currency}`)}</h2>
<dl>${facts.map(([k, v]) => `<dt>${escaped(k)}</dt><dd>${escaped(v)}</dd>`).join('')}</dl>
<table>
<tbody>${sums.map(([k, v]) => `<tr><th scope="row">${escaped(k)}</th><td>${escaped(v)}</td></tr>`).join('')}</tbody>
</table>
<table>
<thead><tr>${['', w.pending, w.payable, w.held, w.inPayment, w.total].map(column).join('')}</tr></thead>
<tbody>${pockets(w.opening, p.opening)}${pockets(w.closing, p.closing)}</tbody>
</table>
<h3>${escaped(w.lines)}</h3>
${p.lines.length === 0 ? `<p>${escaped(w.nothing)}</p>` : table(p.lines, w)}
<footer><p>${escaped(w.chain)}: <code>${p.chain.journal} ${escaped(p.chain.head)}</code></p>
<p>${escaped(w.hash)}: <code>${escaped(hash)}</code></p></footer>
</article>`
}

function table(lines: readonly Line[], w: Words): string {
  const columns = [w.date, w.cause, w.customer, w.base, w.rate, w.accrued, w.matured, w.paid]
  return `<table>
<thead><tr>${columns.map(column).join('')}</tr></thead>
<tbody>
${lines.map(l => row(l, w)).join('\n')}
</tbody>
</table>`
}

function row(l: Line, w: Words): string {
  const cells = [l.customer ?? '', l.base ?? '', l.ratePercent === null ? '' : `${l.ratePercent} %`]
  const amounts = [l.accrued, l.matured, l.paid]
  const cause = `${escaped(l.cause)}${l.late ? ` <em>${escaped(w.late)}</em>` : ''}`
  return `<tr><td>${escaped(l.effective)}</td><td>${cause}</td>${[...cells, ...amounts].map(c => `<td>${escaped(c)}</td>`).join('')}</tr>`
}

const column = (text: string): string => (text === '' ? '<td></td>' : `<th scope="col">${escaped(text)}</th>`)
const pockets = (name: string, b: Balances): string =>
  `<tr><th scope="row">${escaped(name)}</th>${[b.pending, b.payable, b.held, b.inPayment, b.total].map(v => `<td>${escaped(v)}</td>`).join('')}</tr>`

const ENTITY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, c => ENTITY[c] ?? c)

import type { Statement } from './issued.ts'
import { type Cell, type Sheet, sheetOf, type Table } from './statement-sheet.ts'
import { statementWords, type Words } from './statement-words.ts'

/** A whole document without script or style of its own, for the browser and for the printer. */
export function statementHtml(statements: readonly Statement[], words: Words = statementWords('en')): string {
  const sheets = statements.map(statement => sheetOf(statement, words))
  const [first] = sheets
  const title = first?.name ?? words.say('title.statement')
  return `<!doctype html>
<html lang="${words.locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body>
<main>
${sheets.map(article).join('\n')}
</main>
</body>
</html>
`
}

function article(sheet: Sheet): string {
  const pairs = (list: Sheet['facts']) => list.map(([k, v]) => `<dt>${escaped(k)}</dt><dd>${escaped(v)}</dd>`).join('')
  const party = ({ role, lines }: Sheet['parties'][number]) =>
    `<section><h2>${escaped(role)}</h2><address>${lines.map(escaped).join('<br>')}</address></section>`
  const summary = sheet.summary
    .map(({ label, amount, strong }) => {
      const text = escaped(amount)
      return `<tr><th scope="row">${escaped(label)}</th><td>${strong ? `<strong>${text}</strong>` : text}</td></tr>`
    })
    .join('')
  const said = [...sheet.notes, sheet.gross, sheet.account, sheet.empty].filter(text => text !== null)
  return `<article>
<h1>${escaped(sheet.title)}</h1>
<dl>${pairs(sheet.facts)}</dl>
${sheet.parties.map(party).join('\n')}
${said.map(text => `<p>${escaped(text)}</p>`).join('\n')}
<table><tbody>${summary}</tbody></table>
${[...(sheet.taxes ? [sheet.taxes] : []), sheet.pockets, ...sheet.tables].map(table).join('\n')}
<footer><dl>${sheet.seals.map(([k, v]) => `<dt>${escaped(k)}</dt><dd><code>${escaped(v)}</code></dd>`).join('')}</dl></footer>
</article>`
}

function table({ caption, columns, rows, sums }: Table): string {
  const head = columns.map(c => (c.label === '' ? '<td></td>' : `<th scope="col">${escaped(c.label)}</th>`)).join('')
  const foot = sums
    ? `<tfoot><tr>${sums.map((text, n) => (n === 0 ? `<th scope="row">${escaped(text)}</th>` : `<td>${escaped(text)}</td>`)).join('')}</tr></tfoot>`
    : ''
  return `<table>
<caption>${escaped(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map(cells => `<tr>${cells.map(td).join('')}</tr>`).join('\n')}
</tbody>${foot}
</table>`
}

const td = ({ text, small }: Cell): string =>
  `<td>${escaped(text)}${small ? `<br><small>${escaped(small)}</small>` : ''}</td>`

const ENTITY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, c => ENTITY[c] ?? c)

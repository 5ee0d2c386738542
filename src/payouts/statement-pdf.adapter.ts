import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Statement } from './issued.ts'
import { type Sheet, sheetOf, type Table } from './statement-sheet.ts'
import { statementWords, type Words } from './statement-words.ts'

type Pdf = PDFKit.PDFDocument
type Column = { readonly at: number; readonly width: number; readonly number: boolean; readonly label: string }

const [LEFT, RIGHT, TOP, BOTTOM] = [48, 547, 44, 782]
const [INK, QUIET, RULE] = ['#1a1c20', '#5c6370', '#c9cdd4']
/** A page for some forty; what is more stands in the CSV and JSON, for a printed book helps nobody. */
const MAX_ROWS = 5_000
/** What a column of numbers takes at least. */
const LEAST = 56

/** Inside a bundle the sources lie where the process was started. */
function fontFile(name: string): string {
  const beside = fileURLToPath(new URL(`./fonts/${name}`, import.meta.url))
  return existsSync(beside) ? beside : join(process.cwd(), 'src/payouts/fonts', name)
}

/** The statements of a month as one PDF, each beginning a page. The same statements give the same bytes: fonts and dates are fixed, and the fonts' digits are of one width. */
export async function statementPdf(
  statements: readonly Statement[],
  words: Words = statementWords('en'),
): Promise<Uint8Array> {
  const { default: Document } = await import('pdfkit')
  const sheets = statements.map(statement => drawable(sheetOf(statement, words)))
  const issued = new Date(statements[0]?.paper.issuedAt ?? 0)
  const info = {
    Title: sheets[0]?.name ?? '',
    CreationDate: issued,
    ModDate: issued,
    Producer: 'Guildhall',
    Creator: '',
  }
  const doc = new Document({ size: 'A4', margin: 0, bufferPages: true, autoFirstPage: false, info, lang: words.locale })
  doc.registerFont('plain', fontFile('Inter-Regular.ttf')).registerFont('bold', fontFile('Inter-SemiBold.ttf'))
  const bytes = collected(doc)
  const pages: string[] = []
  for (const sheet of sheets) {
    doc.addPage()
    await draw(doc, sheet, words)
    while (pages.length < doc.bufferedPageRange().count) pages.push(sheet.name)
  }
  pages.forEach((name, n) => {
    doc.switchToPage(n)
    const own = pages.filter(other => other === name).length
    const page = n - pages.indexOf(name) + 1
    doc.font('plain').fontSize(7.5).fillColor(QUIET)
    doc.text(fitted(doc, name, 360), LEFT, 800, { lineBreak: false })
    const text = words.say('page', { page, pages: own })
    doc.text(text, RIGHT - doc.widthOfString(text), 800, { lineBreak: false })
  })
  doc.end()
  return bytes
}

/** What the fonts have no letters for. */
const FOREIGN = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]+/gu

/** A text without what cannot be drawn, or question marks where nothing would be left. The CSV and JSON have it all. */
function plainText(text: string): string {
  if (text.search(FOREIGN) < 0) return text
  const rest = text.replace(FOREIGN, ' ').replace(/\s+/g, ' ')
  const tidy = rest.replace(/^[\s·|/-]+|[\s·|/-]+$/g, '')
  return /[\p{L}\p{N}]/u.test(tidy) ? tidy : text.replace(FOREIGN, '?')
}

/** Every text of a sheet as the fonts can draw it. */
const drawable = (sheet: Sheet): Sheet =>
  JSON.parse(JSON.stringify(sheet), (_, value: unknown) =>
    typeof value === 'string' ? plainText(value) : value,
  ) as Sheet

function collected(doc: Pdf): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    doc.on('error', reject)
  })
}

async function draw(doc: Pdf, sheet: Sheet, words: Words): Promise<void> {
  let y = heading(doc, sheet)
  y = parties(doc, sheet, y)
  for (const note of sheet.notes) y = paragraph(doc, note, y)
  y = summary(doc, sheet, y + 10)
  if (sheet.taxes) y = await table(doc, sheet.taxes, y, words)
  for (const line of [sheet.gross, sheet.account]) if (line !== null) y = paragraph(doc, line, y, line === sheet.gross)
  y = await table(doc, sheet.pockets, y, words)
  for (const one of sheet.tables) y = await table(doc, one, y, words)
  if (sheet.empty !== null) y = paragraph(doc, sheet.empty, y)
  seals(doc, sheet, y)
}

function heading(doc: Pdf, sheet: Sheet): number {
  doc.font('bold').fontSize(19).fillColor(INK).text(sheet.title, LEFT, TOP, { width: 300, lineGap: 1 })
  const bottom = doc.y
  let y = TOP + 3
  for (const [label, value] of sheet.facts) {
    doc.font('plain').fontSize(8.5).fillColor(QUIET).text(label, 372, y, { width: 60 })
    doc
      .font('plain')
      .fillColor(INK)
      .text(value, 432, y, { width: RIGHT - 432, align: 'right' })
    y = Math.max(doc.y, y + 12) + 1
  }
  return Math.max(bottom, y) + 14
}

function parties(doc: Pdf, sheet: Sheet, top: number): number {
  const width = 235
  const ends = sheet.parties.map(({ role, lines }, n) => {
    const x = LEFT + n * (RIGHT - LEFT - width)
    doc.font('plain').fontSize(7.5).fillColor(QUIET).text(role, x, top, { width })
    lines.forEach((line, i) => {
      doc
        .font(i === 0 ? 'bold' : 'plain')
        .fontSize(9)
        .fillColor(INK)
        .text(line, x, doc.y + 2, { width })
    })
    return doc.y
  })
  return Math.max(top, ...ends) + 16
}

function paragraph(doc: Pdf, text: string, top: number, strong = false): number {
  const y = roomFor(doc, top, 26)
  doc
    .font(strong ? 'bold' : 'plain')
    .fontSize(9)
    .fillColor(INK)
    .text(text, LEFT, y, { width: RIGHT - LEFT, lineGap: 1.5 })
  return doc.y + 5
}

function summary(doc: Pdf, sheet: Sheet, top: number): number {
  let y = top
  for (const [n, { label, amount, strong }] of sheet.summary.entries()) {
    if (strong && n > 0) y += 4
    if (strong) rule(doc, y - 3)
    doc
      .font(strong ? 'bold' : 'plain')
      .fontSize(9)
      .fillColor(INK)
      .text(label, LEFT, y, { width: 380 })
    right(doc, amount, RIGHT, y)
    y += strong ? 17 : 13
    if (strong) rule(doc, y - 4)
  }
  return y + 8
}

const rule = (doc: Pdf, y: number): void => {
  doc.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.5).strokeColor(RULE).stroke()
}
const right = (doc: Pdf, text: string, edge: number, y: number): void => {
  doc.text(text, edge - doc.widthOfString(text), y, { lineBreak: false })
}

/** Where to go on: here, or at the top of a new page. */
function roomFor(doc: Pdf, y: number, height: number): number {
  if (y + height <= BOTTOM) return y
  doc.addPage()
  return TOP
}

/** Numbers take what they need; the words share the rest, the dates first. */
function columnsOf(doc: Pdf, { columns, rows, sums }: Table): Column[] {
  doc.font('bold').fontSize(8.5)
  const shown = rows.slice(0, MAX_ROWS)
  const needed = columns.map((column, n) => {
    const texts = [column.label, sums?.[n] ?? '', ...shown.map(row => row[n]?.text ?? '')]
    const longest = texts.reduce((a, b) => (b.length > a.length ? b : a), '')
    const width = Math.max(doc.widthOfString(column.label), doc.widthOfString(longest)) + 14
    return column.number ? Math.max(width, LEAST) : width
  })
  const words = columns.findIndex((column, n) => !column.number && (n === 1 || columns[1]?.number))
  const rest = RIGHT - LEFT - needed.reduce((sum, width, n) => (n === words ? sum : sum + width), 0)
  let at = LEFT
  return columns.map((column, n) => {
    const width = n === words ? rest : (needed[n] ?? 0)
    at += width
    return { at: at - width, width, number: column.number === true, label: column.label }
  })
}

async function table(doc: Pdf, given: Table, top: number, words: Words): Promise<number> {
  const columns = columnsOf(doc, given)
  const head = (y: number): number => {
    doc.font('plain').fontSize(7.5).fillColor(QUIET)
    for (const c of columns) cellAt(doc, c, c.label, y)
    rule(doc, y + 12)
    return y + 17
  }
  let y = roomFor(doc, top + 5, 60)
  doc.font('bold').fontSize(10.5).fillColor(INK).text(given.caption, LEFT, y, { lineBreak: false })
  y = head(y + 19)
  for (const [n, row] of given.rows.slice(0, MAX_ROWS).entries()) {
    const height = rowHeight(doc, columns, row)
    // A sum never stands alone at the top of a page.
    const at = roomFor(doc, y, n === given.rows.length - 1 && given.sums ? height + 24 : height)
    y = at === y ? y : head(at)
    for (const [i, c] of columns.entries()) {
      const { text = '', small } = row[i] ?? {}
      doc.font('plain').fontSize(8.5).fillColor(INK)
      if (c.number) cellAt(doc, c, text, y)
      else doc.text(text, c.at, y, { width: c.width - 8 })
      if (!small) continue
      const beside = besideOf(doc, c, text, small)
      const [x, below] = beside === null ? [c.at, doc.y + 1] : [c.at + beside, y + 0.8]
      doc
        .fontSize(7.5)
        .fillColor(QUIET)
        .text(small, x, below, { width: c.at + c.width - 8 - x + 1 })
    }
    y += height
    if (n % 200 === 199) await new Promise(resolve => setImmediate(resolve))
  }
  const left = given.rows.length - MAX_ROWS
  if (left > 0) y = paragraph(doc, words.say('more', { count: left }), y + 4)
  if (given.sums) {
    y = roomFor(doc, y, 24)
    rule(doc, y)
    doc.font('bold').fontSize(8.5).fillColor(INK)
    for (const [i, c] of columns.entries()) cellAt(doc, c, given.sums[i] ?? '', y + 5)
    y += 18
  }
  return y + 6
}

function cellAt(doc: Pdf, { at, width, number }: Column, text: string, y: number): void {
  if (number) right(doc, text, at + width, y)
  else doc.text(text, at, y, { lineBreak: false })
}

function rowHeight(doc: Pdf, columns: readonly Column[], row: Table['rows'][number]): number {
  const heights = columns.map((c, i) => {
    const { text = '', small } = row[i] ?? {}
    if (c.number || text === '') return 0
    const options = { width: c.width - 8 }
    const main = doc.font('plain').fontSize(8.5).heightOfString(text, options)
    return small && besideOf(doc, c, text, small) === null
      ? main + 1 + doc.fontSize(7.5).heightOfString(small, { width: c.width - 8 })
      : main
  })
  return Math.max(11, ...heights) + 3.5
}

/** How far to the right of its text a remark begins; null if it must stand below. */
function besideOf(doc: Pdf, c: Column, text: string, small: string): number | null {
  const from = doc.fontSize(8.5).widthOfString(text) + 6
  const fits = from + doc.fontSize(7.5).widthOfString(small) <= c.width - 9
  doc.fontSize(8.5)
  return fits ? from : null
}

function seals(doc: Pdf, sheet: Sheet, top: number): void {
  let y = roomFor(doc, top + 4, 8)
  for (const [label, value] of sheet.seals) {
    doc
      .font('plain')
      .fontSize(6.5)
      .fillColor(QUIET)
      .text(`${label}: ${value}`, LEFT, y, { width: RIGHT - LEFT })
    y = doc.y + 2
  }
}

/** A text cut at the width it may take. */
function fitted(doc: Pdf, text: string, width: number): string {
  if (doc.widthOfString(text) <= width) return text
  let cut = text
  while (cut.length > 1 && doc.widthOfString(`${cut}…`) > width) cut = cut.slice(0, -1)
  return `${cut}…`
}

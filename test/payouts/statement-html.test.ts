import { expect, test } from 'vitest'
import { statementHtml } from '#payouts/statement-html.ts'
import { statementWords } from '#payouts/statement-words.ts'
import { statement } from './papers.ts'

test('a statement is a whole document that says what it must', () => {
  const html = statementHtml([statement])
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
  for (const text of [
    'Opening balance',
    '12.00',
    '−2.00',
    'Invoice I-1',
    '10 %',
    'ab'.repeat(32),
    statement.hash,
    'late',
    '4 Mar 2025',
    'This is not an invoice. Please send your invoice for EUR 4.00, what became payable in March 2025.',
  ])
    expect(html).toContain(text)
})

test('nothing of a caller’s text becomes markup, and there is no style or script in it', () => {
  const html = statementHtml([statement])
  expect(html).toContain('Bright &amp; &lt;Wave&gt;')
  expect(html).not.toContain('<Wave>')
  expect(html).not.toMatch(/style|<script|onclick/i)
})

test('it speaks the reader’s language with its amounts and days', () => {
  const html = statementHtml([statement], statementWords('nl'))
  expect(html).toContain('<html lang="nl">')
  for (const text of ['Beginsaldo', '4 mrt 2025', '−2,00']) expect(html).toContain(text)
})

test('a statement without lines says that nothing moved', () => {
  const quiet = { ...statement, paper: { ...statement.paper, lines: [] } }
  expect(statementHtml([quiet])).toContain('Nothing moved in this month.')
})

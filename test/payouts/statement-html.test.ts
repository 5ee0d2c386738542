import { expect, test } from 'vitest'
import { ENGLISH, statementHtml } from '#payouts/statement-html.ts'
import { statement } from './papers.ts'

test('a statement is a whole document that says what it must', () => {
  const html = statementHtml([statement])
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
  for (const text of [
    'Opening balance',
    '12.00',
    '-2.00',
    'invoice:I-1',
    '10 %',
    'ab'.repeat(32),
    statement.hash,
    '<em>late</em>',
  ])
    expect(html).toContain(text)
})

test('nothing of a caller’s text becomes markup, and there is no style or script in it', () => {
  const html = statementHtml([statement])
  expect(html).toContain('bright &amp; &lt;wave&gt;')
  expect(html).not.toContain('<wave>')
  expect(html).not.toMatch(/style|<script|onclick/i)
})

test('it speaks the reader’s language where the words are given', () => {
  const html = statementHtml([statement], { ...ENGLISH, locale: 'nl', opening: 'Beginsaldo' })
  expect(html).toContain('<html lang="nl">')
  expect(html).toContain('Beginsaldo')
})

test('a statement without lines says that nothing moved', () => {
  const quiet = { ...statement, paper: { ...statement.paper, lines: [] } }
  expect(statementHtml([quiet])).toContain('Nothing moved in this month.')
})

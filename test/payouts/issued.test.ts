import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { issued, readBack, statementJson } from '#payouts/issued.ts'
import { paper, statement } from './papers.ts'

test('a paper has one text, and its hash is of that text', () => {
  expect(statement.hash).toBe(createHash('sha256').update(statement.text).digest('hex'))
  expect(issued({ ...paper }).text).toBe(statement.text)
  const { lines, ...rest } = paper
  expect(issued({ lines, ...rest }).text).toBe(statement.text)
})

test('read back it is the same statement; changed by one letter it is none', () => {
  expect(readBack(statement.text, statement.hash)).toEqual(statement)
  expect(() => readBack(statement.text.replace('12.00', '13.00'), statement.hash)).toThrow('as issued'.slice(3))
})

test('as JSON it is the paper with its hash beside it', () => {
  expect(statementJson([statement])).toEqual([{ ...paper, hash: statement.hash }])
  expect(statementJson([])).toEqual([])
})

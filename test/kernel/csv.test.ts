import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, csvLine } from '#kernel/csv.ts'
import { runs } from '../support/property.ts'

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+31 6', "'+31 6"],
  ['@home', "'@home"],
  ['-cmd', "'-cmd"],
  ['=a,"b"', '"\'=a,""b"""'],
  ['-12.50', '-12.50'],
  ['-12.50+A1', "'-12.50+A1"],
  ['', ''],
])('the cell %j is written %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell)
})

test('any line is read back by another reader, harmless first letters apart', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 20 }).filter(text => !/^[=+\-@\t\r]/.test(text))
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), cells => {
      expect(parse(csvLine(cells), { record_delimiter: '\r\n' })).toEqual([cells])
    }),
    runs(500),
  )
})

import { describe, expect, test } from 'vitest'
import { MAX_FILE_BYTES, readItems, readRows } from '#doors/csv.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const columns = { required: ['external_id', 'name'], optional: ['country'] }
const read = (text: string | Uint8Array) => readRows(typeof text === 'string' ? bytes(text) : text, columns)
const faults = (text: string | Uint8Array) => read(text).errors.map(e => [e.row, e.column, e.code])

describe('a file is read', () => {
  test('with or without a byte order mark, with either line end, with quoted cells', () => {
    for (const text of [
      'external_id,name\nacme,"Acme, ""the"" firm"\n',
      '\uFEFFexternal_id,name\r\nacme,"Acme, ""the"" firm"\r\n',
    ]) {
      const { items, errors } = read(text)
      expect(errors).toEqual([])
      expect(items.map(r => [r.row, r.cell('external_id'), r.cell('name'), r.cell('country')])).toEqual([
        [2, 'acme', 'Acme, "the" firm', ''],
      ])
    }
  })
  test('with its columns in any order and its optional ones left out', () => {
    expect(read('name,external_id\nAcme,acme\n').items[0]?.cell('external_id')).toBe('acme')
  })
  test('with a cell that spans lines: rows are counted as a spreadsheet counts them', () => {
    expect(read('external_id,name\na,"one\ntwo"\nb,Bee\n').items.map(r => r.row)).toEqual([2, 3])
  })
  test('with blank lines, which are no rows', () => {
    expect(read('external_id,name\n\nacme,Acme\n\n').items.map(r => r.row)).toEqual([3])
  })
})

describe('a file is refused with row and column', () => {
  test.each([
    ['that is empty', '', [[1, null, 'empty']]],
    ['with a column nobody knows', 'external_id,name,colour\n', [[1, 'colour', 'unknown-column']]],
    ['with a column missing', 'external_id\nacme\n', [[1, 'name', 'missing-column']]],
    ['with a column twice', 'external_id,name,name\n', [[1, 'name', 'repeated-column']]],
    ['with a row too short', 'external_id,name\nacme,Acme\nbee\n', [[3, 'name', 'wrong-width']]],
    ['with a row too long', 'external_id,name\nacme,Acme,more\n', [[2, 'name', 'wrong-width']]],
    ['with a required cell empty', 'external_id,name\nacme,\n', [[2, 'name', 'missing']]],
    ['with a quote that never closes', 'external_id,name\nacme,"Acme\nbee,Bee\n', [[2, 'name', 'malformed']]],
    ['with text after a closing quote', 'external_id,name\nacme,"Acme"x\n', [[2, 'name', 'malformed']]],
  ])('%s', (_, text, expected) => {
    expect(faults(text)).toEqual(expected)
  })
  test('that is no text', () => {
    expect(faults(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]))).toEqual([[1, '#1', 'not-text']])
  })
  test('whose letters are not UTF-8, naming the very cell', () => {
    const broken = new Uint8Array([...bytes('external_id,name\nacme,Acme\nbee,B'), 0xe9, 0x65, 0x0a])
    expect(faults(broken)).toEqual([[3, 'name', 'bad-utf8']])
  })
  test('that is larger than 64 MiB, and not one byte earlier', () => {
    expect(faults(new Uint8Array(MAX_FILE_BYTES + 1))).toEqual([[1, null, 'too-large']])
    expect(faults(new Uint8Array(MAX_FILE_BYTES))).toEqual([[1, '#1', 'not-text']])
  })
})

test('all faults of a file are told, by row, and good rows are still read', () => {
  const { items, errors } = readItems(bytes('external_id,name\na,\nb,Bad\nc,Good\n'), columns, (row, bad) =>
    row.cell('name') === 'Bad' ? bad('name', 'bad', 'is bad') : row.cell('name'),
  )
  expect(items).toEqual(['Good'])
  expect(errors.map(e => [e.row, e.column, e.code])).toEqual([
    [2, 'name', 'missing'],
    [3, 'name', 'bad'],
  ])
})

import { describe, expect, test } from 'vitest'
import type { BindingId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type BindingRow, type KnownBinding, planImport } from '../../src/attribution/binding-import.ts'

const at = (text: string | null) => (text === null ? null : new Date(text))
const row = (n: number, partner: string, from: string, until: string | null = null): BindingRow => ({
  row: n,
  customer: 'acme' as CustomerId,
  partner: partner as PartnerId,
  program: 'copernica' as ProgramKey,
  from: new Date(from),
  until: at(until),
})
const known = (
  partner: string,
  from: string,
  until: string | null = null,
  importedUntil: string | null = null,
): KnownBinding => ({
  id: `${partner}@${from}` as BindingId,
  customer: 'acme' as CustomerId,
  partner: partner as PartnerId,
  program: 'copernica' as ProgramKey,
  from: new Date(from),
  until: at(until),
  openedBy: 'import',
  closedBy: until === null ? null : 'import',
  reason: null,
  importedUntil: at(importedUntil),
})

test('a customer’s past comes in, in whatever order its rows stand', () => {
  const rows = [row(2, 'nova', '2025-06-01'), row(3, 'brightwave', '2025-01-01', '2025-06-01')]
  expect(planImport([], rows)).toEqual({ open: rows, close: [], same: 0, errors: [] })
})

describe('the same row again', () => {
  test('changes nothing', () => {
    const before = [known('brightwave', '2025-01-01', '2025-06-01', '2025-06-01'), known('nova', '2025-06-01')]
    const rows = [row(2, 'brightwave', '2025-01-01', '2025-06-01'), row(3, 'nova', '2025-06-01')]
    expect(planImport(before, rows)).toEqual({ open: [], close: [], same: 2, errors: [] })
  })
  test('does not open what has ended since', () => {
    const plan = planImport([known('brightwave', '2025-01-01', '2025-04-01')], [row(2, 'brightwave', '2025-01-01')])
    expect(plan).toMatchObject({ open: [], close: [], same: 1, errors: [] })
  })
  test('does not complain of an end that came sooner than the file said', () => {
    const before = [known('brightwave', '2025-01-01', '2025-04-01', '2025-06-01')]
    expect(planImport(before, [row(2, 'brightwave', '2025-01-01', '2025-06-01')])).toMatchObject({
      same: 1,
      errors: [],
    })
  })
  test('within one file counts once', () => {
    const plan = planImport([], [row(2, 'nova', '2025-01-01'), row(3, 'nova', '2025-01-01')])
    expect(plan).toMatchObject({ same: 1, errors: [] })
    expect(plan.open).toHaveLength(1)
  })
})

describe('an end', () => {
  test('may be given to an open binding, and makes room for the next', () => {
    const rows = [row(2, 'brightwave', '2025-01-01', '2025-06-01'), row(3, 'nova', '2025-06-01')]
    const plan = planImport([known('brightwave', '2025-01-01')], rows)
    expect(plan).toMatchObject({ close: [{ until: new Date('2025-06-01') }], same: 0, errors: [] })
    expect(plan.open).toHaveLength(1)
  })
  test('other than the known one is refused', () => {
    const before = [known('brightwave', '2025-01-01', '2025-06-01', '2025-06-01')]
    expect(planImport(before, [row(2, 'brightwave', '2025-01-01', '2025-07-01')]).errors).toMatchObject([
      { row: 2, column: 'until', code: 'conflict' },
    ])
  })
  test('said in two ways in one file is refused', () => {
    const rows = [row(2, 'nova', '2025-01-01', '2025-02-01'), row(3, 'nova', '2025-01-01', '2025-03-01')]
    expect(planImport([], rows).errors).toMatchObject([{ row: 3, code: 'conflict' }])
  })
})

describe('COP-7: a binding that is told without an end lasts until the next one begins', () => {
  const spans = (before: KnownBinding[], rows: BindingRow[]) => {
    const plan = planImport(before, rows)
    const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null
    return {
      errors: plan.errors,
      open: plan.open.map(one => [one.partner, day(one.from), day(one.until)]),
      close: plan.close.map(one => [one.binding.partner, day(one.until)]),
    }
  }
  test('within a file, in whatever order its rows stand', () => {
    const rows = [row(2, 'nova', '2025-06-01'), row(3, 'brightwave', '2025-01-01'), row(4, 'atlas', '2025-09-01')]
    expect(spans([], rows)).toEqual({
      errors: [],
      open: [
        ['nova', '2025-06-01', '2025-09-01'],
        ['brightwave', '2025-01-01', '2025-06-01'],
        ['atlas', '2025-09-01', null],
      ],
      close: [],
    })
  })
  test('across files: the known one ends where the new one begins, and a row before a known one ends at it', () => {
    expect(spans([known('brightwave', '2025-01-01')], [row(2, 'nova', '2025-06-01')])).toEqual({
      errors: [],
      open: [['nova', '2025-06-01', null]],
      close: [['brightwave', '2025-06-01']],
    })
    expect(spans([known('nova', '2025-06-01')], [row(2, 'brightwave', '2025-01-01')])).toEqual({
      errors: [],
      open: [['brightwave', '2025-01-01', '2025-06-01']],
      close: [],
    })
  })
})

describe('overlaps are refused', () => {
  const overlaps = (before: KnownBinding[], rows: BindingRow[]) =>
    planImport(before, rows).errors.map(error => [error.row, error.code])
  test('between two rows: the later one is at fault', () => {
    const until = '2025-06-02'
    expect(overlaps([], [row(2, 'brightwave', '2025-01-01', until), row(3, 'nova', '2025-06-01')])).toEqual([
      [3, 'overlap'],
    ])
    expect(overlaps([], [row(2, 'nova', '2025-06-01'), row(3, 'brightwave', '2025-01-01', until)])).toEqual([
      [2, 'overlap'],
    ])
  })
  test('between two rows of one instant, for nobody can tell which choice was the last', () => {
    expect(overlaps([], [row(2, 'brightwave', '2025-01-01'), row(3, 'nova', '2025-01-01')])).toEqual([[3, 'overlap']])
  })
  test('with what is known: the row is at fault, on whichever side it lies', () => {
    const before = [known('brightwave', '2025-03-01', '2025-06-01')]
    expect(overlaps(before, [row(2, 'nova', '2025-05-31', '2025-07-01')])).toEqual([[2, 'overlap']])
    expect(overlaps(before, [row(2, 'nova', '2025-01-01', '2025-03-02')])).toEqual([[2, 'overlap']])
    expect(overlaps(before, [row(2, 'nova', '2025-06-01'), row(3, 'nova', '2025-01-01', '2025-03-01')])).toEqual([])
  })
  test('of three, each that overlaps an earlier one is named', () => {
    const rows = [
      row(2, 'a', '2025-01-01', '2025-12-01'),
      row(3, 'b', '2025-02-01', '2025-03-01'),
      row(4, 'c', '2025-11-01'),
    ]
    expect(overlaps([], rows)).toEqual([
      [3, 'overlap'],
      [4, 'overlap'],
    ])
  })
})

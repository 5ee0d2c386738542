import { expect, test } from 'vitest'
import { guardFaults, triggersOf } from '#ledger/guard.ts'

const made = `-- why
CREATE TRIGGER a_no_delete BEFORE DELETE ON a BEGIN SELECT RAISE(ABORT, 'append-only'); END;
--> statement-breakpoint
CREATE TABLE b (id INTEGER);
--> statement-breakpoint
CREATE TRIGGER b_old BEFORE DELETE ON b BEGIN SELECT 1; END;`

test('the triggers are what the migrations make, less what they drop', () => {
  expect([...triggersOf([made, 'DROP TRIGGER b_old;']).keys()]).toEqual(['a_no_delete'])
  expect([...triggersOf([made]).keys()]).toEqual(['a_no_delete', 'b_old'])
})

test('blanks and a last semicolon are no change; a word is', () => {
  const expected = triggersOf([made])
  const found = new Map(expected)
  expect(guardFaults(expected, found)).toEqual([])
  found.set('a_no_delete', (expected.get('a_no_delete') ?? '').replace(' BEGIN', '\n  BEGIN'))
  expect(guardFaults(expected, found)).toEqual([])
  found.set(
    'a_no_delete',
    "CREATE TRIGGER a_no_delete BEFORE DELETE ON a WHEN 0 BEGIN SELECT RAISE(ABORT, 'append-only'); END",
  )
  found.delete('b_old')
  found.set('c', 'CREATE TRIGGER c …')
  expect(guardFaults(expected, found)).toEqual([
    'the trigger a_no_delete was changed',
    'the trigger b_old is missing',
    'the trigger c is not ours',
  ])
})

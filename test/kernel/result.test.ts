import { expect, test } from 'vitest'
import { ok, type Result, refuse } from '#kernel/result.ts'

test('a verb answers with a value or with the name of its refusal', () => {
  const answer = (yes: boolean): Result<number, 'period-closed'> => (yes ? ok(7) : refuse('period-closed'))
  const good = answer(true)
  const bad = answer(false)
  expect(good.ok && good.value).toBe(7)
  expect(!bad.ok && bad.refusal).toBe('period-closed')
})

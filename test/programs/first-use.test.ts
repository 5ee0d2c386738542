import { expect, test } from 'vitest'
import { emptyPlace } from '../support/command.ts'

const FIRMS = 'external_id,name\nbrightwave,Brightwave\n'

test('a preset’s key may stand wherever a program is named: it opens with its defaults', async () => {
  const place = emptyPlace()
  const file = place.file('partners.csv', FIRMS)
  expect(await place.json('import', 'partners', file, '--program', 'one-network')).toMatchObject({ rows: 1, new: 1 })
  expect(await place.json('earnings', '--partner', 'brightwave')).toMatchObject({ balances: [], entries: [] })
})

test('SIM-14: one that needs something said first is refused by file, in one clear line, and by a history', async () => {
  const place = emptyPlace()
  const file = place.file('partners.csv', FIRMS)
  const taken = await place.run('import', 'partners', file, '--program', 'simpro')
  expect(taken.code).toBe(1)
  expect(taken.err.trim()).toMatch(/simpro is not open, and opens only with feePercent and discountPercent/)
  const join = { partner: 'brightwave', name: 'Brightwave', program: 'simpro' }
  const open = { program: 'simpro', settings: { feePercent: '7.5', discountPercent: '5' } }
  const acts = [
    { do: 'add-partner', ...join },
    { do: 'add-program', program: 'simpro', preset: 'simpro', settings: { feePercent: '7.5' } },
    { do: 'add-program', ...open },
    { do: 'add-partner', ...join },
  ]
  const lines = acts.map(act => JSON.stringify({ at: '2025-01-01T09:00:00Z', ...act }))
  const { out } = await place.run('replay', place.file('h.jsonl', lines.join('\n')), '--json')
  expect(
    out
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { refusal?: string }).refusal ?? 'ok'),
  ).toEqual(['incomplete', 'incomplete', 'ok', 'ok'])
  expect((await place.run('import', 'partners', file, '--program', 'simpro')).code).toBe(0)
})

import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { scene } from './scene.ts'

test('an invoice earns its ten per cent, payable as the customer pays', async () => {
  const s = scene(await freshDatabase())
  await s.partner('2025-01-01T09:00:00Z', 'brightwave')
  await s.customer('2025-01-01T09:00:00Z', 'acme')
  await s.select('2025-03-15T10:00:00Z', 'acme', 'brightwave')
  await s.invoice('2025-04-01T12:00:00Z', 'INV-1', 'acme', '1234.55')
  expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 1234.55 123.46 EUR 2025-04-01 - -'])
  expect(await s.money('brightwave')).toEqual(['EUR 123.46 0.00 0.00 0.00 0.00'])
  await s.payment('2025-04-20T12:00:00Z', 'PAY-1', 'INV-1', '600.00')
  expect(await s.money('brightwave')).toEqual(['EUR 63.46 60.00 0.00 0.00 0.00'])
  await s.payment('2025-05-20T12:00:00Z', 'PAY-2', 'INV-1', '634.55')
  expect(await s.money('brightwave')).toEqual(['EUR 0.00 123.46 0.00 0.00 0.00'])
  expect(await s.lines('brightwave')).toEqual(['invoice:INV-1 1234.55 123.46 EUR 2025-04-01 2025-05-20 -'])
  expect(await s.money('brightwave', '2025-04-20')).toEqual(['EUR 63.46 60.00 0.00 0.00 0.00'])
})

import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { dealScene } from './deal-scene.ts'

test('who registers a firm’s name afterwards does not read what that firm bought before, until the lead is approved', async () => {
  const s = dealScene(await freshDatabase(), 'cocentric')
  await s.partner('2025-01-01T09:00:00Z', 'northwind')
  await s.customer('2025-01-02T09:00:00Z', 'acme')
  await s.sign('2025-02-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.lead('2025-02-01T12:00:00.001Z', 'L-1', 'northwind', 'acme')
  expect(await s.reason('northwind', 'deal:D-1')).toBe('none')
  await s.sign('2025-02-01T12:00:00.001Z', 'D-2', 'acme', '100.00', { kind: 'expansion' })
  expect(await s.reason('northwind', 'deal:D-2')).toBe('lead-not-validated')
  await s.approve('2025-03-01T12:00:00Z', 'L-1')
  expect(await s.reason('northwind', 'deal:D-1')).toBe('lead-not-validated')
})

test('CC-10: who reports a domain that is another’s does not read what its firm has bought before', async () => {
  const s = dealScene(await freshDatabase(), 'cloudcodes')
  for (const id of ['northwind', 'southgate']) await s.partner('2025-01-01T09:00:00Z', id)
  await s.customer('2025-01-02T09:00:00Z', 'acme')
  await s.refer('2025-02-01T09:00:00Z', 'northwind', 'acme', { code: 'NW' })
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  await s.refer('2025-03-02T09:00:00Z', 'northwind', 'acme', { domain: 'acme.example' })
  await s.refer('2025-03-03T09:00:00Z', 'southgate', 'acme', { code: 'SG', domain: 'acme.example' })
  expect(await s.reason('northwind', 'deal:D-1')).toBe('code-or-domain-missing')
  expect(await s.reason('southgate', 'deal:D-1')).toBe('none')
})

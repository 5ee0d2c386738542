import { expect, test } from 'vitest'
import { siteName } from '#ui/site.ts'

test('the site bears the name it was told, and its own until then', () => {
  expect(siteName({ siteName: 'Acme Partners' })).toBe('Acme Partners')
  expect(siteName({ siteName: '' })).toBe('Guildhall')
  expect(siteName({})).toBe('Guildhall')
})

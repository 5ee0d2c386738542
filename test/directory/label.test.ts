import { expect, it } from 'vitest'
import { labelSlug, labelText } from '#directory/label.ts'

it('a free label gets a plain slug', () => {
  expect(labelSlug('CI/CD')).toBe('ci-cd')
  expect(labelSlug('Loyaliteitsprogramma’s')).toBe('loyaliteitsprogramma-s')
})

it('a label without a Latin letter still gets a slug of its own, the same each time', () => {
  expect(labelSlug('تسويق')).toMatch(/^x-[a-z0-9]+$/)
  expect(labelSlug('تسويق')).toBe(labelSlug(' تسويق '))
  expect(labelSlug('تسويق')).not.toBe(labelSlug('营销'))
})

it('speaks the reader’s language, and shows the slug of a label that is gone', () => {
  const labels = new Map([
    ['crm', { kind: 'expertise' as const, slug: 'crm', en: 'CRM', nl: 'Klantbeheer', synonyms: [] }],
  ])
  expect(labelText(labels, 'crm', 'nl')).toBe('Klantbeheer')
  expect(labelText(labels, 'gone', 'en')).toBe('gone')
})

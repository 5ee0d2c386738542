import { expect, test } from 'vitest'
import { breadcrumbList, jsonForPage } from '#ui/structured.ts'

test('no text can end the script element it stands in', () => {
  const text = jsonForPage({ name: '</script><script>alert(1)</script>\u2028' })
  expect(text).not.toContain('<')
  expect(text).not.toContain('\u2028')
  expect(JSON.parse(text).name).toBe('</script><script>alert(1)</script>\u2028')
})

test('the way to a page names every step, and the last has no address', () => {
  expect(breadcrumbList([{ label: 'A', path: '/a' }, { label: 'B' }], path => `https://x${path}`)).toMatchObject({
    itemListElement: [
      { position: 1, name: 'A', item: 'https://x/a' },
      { position: 2, name: 'B' },
    ],
  })
})

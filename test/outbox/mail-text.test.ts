import { expect, test } from 'vitest'
import en from '#messages/en/mail.json' with { type: 'json' }
import nl from '#messages/nl/mail.json' with { type: 'json' }
import { isTemplate, mailText } from '#outbox/mail-text.ts'

test('a letter is written in the language of who reads it', () => {
  const params = { name: 'Sanne', site: 'Havenhuis', link: 'https://example.org/reset?token=x' }
  expect(mailText('reset', 'nl', params).subject).toBe('Een nieuw wachtwoord voor Havenhuis')
  expect(mailText('reset', 'en', params).text).toContain('Hello Sanne')
  expect(mailText('reset', 'en', params).text).toContain('https://example.org/reset?token=x')
})

test('a name with a line break adds no header to the subject', () => {
  const { subject } = mailText('invited', 'en', {
    name: 'Acme\r\nBcc: all@example.org',
    by: 'Bo',
    site: 'S',
    link: '/',
  })
  expect(subject).toBe('You are invited to Acme Bcc: all@example.org on S')
})

test('a parameter is never read as a placeholder of another', () => {
  const { text } = mailText('reset', 'en', { name: '{link}', site: 'S', link: 'https://example.org/secret' })
  expect(text.match(/secret/g)).toHaveLength(1)
})

test('both languages have the same letters with the same placeholders', () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]).sort()
  expect(Object.keys(nl).sort()).toEqual(Object.keys(en).sort())
  for (const [key, text] of Object.entries(en))
    expect([key, holes(nl[key as keyof typeof nl])]).toEqual([key, holes(text)])
})

test('every letter has a subject and a text', () => {
  const names = new Set(Object.keys(en).map(key => key.slice(0, key.lastIndexOf('.'))))
  for (const name of names) {
    expect(isTemplate(name), name).toBe(true)
    expect(en).toHaveProperty([`${name}.text`])
  }
  expect(isTemplate('nothing')).toBe(false)
})

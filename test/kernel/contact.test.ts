import { describe, expect, test } from 'vitest'
import { plainContact, plainCountry, plainDomain, plainMail, plainWebsite } from '#kernel/contact.ts'

describe('a domain compares without case, www. and in its ASCII form (CC-10)', () => {
  test.each([
    ['Acme.NL', 'acme.nl'],
    ['www.acme.nl', 'acme.nl'],
    ['WWW.Acme.nl.', 'acme.nl'],
    ['https://www.acme.nl/contact?x=1', 'acme.nl'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['shop.acme.co.uk', 'shop.acme.co.uk'],
    ['www.nl', 'www.nl'],
  ])('%s is %s', (text, plain) => expect(plainDomain(text)).toBe(plain))

  test.each([
    '',
    'acme',
    'a b.nl',
    'jan@acme.nl',
    '10.0.0.1',
    '-acme.nl',
    'acme..nl',
    'acme.nl:80',
    '%41.nl',
    'ftp://',
  ])('"%s" is none', text => expect(plainDomain(text)).toBeNull())
})

test('a mail address compares in lower case; what has no domain is none', () => {
  expect(plainMail(' Jan@Acme.NL ')).toBe('jan@acme.nl')
  for (const text of ['jan', '@acme.nl', 'jan@acme', 'jan@a cme.nl', 'jan@@acme.nl', '<jan@acme.nl>'])
    expect(plainMail(text)).toBeNull()
})

test('a website is http or https, never a script; a bare host gets https', () => {
  expect(plainWebsite('acme.nl')).toBe('https://acme.nl/')
  expect(plainWebsite('http://acme.nl/a')).toBe('http://acme.nl/a')
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'https://a:b@acme.nl',
    'https://localhost',
    'mailto:a@b.nl',
  ])
    expect(plainWebsite(text)).toBeNull()
})

test('a country is an ISO code of two letters', () => {
  expect(plainCountry('nl')).toBe('NL')
  expect(plainCountry('NLD')).toBeNull()
  expect(plainCountry('N1')).toBeNull()
})

test('contact data is kept plain; empty is absent; the first fault is named', () => {
  expect(plainContact({ name: ' Acme ', domain: 'WWW.acme.nl', email: '', country: undefined })).toEqual({
    ok: true,
    value: { name: 'Acme', domain: 'acme.nl', email: null, country: null, website: null },
  })
  expect(plainContact({ name: ' ' })).toEqual({ ok: false, refusal: 'bad-name' })
  expect(plainContact({ name: 'x'.repeat(201) })).toEqual({ ok: false, refusal: 'bad-name' })
  expect(plainContact({ name: 'x'.repeat(200) })).toMatchObject({ ok: true })
  expect(plainContact({ name: 'Acme', email: 'nobody' })).toEqual({ ok: false, refusal: 'bad-email' })
  expect(plainContact({ name: 'Acme', domain: 'acme' })).toEqual({ ok: false, refusal: 'bad-domain' })
  expect(plainContact({ name: 'Acme', country: 'Holland' })).toEqual({ ok: false, refusal: 'bad-country' })
  expect(plainContact({ name: 'Acme', website: 'javascript:1' })).toEqual({ ok: false, refusal: 'bad-website' })
})

import { describe, expect, test } from 'vitest'
import { readBindings } from '#doors/bindings-file.ts'
import { readCustomers } from '#doors/customers-file.ts'
import { readPartners } from '#doors/partners-file.ts'
import { readTurnover } from '#doors/turnover-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
type Told = { readonly errors: readonly { row: number; column: string | null; code: string }[] }
const faults = (read: Told) => read.errors.map(e => [e.row, e.column, e.code])

describe('partners.csv', () => {
  test('is read with its lists, codes and addresses', () => {
    const { items, errors } = readPartners(
      bytes(
        'external_id,name,website,expertise,languages,country,email,domain,accepting_clients\nbright,Brightwave,https://bright.example,Email; CRM;Email,NL;en,nl,Info@Bright.example,www.Bright.example,yes\n',
      ),
    )
    expect(errors).toEqual([])
    expect(items[0]).toMatchObject({
      id: 'bright',
      name: 'Brightwave',
      website: 'https://bright.example/',
      expertise: ['Email', 'CRM'],
      languages: ['nl', 'en'],
      country: 'NL',
      email: 'info@bright.example',
      domain: 'bright.example',
      acceptingClients: true,
    })
  })
  test.each([
    ['a country that is none', 'country', 'XQ', 'bad-country'],
    ['a country that is a name', 'country', 'Holland', 'bad-country'],
    ['a code for no country', 'country', 'ZZ', 'bad-country'],
    ['a website that is no web address', 'website', 'javascript:alert(1)', 'bad-url'],
    ['a mail address without a domain', 'email', 'info@', 'bad-email'],
    ['a domain with a space', 'domain', 'a b.nl', 'bad-domain'],
    ['an answer that is neither yes nor no', 'accepting_clients', 'maybe', 'bad-choice'],
    ['a language that is no code', 'languages', 'Dutch!', 'bad-language'],
  ])('refuses %s', (_, column, value, code) => {
    expect(faults(readPartners(bytes(`external_id,name,${column}\nbright,Brightwave,${value}\n`)))).toEqual([
      [2, column, code],
    ])
  })
  test('tells a column that is not there from a cell that is empty', () => {
    expect(readPartners(bytes('external_id,name\na,A\n')).items[0]).toMatchObject({
      services: undefined,
      domain: undefined,
      summary: undefined,
    })
    expect(readPartners(bytes('external_id,name,services,domain,summary\na,A,,,\n')).items[0]).toMatchObject({
      services: [],
      domain: '',
      summary: '',
    })
  })
  test('refuses the same id twice, naming the first row', () => {
    const read = readPartners(bytes('external_id,name\nbright,Brightwave\nbright,Brightwave\n'))
    expect(faults(read)).toEqual([[3, 'external_id', 'repeated']])
    expect(read.errors[0]?.message).toContain('row 2')
  })
})

test('customers.csv keeps a country’s name beside its code', () => {
  const { items } = readCustomers(bytes('external_id,name,country_name\n12350,Customer 12350,Norway\n'))
  expect(items).toMatchObject([
    { row: 2, id: '12350', name: 'Customer 12350', country: undefined, countryName: 'Norway' },
  ])
})

describe('bindings.csv', () => {
  const head = 'customer,partner,program,from,until\n'
  const zone = (program: string) => (program === 'dutch' ? 'Europe/Amsterdam' : 'UTC')
  test('takes a date alone as midnight in the program’s zone', () => {
    const { items } = readBindings(
      bytes(`${head}acme,bright,dutch,2025-07-01,\nbee,bright,copernica,2025-07-01,2025-08-01T10:00:00+02:00\n`),
      zone,
    )
    expect(items.map(i => [i.from.toISOString(), i.until?.toISOString() ?? null])).toEqual([
      ['2025-06-30T22:00:00.000Z', null],
      ['2025-07-01T00:00:00.000Z', '2025-08-01T08:00:00.000Z'],
    ])
  })
  test('refuses an end before the beginning, and a day that does not exist', () => {
    expect(faults(readBindings(bytes(`${head}a,b,c,2025-07-02,2025-07-01\na,b,c,2025-02-30,\n`), zone))).toEqual([
      [2, 'until', 'ends-before-start'],
      [3, 'from', 'bad-date'],
    ])
  })
})

describe('turnover.csv', () => {
  const head = 'event_id,type,customer,invoice,occurred_at,net,currency\n'
  const one = (cells: string) => readTurnover(bytes(`${head}${cells}\n`))
  test('an invoice’s document is its invoice; a payment’s and a credit note’s is the event', () => {
    const { items, errors } = readTurnover(
      bytes(
        `${head}e1,invoice,acme,INV-1,2025-03-01T10:00:00Z,100.00,EUR\ne2,payment,acme,INV-1,2025-03-02,40,EUR\ne3,credit_note,acme,e3,2025-03-03,5.5,EUR\n`,
      ),
    )
    expect(errors).toEqual([])
    expect(items.map(i => [i.type, i.document, i.invoice, i.net.minor])).toEqual([
      ['invoice', 'INV-1', 'INV-1', 10_000n],
      ['payment', 'e2', 'INV-1', 4_000n],
      ['credit_note', 'e3', 'e3', 550n],
    ])
  })
  test.each([
    ['a negative amount', 'e1,invoice,acme,I,2025-03-01,-1.00,EUR', 'net', 'bad-amount'],
    ['nothing', 'e1,invoice,acme,I,2025-03-01,0.00,EUR', 'net', 'not-positive'],
    ['a comma for a point', 'e1,invoice,acme,I,2025-03-01,"1,50",EUR', 'net', 'bad-amount'],
    ['an exponent', 'e1,invoice,acme,I,2025-03-01,1e3,EUR', 'net', 'bad-amount'],
    ['three decimals of a euro', 'e1,invoice,acme,I,2025-03-01,1.005,EUR', 'net', 'too-many-decimals'],
    ['one decimal of a yen', 'e1,invoice,acme,I,2025-03-01,1.5,JPY', 'net', 'too-many-decimals'],
    ['more than the ledger holds', 'e1,invoice,acme,I,2025-03-01,99999999999999999.00,EUR', 'net', 'too-large'],
    ['a currency that is none', 'e1,invoice,acme,I,2025-03-01,1.00,EURO', 'currency', 'unknown-currency'],
    ['a currency in small letters', 'e1,invoice,acme,I,2025-03-01,1.00,eur', 'currency', 'unknown-currency'],
    ['an unknown type', 'e1,refund,acme,I,2025-03-01,1.00,EUR', 'type', 'bad-type'],
    ['a time without a zone', 'e1,invoice,acme,I,2025-03-01T10:00:00,1.00,EUR', 'occurred_at', 'bad-date'],
  ])('refuses %s', (_, cells, column, code) => {
    expect(faults(one(cells))).toEqual([[2, column, code]])
  })
  test('takes three decimals of a dinar and none of a yen', () => {
    expect(one('e1,invoice,acme,I,2025-03-01,1.005,KWD').items[0]?.net.minor).toBe(1_005n)
    expect(one('e1,invoice,acme,I,2025-03-01,150,JPY').items[0]?.net.minor).toBe(150n)
  })
})

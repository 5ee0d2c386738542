import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Currency, formatMoney, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { type BankFile, messageName, painFile, type Transfer } from '#payouts/pain.ts'
import { runs } from '../support/property.ts'
import { readBankFile } from './bank-file.ts'

const EUR = 'EUR' as Currency
const operator = { iban: 'NL91ABNA0417164300', name: 'Copper & Söhne', bic: 'ABNANL2A' }
const transfer = (n: number, more: Partial<Transfer> = {}): Transfer => ({
  reference: `PAY-1-${n}`,
  amount: 1_234n,
  to: { iban: 'DE89370400440532013000', name: 'Brightwave GmbH', bic: null },
  about: 'Commission payout R1',
  ...more,
})
const file = (more: Partial<BankFile> = {}): BankFile => ({
  version: '09',
  message: 'R1',
  currency: EUR,
  createdAt: new Date('2026-01-31T10:11:12.345Z'),
  executeOn: '2026-01-31' as Day,
  from: operator,
  transfers: [transfer(1), transfer(2, { amount: 66n })],
  ...more,
})

test('a file says who pays whom how much, how many times and in all', () => {
  expect(readBankFile(painFile(file()))).toEqual({
    namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09',
    faults: [],
    message: 'R1',
    createdAt: '2026-01-31T10:11:12Z',
    counts: ['2', '2'],
    sums: ['13.00', '13.00'],
    level: 'SEPA',
    charges: 'SLEV',
    executeOn: '2026-01-31',
    debtor: { name: 'Copper + Sohne', iban: 'NL91ABNA0417164300', bic: 'ABNANL2A', other: null },
    transfers: [1, 2].map(n => ({
      reference: `PAY-1-${n}`,
      amount: n === 1 ? '12.34' : '0.66',
      currency: 'EUR',
      bic: null,
      name: 'Brightwave GmbH',
      town: null,
      country: null,
      iban: 'DE89370400440532013000',
      about: 'Commission payout R1',
    })),
  })
})

test('the bytes are these', () => {
  expect(
    painFile(file({ transfers: [transfer(1, { to: { ...transfer(1).to, bic: 'COBADEFF' } })] })),
  ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>R1</MsgId>
      <CreDtTm>2026-01-31T10:11:12Z</CreDtTm>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>12.34</CtrlSum>
      <InitgPty>
        <Nm>Copper + Sohne</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>R1</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>false</BtchBookg>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>12.34</CtrlSum>
      <PmtTpInf>
        <SvcLvl>
          <Cd>SEPA</Cd>
        </SvcLvl>
      </PmtTpInf>
      <ReqdExctnDt>
        <Dt>2026-01-31</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Copper + Sohne</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>NL91ABNA0417164300</IBAN>
        </Id>
        <Ccy>EUR</Ccy>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>ABNANL2A</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <EndToEndId>PAY-1-1</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">12.34</InstdAmt>
        </Amt>
        <CdtrAgt>
          <FinInstnId>
            <BICFI>COBADEFF</BICFI>
          </FinInstnId>
        </CdtrAgt>
        <Cdtr>
          <Nm>Brightwave GmbH</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <IBAN>DE89370400440532013000</IBAN>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>Commission payout R1</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
`)
})

test('a bank without BIC is not provided, rather than left out', () => {
  const { debtor } = readBankFile(painFile(file({ from: { ...operator, bic: null } })))
  expect(debtor).toMatchObject({ bic: null, other: 'NOTPROVIDED' })
})

test('another currency than the euro carries no SEPA, and its own decimals', () => {
  const sums = ['USD', 'GBP', 'JPY', 'KWD'].map(code => {
    const read = readBankFile(painFile(file({ currency: code as Currency })))
    return [code, read.level, read.charges, read.sums[0], read.transfers[0]?.amount].join(' ')
  })
  expect(sums).toEqual([
    'USD  SHAR 13.00 12.34',
    'GBP  SHAR 13.00 12.34',
    'JPY  SHAR 1300 1234',
    'KWD  SHAR 1.300 1.234',
  ])
})

test('an operator whose account lies outside the scheme sends no SEPA either', () => {
  expect(readBankFile(painFile(file({ from: { ...operator, iban: 'AE070331234567890123456' } }))).level).toBeNull()
})

test('the older version names the bank and the day in its own way', () => {
  const text = painFile(file({ version: '03' }))
  expect(text).toContain('<BIC>ABNANL2A</BIC>')
  expect(text).toContain('<ReqdExctnDt>2026-01-31</ReqdExctnDt>')
  expect(readBankFile(text)).toMatchObject({ namespace: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.03', faults: [] })
})

test('an address is told with both town and country, or not at all', () => {
  const read = (address: Transfer['address']) => {
    const [first] = readBankFile(painFile(file({ transfers: [transfer(1, { address: address ?? null })] }))).transfers
    return [first?.town, first?.country]
  }
  expect(read({ town: 'Köln', country: 'DE' })).toEqual(['Koln', 'DE'])
  expect(read({ town: '', country: 'DE' })).toEqual([null, null])
  expect(read({ town: 'Köln', country: 'Germany' })).toEqual([null, null])
})

test('the message is the run where that fits in 35 plain letters; else it is cut and marked, and still its own', () => {
  expect(messageName('run-2026-01')).toBe('run-2026-01')
  expect(messageName('x'.repeat(35))).toBe('x'.repeat(35))
  const long = [
    messageName(`${'x'.repeat(35)}a`),
    messageName(`${'x'.repeat(35)}b`),
    messageName('日本'),
    messageName('a/'),
  ]
  expect(new Set(long).size).toBe(4)
  for (const name of long) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{0,33}[A-Za-z0-9]$/)
})

test('two payments with one reference, none at all, or one of nothing are bugs', () => {
  expect(() => painFile(file({ transfers: [transfer(1), transfer(1)] }))).toThrow(/reference/)
  expect(() => painFile(file({ transfers: [] }))).toThrow(/payment/)
  expect(() => painFile(file({ transfers: [transfer(1, { amount: 0n })] }))).toThrow(/pays something/)
  expect(() => painFile(file({ transfers: [transfer(1, { reference: 'é' })] }))).toThrow(/plain/)
})

test('invariant 16: whatever names and amounts there are, order, lengths, letters, counts and sums hold', () => {
  const nasty = fc.oneof(fc.string({ unit: 'binary', maxLength: 90 }), fc.string({ maxLength: 90 }))
  const payments = fc.array(fc.record({ name: nasty, about: nasty, amount: fc.bigInt(1n, 9_007_199_254_740_991n) }), {
    minLength: 1,
    maxLength: 20,
  })
  const currency = fc.constantFrom('EUR', 'USD', 'GBP', 'JPY', 'KWD').map(code => code as Currency)
  fc.assert(
    fc.property(
      payments,
      currency,
      nasty,
      fc.constantFrom('09' as const, '03' as const),
      (list, code, name, version) => {
        const transfers = list.map((p, i) =>
          transfer(i + 1, { amount: p.amount, about: p.about, to: { ...transfer(1).to, name: p.name } }),
        )
        const from = { ...operator, name }
        const read = readBankFile(painFile(file({ version, currency: code, message: name || 'R', from, transfers })))
        const total = formatMoney(
          money(
            list.reduce((sum, p) => sum + p.amount, 0n),
            code,
          ),
        )
        expect(read.faults).toEqual([])
        expect(read.sums).toEqual([total, total])
        expect(read.counts).toEqual([String(list.length), String(list.length)])
        expect(read.transfers.map(t => t.amount)).toEqual(list.map(p => formatMoney(money(p.amount, code))))
      },
    ),
    runs(200),
  )
})

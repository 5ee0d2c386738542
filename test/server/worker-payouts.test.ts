import { expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as commissions from '#commissions/index.ts'
import type { House } from '#house.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import * as ledger from '#ledger/index.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import * as payouts from '#payouts/index.ts'
import * as turnover from '#turnover/index.ts'
import { drain } from '../../src/worker.ts'
import { act, looking, within } from '../support/database.ts'
import { houseWith } from './site.ts'

const nova = 'nova' as PartnerId
const acme = 'acme' as CustomerId
const now = () => new Date().toISOString()
const letters = async (house: House) => {
  await drain(house)
  await drain(house)
  return (await outbox.mails(looking(house.database, now()), { limit: 50 })).filter(
    m => !m.template.startsWith('chosen'),
  )
}

async function town(): Promise<House> {
  const house = await houseWith({})
  const at = now()
  const draft = { id: nova, name: 'Nova', email: 'desk@nova.example', program: 'copernica' }
  await act(house.database, at, cx => partners.addPartner(cx, draft))
  return house
}
const set = (house: House, iban: string) =>
  act(house.database, now(), cx => payouts.setBankDetails(cx, { partner: nova, iban, name: 'Nova BV' }))

test('a new bank account is told to the partner, by its end only; the same again is not', async () => {
  const house = await town()
  await set(house, 'NL91ABNA0417164300')
  await set(house, 'nl91 abna 0417 1643 00')
  const [letter, ...more] = await letters(house)
  expect(more).toEqual([])
  expect(letter).toMatchObject({ to: 'desk@nova.example', template: 'bank-changed' })
  expect(letter?.text).toContain('NL … 4300')
  expect(letter?.text).not.toContain('NL91')
  expect(letter?.text).toContain('Nova BV')
})

test('a partner that is paid reads how much, in each currency, and where it can see it', async () => {
  const house = await town()
  const payable = ledger.partnerAccount(nova, 'Payable')
  await within(house.database, now(), cx =>
    ledger.post(
      cx,
      (['EUR', 'JPY'] as const).map(currency => ({
        key: `k:${currency}`,
        kind: 'settle',
        cause: `k:${currency}`,
        effective: now().slice(0, 10) as Day,
        detail: {},
        legs: [
          {
            debit: 'Expenses:Commission:x',
            credit: payable,
            amount: { minor: 1_250n, currency: currency as Currency },
          },
        ],
      })),
    ),
  )
  const run = { run: 'R1' }
  await act(house.database, now(), cx => payouts.preparePayout(cx, { ...run, by: 'ann@example.com' }))
  await act(house.database, now(), cx => payouts.approvePayout(cx, { ...run, by: 'bob@example.com' }))
  expect(await letters(house)).toEqual([])
  await act(house.database, now(), cx => payouts.settlePayout(cx, { ...run, partner: nova, currency: 'EUR' }))
  await act(house.database, now(), cx =>
    payouts.rejectPayment(cx, { ...run, partner: nova }).then(() => payouts.rejectPayment(cx, run)),
  )
  const written = (await letters(house)).map(m => [m.template, m.text.includes('12.50'), m.text.includes('1,250')])
  expect(written.sort()).toEqual([
    ['payout-paid', true, false],
    ['payout-returned', false, true],
  ])
})

test('both sides read a question and its answer', async () => {
  const house = await town()
  await act(house.database, now(), cx => attribution.addCustomer(cx, { id: acme, name: 'Acme' }))
  await act(house.database, now(), cx => attribution.selectPartner(cx, { customer: acme, partner: nova }))
  await act(house.database, now(), cx =>
    turnover.record(
      cx,
      [
        {
          eventId: 'e1',
          type: 'invoice',
          document: 'I-1',
          invoice: null,
          customer: acme,
          occurredAt: cx.now,
          net: { minor: 10_000n, currency: 'EUR' as Currency },
        },
      ],
      'test',
    ),
  )
  await drain(house)
  const opened = await act(house.database, now(), cx =>
    commissions.openDispute(cx, { partner: nova, cause: 'invoice:I-1', text: 'More is due' }),
  )
  expect(opened.ok).toBe(true)
  const asked = await letters(house)
  expect(asked.map(m => [m.to, m.template])).toEqual([['desk@nova.example', 'dispute-opened-partner']])
  expect(asked[0]?.text).toContain('Invoice I-1')
  expect(asked[0]?.text).toContain('More is due')
  await act(house.database, now(), cx =>
    commissions.answerDispute(cx, { dispute: 1, outcome: 'granted', text: 'You are right' }),
  )
  const answered = (await letters(house)).find(m => m.template === 'dispute-answered-partner')
  expect(answered?.text).toContain('Agreed')
  expect(answered?.text).toContain('You are right')
})

import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'
import { readBankFile } from './bank-file.ts'
import { IBANS, refusal, town } from './town.ts'

const [DUTCH = '', GERMAN = '', BRITISH = ''] = IBANS

async function scene() {
  const database = await freshDatabase()
  const all = town(database)
  await all.firm('brightwave')
  await all.firm('northlight')
  await all.firm('quayside')
  await all.bank('brightwave', DUTCH, 'Brightwave & Söhne')
  await all.bank('northlight', BRITISH, 'Northlight')
  const files = async (run: string, more: object = {}, at = '2026-02-01T09:30:00Z') => {
    const outcome = await all.export(run, more, at)
    if (!outcome.ok) throw new Error(outcome.refusal)
    return outcome.value.map(file => ({ ...file, text: new TextDecoder().decode(file.bytes) }))
  }
  return { ...all, files }
}

test('a file is made of an approved run only, and only where it is known from which account', async () => {
  const { earn, prepare, approve, bank, export: exported } = await scene()
  await earn('brightwave', '5.00')
  expect(refusal(await exported('R1'))).toBe('unknown-run')
  await prepare('R1')
  expect(refusal(await exported('R1'))).toBe('not-approved')
  await approve('R1')
  expect(refusal(await exported('R1'))).toBe('no-bank-details')
  await bank(null, GERMAN, 'Copper')
  expect(refusal(await exported('R1'))).toBe('ok')
})

test('invariant 16: one file a currency; count and sum are what was set aside; who is paid by hand is left out', async () => {
  const { earn, prepare, approve, bank, files, look } = await scene()
  await bank(null, GERMAN, 'Copper', 'COBADEFF055')
  await earn('brightwave', '5.01')
  await earn('northlight', '6.00')
  await earn('northlight', '700', 'JPY')
  await earn('quayside', '8.00')
  await prepare('R1')
  await approve('R1')
  const made = await files('R1')
  expect(made.map(f => [f.name, f.currency, f.payments, f.total])).toEqual([
    ['payout-1-EUR.xml', 'EUR', 2, '11.01'],
    ['payout-1-JPY.xml', 'JPY', 1, '700'],
  ])
  const [euro, yen] = made.map(f => readBankFile(f.text))
  expect(euro).toMatchObject({
    faults: [],
    message: 'R1-EUR',
    level: 'SEPA',
    executeOn: '2026-02-01',
    createdAt: '2026-02-01T09:30:00Z',
    counts: ['2', '2'],
    sums: ['11.01', '11.01'],
    debtor: { name: 'Copper', iban: GERMAN, bic: 'COBADEFF055' },
    transfers: [
      {
        reference: 'PAY-1-1',
        amount: '5.01',
        iban: DUTCH,
        name: 'Brightwave + Sohne',
        about: 'Commission payout R1 ref PAY-1-1',
      },
      { reference: 'PAY-1-2', amount: '6.00', iban: BRITISH },
    ],
  })
  expect(yen).toMatchObject({ faults: [], message: 'R1-JPY', level: null, sums: ['700', '700'] })
  expect((await files('R1', { currency: 'jpy' })).map(f => f.currency)).toEqual(['JPY'])
  expect(look().actor.kind).toBe('system')
})

test('a run with one file gives it its own name', async () => {
  const { earn, prepare, approve, bank, files } = await scene()
  await bank(null, GERMAN, 'Copper')
  await earn('brightwave', '5.00')
  await prepare('run-2026-01')
  await approve('run-2026-01')
  const [file] = await files('run-2026-01')
  expect(readBankFile(file?.text ?? '').message).toBe('run-2026-01')
})

test('exported again it is the same file for ever, whatever changed meanwhile', async () => {
  const { earn, prepare, approve, bank, files, reject } = await scene()
  await bank(null, GERMAN, 'Copper')
  await earn('brightwave', '5.00')
  await earn('northlight', '6.00')
  await prepare('R1')
  await approve('R1')
  const first = await files('R1')
  await bank('brightwave', BRITISH, 'Somebody else')
  await bank(null, DUTCH, 'Other')
  await reject('R1', 'brightwave')
  expect(await files('R1', {}, '2027-01-01T00:00:00Z')).toEqual(first)
})

test('what was put back before the file is made is not in it, what is settled is; a run paid by hand has no file', async () => {
  const { earn, prepare, approve, bank, files, reject, settle } = await scene()
  await bank(null, GERMAN, 'Copper')
  for (const id of ['brightwave', 'northlight']) await earn(id, '5.00')
  await prepare('R1')
  await approve('R1')
  await reject('R1', 'brightwave')
  await settle('R1')
  expect((await files('R1')).map(f => f.payments)).toEqual([1])
  await earn('quayside', '5.00')
  await prepare('R2', 'ann@example.com', { partner: 'quayside' })
  await approve('R2')
  expect(await files('R2')).toEqual([])
  await settle('R2')
  expect(await files('R2')).toEqual([])
})

test('the older version is another file of the same payments and the same name, kept as well', async () => {
  const { earn, prepare, approve, bank, files } = await scene()
  await bank(null, GERMAN, 'Copper')
  await earn('brightwave', '5.00')
  await prepare('R1')
  await approve('R1')
  const [newer, older] = [(await files('R1'))[0], (await files('R1', { version: '03' }))[0]]
  expect([newer, older].map(f => readBankFile(f?.text ?? '').message)).toEqual(['R1', 'R1'])
  expect(older?.text).toContain('pain.001.001.03')
  expect((await files('R1', { version: '03' }, '2027-01-01T00:00:00Z'))[0]).toEqual(older)
})

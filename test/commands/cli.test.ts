import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { emptyPlace, type Place } from '../support/command.ts'

const PARTNERS = 'external_id,name,expertise,country\nbright,Brightwave,Email;CRM,NL\nnorth,Northstar,CRM,GB\n'
const CUSTOMERS = 'external_id,name,domain\nacme,Acme,acme.example\nbee,Bee Foods,bee.example\n'
const BINDINGS =
  'customer,partner,program,from,until\nacme,bright,copernica,2025-01-10T00:00:00Z,2025-03-01T00:00:00Z\nacme,north,copernica,2025-03-01T00:00:00Z,\n'
const TURNOVER = [
  'event_id,type,customer,invoice,occurred_at,net,currency',
  'e1,invoice,acme,INV-1,2025-01-09T23:59:59Z,100.00,EUR',
  'e2,invoice,acme,INV-2,2025-01-10T00:00:00Z,100.05,EUR',
  'e3,payment,acme,INV-2,2025-02-01T00:00:00Z,50.00,EUR',
  'e4,invoice,acme,INV-3,2025-03-01T00:00:00Z,1000,JPY',
  'e5,credit_note,acme,INV-3,2025-03-05T00:00:00Z,995,JPY',
  'e6,credit_note,acme,e6,2025-04-01T00:00:00Z,0.005,KWD',
  'e7,invoice,bee,INV-4,2025-04-01T00:00:00Z,10.00,EUR',
  '',
].join('\n')

/** The files taken in once, and the database handed to every test that begins there. */
let kept: string | null = null
async function filled(place: Place): Promise<void> {
  if (kept !== null) return copyFileSync(kept, `${place.folder}/test.db`)
  await takeIn(place)
  kept = join(mkdtempSync(join(tmpdir(), 'guildhall-filled-')), 'test.db')
  await place.json('backup', kept)
}
afterAll(() => kept && rmSync(dirname(kept), { recursive: true, force: true }))

async function takeIn(place: Place): Promise<void> {
  await place.json('import', 'partners', place.file('partners.csv', PARTNERS))
  await place.json('import', 'customers', place.file('customers.csv', CUSTOMERS))
  await place.json('import', 'bindings', place.file('bindings.csv', BINDINGS))
  await place.json('import', 'turnover', place.file('turnover.csv', TURNOVER))
}

describe('the command line', () => {
  test('answers wrong usage with exit code 2 and says how it is called', async () => {
    const place = emptyPlace()
    for (const args of [['dance'], ['import', 'partners'], ['earnings'], ['close', '2025-13'], ['doctor', '--loud']]) {
      const { code, out, err } = await place.run(...args)
      expect([args.join(' '), code, out]).toEqual([args.join(' '), 2, ''])
      expect(err).not.toMatch(/\n\s+at /)
    }
  })

  test('takes files in and gives every figure to the cent, also when the files come twice', async () => {
    const place = emptyPlace()
    await takeIn(place)
    await takeIn(place)
    expect(await place.json('earnings', '--partner', 'bright')).toMatchObject({
      partner: 'bright',
      balances: expect.arrayContaining([
        { currency: 'EUR', pending: '5.01', payable: '5.00', held: '0.00', inPayment: '0.00', paid: '0.00' },
      ]),
      entries: expect.arrayContaining([
        expect.objectContaining({ cause: 'invoice:INV-1', amount: '0.00', reason: 'not-bound', payableOn: null }),
        expect.objectContaining({
          cause: 'invoice:INV-2',
          amount: '10.01',
          base: '100.05',
          ratePercent: '10',
          terms: 1,
          tier: null,
          earnedOn: '2025-01-10',
          payableOn: '2025-02-01',
          reason: null,
        }),
        expect.objectContaining({ cause: 'invoice:INV-3', amount: '0', currency: 'JPY', reason: 'not-bound' }),
      ]),
      licence: [],
    })
    expect(await place.json('earnings', '--partner', 'northstar')).toMatchObject({
      partner: 'north',
      balances: [
        { currency: 'EUR', pending: '0.00', payable: '0.00' },
        { currency: 'JPY', pending: '1', payable: '0' },
        { currency: 'KWD', pending: '0.000', payable: '-0.001' },
      ],
    })
    const { code } = await place.run('doctor')
    expect(code).toBe(0)
  })

  test('a dry run reports what would happen and changes nothing', async () => {
    const place = emptyPlace()
    await filled(place)
    const before = await place.run('export', 'journal', '--format', 'hledger')
    const more = place.file(
      'more.csv',
      'event_id,type,customer,invoice,occurred_at,net,currency\ne9,invoice,acme,INV-9,2025-05-01,10,EUR\n',
    )
    expect(await place.json('import', 'turnover', more, '--dry-run')).toMatchObject({
      dryRun: true,
      new: 1,
      duplicate: 0,
    })
    expect((await place.run('export', 'journal', '--format', 'hledger')).out).toBe(before.out)
  })

  test('refuses a faulty file with one line that names row and column, and takes nothing of it', async () => {
    const place = emptyPlace()
    await filled(place)
    const head = 'event_id,type,customer,invoice,occurred_at,net,currency\n'
    const good = 'n1,invoice,acme,NEW-1,2025-05-01,10.00,EUR\n'
    const faulty: [string, string | Uint8Array, RegExp][] = [
      [
        'an unknown customer',
        `${head}${good}n2,invoice,nobody,NEW-2,2025-05-01,10.00,EUR\n`,
        /row 3, column customer: /,
      ],
      ['a conflict', `${head}${good}e2,invoice,acme,INV-2,2025-01-10T00:00:00Z,100.06,EUR\n`, /row 3, column net: /],
      [
        'a payment in another currency',
        `${head}${good}n2,payment,acme,INV-2,2025-05-01,10.00,USD\n`,
        /row 3, column currency: /,
      ],
      ['a negative amount', `${head}${good}n2,invoice,acme,NEW-2,2025-05-01,-10.00,EUR\n`, /row 3, column net: /],
      ['a wrong column', `${head.trim()},colour\n`, /row 1, column colour: /],
      ['no text', new Uint8Array([0, 1, 2, 3]), /row 1, column #1: /],
    ]
    for (const [what, content, line] of faulty) {
      const { code, out, err } = await place.run('import', 'turnover', place.file('bad.csv', content))
      expect([what, code, out]).toEqual([what, 1, ''])
      expect(err.trim().split('\n')).toHaveLength(1)
      expect(err).toMatch(line)
    }
    expect(await place.json('import', 'turnover', place.file('good.csv', head + good))).toMatchObject({ new: 1 })
  })

  test('refuses a step of a payout or a close in words, in one line that ends with the name, and writes nothing', async () => {
    const place = emptyPlace()
    await filled(place)
    expect((await place.run('payout', 'prepare', 'R1', '--by', 'Ann')).code).toBe(2)
    await place.json('payout', 'prepare', 'R1', '--by', 'ann@example.com')
    const refused: [string[], RegExp][] = [
      [['payout', 'approve', 'R1', '--by', 'ANN@example.com'], /R1 was not approved: .*second person \[same-person\]$/],
      [['payout', 'prepare', 'R1', '--by', 'bob@example.com'], /R1 was not prepared: .* \[id-conflict\]$/],
      [['payout', 'export', 'R1', '--out', `${place.folder}/run.xml`], /not approved yet \[not-approved\]$/],
      [['payout', 'settle', 'R2'], /R2 was not settled: This run does not exist here \[unknown-run\]$/],
      [['close', '2999-01'], /2999-01 was not closed: This month is not over yet \[period-not-ended\]$/],
    ]
    for (const [args, line] of refused) {
      const { code, out, err } = await place.run(...args)
      expect([args.join(' '), code, out]).toEqual([args.join(' '), 1, ''])
      expect(err.trim()).toMatch(line)
      expect(err.trim().split('\n')).toHaveLength(1)
    }
  })

  test('a bank file that cannot be written is told in one line, and no part of it is left', async () => {
    const place = emptyPlace()
    await filled(place)
    const iban = { bright: 'NL91ABNA0417164300', operator: 'DE89370400440532013000' }
    const history = [
      { at: '2026-01-01T00:00:00Z', do: 'set-bank-details', iban: iban.operator, name: 'Operator' },
      { at: '2026-01-01T00:00:01Z', do: 'set-bank-details', partner: 'bright', iban: iban.bright, name: 'Brightwave' },
    ]
    const played = await place.run(
      'replay',
      place.file('bank.jsonl', history.map(act => JSON.stringify(act)).join('\n')),
    )
    expect(played.code).toBe(0)
    await place.json('payout', 'prepare', 'R1', '--by', 'ann@example.com')
    await place.json('payout', 'approve', 'R1', '--by', 'bob@example.com')
    for (const [target, line] of [
      [place.folder, /: this is no file$/],
      [`${place.folder}/nowhere/run.xml`, /run\.xml: this cannot be written \[ENOENT\]$/],
    ] as const) {
      const { code, out, err } = await place.run('payout', 'export', 'R1', '--out', target)
      expect([target, code, out]).toEqual([target, 1, ''])
      expect(err.trim()).toMatch(line)
      expect(existsSync(`${target}.part`)).toBe(false)
    }
    expect(await place.json('payout', 'export', 'R1', '--out', `${place.folder}/run.xml`)).toMatchObject({
      files: [{ currency: 'EUR', payments: 1, sum: '5.00' }],
    })
  })

  test('a killed import, run again, ends at the same ledger', async () => {
    const rows = Array.from(
      { length: 3_000 },
      (_, i) => `k${i},invoice,acme,K-${i},2025-02-0${1 + (i % 9)}T08:00:00Z,${100 + i}.37,EUR`,
    )
    const file = `event_id,type,customer,invoice,occurred_at,net,currency\n${rows.join('\n')}\n`
    const calm = emptyPlace()
    const killed = emptyPlace()
    for (const place of [calm, killed]) {
      await filled(place)
      place.file('many.csv', file)
    }
    await calm.json('import', 'turnover', `${calm.folder}/many.csv`)
    for (const ms of [250, 450, 600, 800]) await killed.killAfter(ms, 'import', 'turnover', `${killed.folder}/many.csv`)
    await killed.json('import', 'turnover', `${killed.folder}/many.csv`)
    expect(await killed.json('earnings', '--partner', 'bright')).toEqual(
      await calm.json('earnings', '--partner', 'bright'),
    )
    expect((await killed.run('doctor')).code).toBe(0)
  })

  test('a killed close, run again, leaves every statement with its lines', async () => {
    const place = emptyPlace()
    await filled(place)
    for (const ms of [350, 420, 490, 560]) await place.killAfter(ms, 'close', '2025-05')
    await place.run('close', '2025-05')
    const database = new DatabaseSync(`${place.folder}/test.db`)
    const counted = database.prepare(
      'SELECT (SELECT count(*) FROM statement) AS heads, (SELECT count(*) FROM statement_body) AS bodies',
    )
    const { heads, bodies } = counted.get() ?? {}
    database.close()
    expect(heads).toBeGreaterThan(0)
    expect(bodies).toBe(heads)
    expect((await place.run('doctor')).code).toBe(0)
  })

  test('a backup restored into an empty place has the same ledger', async () => {
    const place = emptyPlace()
    await filled(place)
    const copy = `${place.folder}/copy.db`
    expect((await place.run('backup', copy)).code).toBe(0)
    expect((await place.run('backup', copy)).code).toBe(1)
    const other = emptyPlace()
    expect((await other.run('restore', copy)).code).toBe(0)
    expect((await other.run('restore', copy)).code).toBe(1)
    const journal = ['export', 'journal', '--format', 'csv']
    expect((await other.run(...journal)).out).toBe((await place.run(...journal)).out)
  })
})

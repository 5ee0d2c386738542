import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import * as audit from '#audit/index.ts'
import { raisedBy } from '#db/client.ts'
import { VISITOR } from '#kernel/actor.ts'
import * as outbox from '#outbox/index.ts'
import * as payouts from '#payouts/index.ts'
import { act, freshDatabase } from '../support/database.ts'
import { brightwave, IBANS, person, refusal, town } from './town.ts'

const [DUTCH = '', GERMAN = ''] = IBANS
const at = '2026-01-02T00:00:00Z'

test('a partner says where it is paid; what stood before is kept', async () => {
  const database = await freshDatabase()
  const { firm, bank, look } = town(database)
  await firm('brightwave')
  await bank('brightwave', DUTCH)
  await bank('brightwave', GERMAN, 'Brightwave GmbH', 'cobadeff', at)
  const now = await payouts.bankDetailsOf(look(), brightwave)
  expect(now).toMatchObject({ iban: 'DE89 3704 0044 0532 0130 00', name: 'Brightwave GmbH', bic: 'COBADEFF' })
  expect((await payouts.bankHistory(look(), brightwave)).map(row => row.iban)).toEqual([
    'DE89 3704 0044 0532 0130 00',
    'NL•• •••• 4300',
  ])
})

test('a change is noted without the number, and asks for a letter to the owner; the same again does neither', async () => {
  const database = await freshDatabase()
  const { firm, bank, look } = town(database)
  await firm('brightwave')
  await bank('brightwave')
  await bank('brightwave', ' nl91 abna0417164300')
  const notes = (await audit.entries(look(), { limit: 20 })).filter(e => e.verb === 'set-bank-details')
  expect(notes.map(n => [n.subject, n.detail])).toEqual([['brightwave', { iban: 'NL•• •••• 4300' }]])
  const jobs = await database.write('look', db =>
    outbox.claim({ ...look(), db }, { owner: 't', limit: 9, leaseMs: 1, kinds: ['bank.changed'] }),
  )
  expect(jobs.map(job => job.subject)).toEqual(['brightwave'])
})

test('a wrong IBAN or BIC is refused, and nothing changes', async () => {
  const database = await freshDatabase()
  const { firm, bank, look } = town(database)
  await firm('brightwave')
  expect(refusal(await bank('brightwave', 'NL00ABNA0417164300'))).toBe('bad-iban')
  expect(refusal(await bank('brightwave', DUTCH, 'B', 'ABC'))).toBe('bad-bic')
  expect(refusal(await bank('brightwave', DUTCH, ''))).toBe('bad-name')
  expect(refusal(await bank('nobody'))).toBe('unknown-partner')
  expect(await payouts.bankDetailsOf(look(), brightwave)).toBeNull()
})

test('a partner’s own are set by its owner and finance people only; the operator’s by its finance staff', async () => {
  const database = await freshDatabase()
  const { firm } = town(database)
  await firm('brightwave')
  await firm('northlight')
  const set = (partner: typeof brightwave | null, actor = VISITOR as ReturnType<typeof person> | typeof VISITOR) =>
    act(database, at, cx => payouts.setBankDetails(cx, { partner, iban: DUTCH, name: 'B' }), actor).then(refusal)
  expect(await set(brightwave, person({ partner: brightwave, role: 'owner' }))).toBe('ok')
  expect(await set(brightwave, person({ partner: brightwave, role: 'finance' }))).toBe('ok')
  expect(await set(null, person({ staff: 'finance' }))).toBe('ok')
  for (const actor of [VISITOR, person({ partner: brightwave, role: 'editor' }), person({ staff: 'finance' })])
    expect(await set(brightwave, actor)).toBe('not-allowed')
  for (const actor of [VISITOR, person({ partner: brightwave, role: 'owner' }), person({ staff: 'partner-manager' })])
    expect(await set(null, actor)).toBe('not-allowed')
})

test('who pays and whose it is read the whole number; other staff see its end, other people nothing', async () => {
  const database = await freshDatabase()
  const { firm, bank, look } = town(database)
  await firm('brightwave')
  await bank('brightwave')
  const seen = async (actor: Parameters<typeof look>[0]) =>
    (await payouts.bankDetailsOf(look(actor), brightwave))?.iban ?? null
  expect(await seen(person({ partner: brightwave }))).toBe('NL91 ABNA 0417 1643 00')
  expect(await seen(person({ staff: 'finance' }))).toBe('NL91 ABNA 0417 1643 00')
  expect(await seen(person({ staff: 'partner-manager' }))).toBe('NL•• •••• 4300')
  expect(await seen(person({ partner: brightwave, role: 'editor' }))).toBeNull()
  expect(await seen(VISITOR)).toBeNull()
})

test('the database itself refuses to change, delete or replace what was set', async () => {
  const database = await freshDatabase()
  const { firm, bank } = town(database)
  await firm('brightwave')
  await bank('brightwave')
  for (const statement of [
    sql`update bank_details set iban = ${GERMAN}`,
    sql`delete from bank_details`,
    sql`insert or replace into bank_details values (1, 'brightwave', ${GERMAN}, 'x', null, 1, 'me')`,
  ]) {
    const raised = await database.write('wrong', db => db.run(statement)).catch(raisedBy)
    expect(raised).toBe('append-only')
  }
})

import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as commissions from '#commissions/index.ts'
import * as identity from '#identity/index.ts'
import type { House } from '#house.ts'
import { requestFor } from '#search/index.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import * as outbox from '#outbox/index.ts'
import * as partners from '#partners/index.ts'
import { importListings } from '#directory/index.ts'
import * as settings from '#settings/index.ts'
import * as turnover from '#turnover/index.ts'
import { drain } from '../../src/worker.ts'
import { act, looking, within } from '../support/database.ts'
import { houseWith } from './site.ts'

const acme = 'acme' as CustomerId
const bright = 'bright' as PartnerId
const now = () => new Date().toISOString()

/** Brightwave is a partner, Acme a customer with Sanne working there. */
async function town(vars: Record<string, string> = {}, at = now()): Promise<House> {
  const house = await houseWith(vars)
  const { database } = house
  await act(database, at, cx =>
    partners.addPartner(cx, {
      id: bright,
      name: 'Brightwave',
      email: 'desk@brightwave.example',
      program: 'copernica' as ProgramKey,
    }),
  )
  await act(database, at, cx => attribution.addCustomer(cx, { id: acme, name: 'Acme', email: 'info@acme.example' }))
  const sanne = await act(database, at, cx =>
    identity.addUser(cx, { email: 'sanne@acme.example', name: 'Sanne', password: null, verified: true, locale: 'nl' }),
  )
  if (!sanne.ok) throw new Error(sanne.refusal)
  await act(database, at, cx => attribution.joinCustomer(cx, { customer: acme, user: sanne.value.id }))
  return house
}
const choose = (house: House, at = now()) =>
  act(house.database, at, cx => attribution.selectPartner(cx, { customer: acme, partner: bright }))
const letters = async (house: House) =>
  (await outbox.mails(looking(house.database, now()), { limit: 50 }))
    .map(m => [m.to, m.template, m.outcome].join(' '))
    .sort()

test('both sides hear of a choice, each in its own language, and of its end', async () => {
  const house = await town()
  await choose(house)
  await drain(house)
  expect(await letters(house)).toEqual([
    'desk@brightwave.example chosen-partner kept',
    'sanne@acme.example chosen-customer kept',
  ])
  const [nl] = (await outbox.mails(looking(house.database, now()), { limit: 5 })).filter(m => m.to.startsWith('sanne'))
  expect(nl?.subject).toBe('U koos Brightwave')
  await act(house.database, now(), cx =>
    attribution.releaseCustomer(cx, { customer: acme, partner: bright, by: 'customer' }),
  )
  await drain(house)
  expect((await letters(house)).filter(l => l.includes('left'))).toEqual([
    'desk@brightwave.example left-partner kept',
    'sanne@acme.example left-customer kept',
  ])
})

test('a history that is replayed writes to nobody', async () => {
  const at = '2025-03-15T10:00:00Z'
  const house = await town({}, at)
  await choose(house, at)
  await act(house.database, at, cx => partners.suspend(cx, { partner: bright }))
  await drain(house)
  expect(await letters(house)).toEqual([])
  expect(await outbox.counts(looking(house.database, now()))).toMatchObject({ open: 0, dead: 0 })
})

test('turnover of a bound customer is settled after the commit, and again when the binding changes', async () => {
  const at = '2026-03-02T09:00:00Z'
  const house = await town({}, '2026-03-01T09:00:00Z')
  const occurredAt = new Date('2026-03-10T12:00:00Z')
  const net = money(10_000n, 'EUR' as Currency)
  await choose(house, at)
  await within(house.database, '2026-03-11T09:00:00Z', cx =>
    turnover.record(
      cx,
      [{ eventId: 'e1', type: 'invoice', document: 'INV-1', invoice: null, customer: acme, occurredAt, net }],
      'test',
    ),
  )
  await drain(house)
  const earned = await commissions.earnings(looking(house.database, now()), bright)
  expect(earned.entries).toMatchObject([{ cause: 'invoice:INV-1', customer: 'acme', base: '100.00' }])
  expect(Number(earned.entries[0]?.amount)).toBeGreaterThan(0)
})

test('what can be found follows what is listed, and kept pages follow what can be found', async () => {
  const house = await town()
  await act(house.database, now(), cx =>
    importListings(cx, [{ partner: bright, summary: 'Mail that arrives', expertise: ['Deliverability'] }] as never),
  )
  await drain(house)
  const before = await settings.contentVersion(looking(house.database, now()))
  const find = async () => (await house.search.search(requestFor('partner', { locale: 'en' }))).hits.map(hit => hit.id)
  expect(await find()).toEqual(['bright'])
  await act(house.database, now(), cx => partners.suspend(cx, { partner: bright }))
  const raised = await settings.contentVersion(looking(house.database, now()))
  await drain(house)
  expect(await find()).toEqual([])
  expect(raised).toBeGreaterThan(before)
  expect(await settings.contentVersion(looking(house.database, now()))).toBeGreaterThan(raised)
})

test('a job that nobody knows, or that fails, is kept with its failure and does not hold up the others', async () => {
  const house = await town({ SMTP_URL: 'smtp://127.0.0.1:9' })
  await within(house.database, now(), async cx => {
    await outbox.enqueue(cx, 'no.such.kind', 'x')
    await outbox.sendMail(cx, { to: 'a@b.nl', template: 'staff', locale: 'en', params: { site: 'S', link: 'L' } })
    await outbox.enqueue(cx, 'turnover.recorded', 'settle')
  })
  await drain(house)
  expect(await outbox.counts(looking(house.database, now()))).toMatchObject({ open: 2, dead: 0 })
  expect(await letters(house)).toEqual(['a@b.nl staff '])
})

test('a commit wakes the worker, and stopping waits for the job in hand', async () => {
  const house = await town()
  house.worker.start()
  await choose(house)
  house.worker.nudge()
  await expect.poll(() => letters(house), { timeout: 5_000 }).toHaveLength(2)
  await house.worker.stop()
  await act(house.database, now(), cx =>
    attribution.releaseCustomer(cx, { customer: acme, partner: bright, by: 'customer' }),
  )
  house.worker.nudge()
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(await letters(house)).toHaveLength(2)
})

test('the worker may be nudged from inside a turn of the write queue', async () => {
  const house = await town()
  house.worker.start()
  await within(house.database, now(), async cx => {
    await outbox.enqueue(cx, 'turnover.recorded', 'settle')
    house.worker.nudge()
  })
  await expect.poll(async () => (await outbox.counts(looking(house.database, now()))).open, { timeout: 5_000 }).toBe(0)
})

/** A mail server that takes everything and remembers it. */
async function mailServer(): Promise<{ url: string; taken: string[] }> {
  const taken: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    let text = ''
    let letter = false
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 test')
    socket.on('error', () => undefined)
    socket.on('data', chunk => {
      text += String(chunk)
      if (letter) {
        if (!text.endsWith('\r\n.\r\n')) return
        taken.push(text)
        letter = false
        text = ''
        say('250 taken')
        return
      }
      while (text.includes('\r\n')) {
        const line = text.slice(0, text.indexOf('\r\n'))
        text = text.slice(line.length + 2)
        if (/^DATA/i.test(line)) {
          letter = true
          say('354 go on')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else say('250 fine')
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, taken }
}

test('with a mail server letters are sent once, and their text is not kept', async () => {
  const { url, taken } = await mailServer()
  const house = await town({ SMTP_URL: url, SITE_URL: 'https://partners.example.org', SITE_NAME: 'Havenhuis' })
  await choose(house)
  await drain(house)
  await drain(house)
  expect(taken).toHaveLength(2)
  const letter = taken.find(t => t.includes('To: desk@brightwave.example')) ?? ''
  expect(letter).toContain('From: Havenhuis <no-reply@partners.example.org>')
  expect(letter).toContain('Subject: Acme chose you')
  expect(letter).toContain('https://partners.example.org/partner')
  const kept = await outbox.mails(looking(house.database, now()), { limit: 5 })
  expect(kept.map(m => [m.outcome, m.text])).toEqual([
    ['sent', ''],
    ['sent', ''],
  ])
})

import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import { raisedBy } from '#db/client.ts'
import type { Actor } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, UserId } from '#kernel/id.ts'
import * as licences from '#licences/index.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { act, looking } from '../support/database.ts'
import { acme, amount, brightwave, day, MARCH, NEW_YEAR, nova, open, town, zuivel } from './town.ts'

const person = (o: Partial<Actor & { kind: 'user' }>): Actor => ({
  kind: 'user',
  user: 'usr_1' as UserId,
  email: 'olga@brightwave.example',
  name: 'Olga',
  customer: null,
  partner: null,
  staff: [],
  ...o,
})
const olga = person({ partner: { id: brightwave, role: 'finance' } })
const mila = person({ staff: ['partner-manager'] })

describe('COP-9: a partner opens accounts', () => {
  test("under the operator's brand or white-label, in the customer's hands or its own, and it is told again as it was", async () => {
    const database = await town()
    const opened = await open(database, MARCH, { account: 'A-1', brand: 'white-label', access: 'managed' })
    expect(opened).toMatchObject({
      ok: true,
      value: { program: 'copernica', customer: 'acme', kind: 'customer', brand: 'white-label', access: 'managed' },
    })
    const known = (await licences.accountsNamed(looking(database, MARCH), ['A-1', 'nobody'])).get('A-1')
    expect(known).toEqual(opened.ok && opened.value)
    expect(known?.openedAt).toEqual(new Date(MARCH))
  })

  test('the same again has no effect, closed or not; other content under the id is a conflict', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1', chargePercent: '40' })
    const jobs = () => database.read.all(sql`select id from outbox_jobs`)
    const before = await jobs()
    expect(await open(database, '2025-03-11T10:00:00Z', { account: 'A-1', chargePercent: '40.0' })).toMatchObject({
      ok: true,
      value: { openedAt: new Date(MARCH) },
    })
    expect(await jobs()).toEqual(before)
    for (const other of [
      { listNet: amount('49.01') },
      { listNet: amount('49.00', 'USD') },
      { chargePercent: '41' },
      { brand: 'white-label' as const },
      { customer: zuivel },
      { partner: nova },
    ])
      expect(await open(database, MARCH, { account: 'A-1', chargePercent: '40', ...other })).toMatchObject({
        refusal: 'id-conflict',
      })
  })

  test('is refused in this order: partner, customer, id, active, agreement, licence, customer missing, ceiling, amount', async () => {
    const database = await town()
    const wish = { account: 'A-1', chargePercent: '51', listNet: amount('0.00') }
    expect(await open(database, MARCH, { ...wish, account: ' ' })).toMatchObject({ refusal: 'bad-id' })
    const refused = async (o: Partial<licences.AccountWish>) => {
      const outcome = await open(database, MARCH, { ...wish, ...o })
      return outcome.ok ? 'ok' : outcome.refusal
    }
    expect(await refused({ partner: 'who' as PartnerId, customer: 'what' })).toBe('unknown-partner')
    expect(await refused({ customer: 'what' })).toBe('unknown-customer')
    await open(database, MARCH, { account: 'A-0' })
    await act(database, MARCH, cx => partners.suspend(cx, { partner: brightwave }))
    expect(await refused({ account: 'A-0' })).toBe('id-conflict')
    expect(await refused({})).toBe('partner-not-active')
    const add = { id: 'late', name: 'Late', program: 'copernica', agreement: false }
    await act(database, NEW_YEAR, cx => partners.addPartner(cx, add))
    const late = 'late' as PartnerId
    expect(await refused({ partner: late })).toBe('agreement-not-accepted')
    await act(database, NEW_YEAR, cx => partners.addPartner(cx, { id: 'lead', name: 'Lead', program: 'cocentric' }))
    expect(await refused({ partner: 'lead' as PartnerId })).toBe('not-eligible')
    expect(await refused({ partner: nova, customer: undefined })).toBe('incomplete')
    expect(await refused({ partner: nova })).toBe('above-ceiling')
    expect(await refused({ partner: nova, chargePercent: '50' })).toBe('bad-amount')
    expect(await refused({ partner: nova, chargePercent: '50', listNet: amount('90071992547.41') })).toBe('too-large')
    expect(await refused({ partner: nova, chargePercent: '50', listNet: amount('90071992547.40') })).toBe('ok')
  })

  test('COP-10: a charge of 50 per cent of list is taken, 51 is refused', async () => {
    const database = await town()
    expect(await open(database, MARCH, { account: 'A-50', chargePercent: '50' })).toMatchObject({ ok: true })
    expect(await open(database, MARCH, { account: 'A-51', chargePercent: '51' })).toMatchObject({
      refusal: 'above-ceiling',
    })
    expect(await open(database, MARCH, { account: 'A-500', chargePercent: '500' })).toMatchObject({
      refusal: 'above-ceiling',
    })
  })

  test('COP-13: own use, sandboxes and demos need no customer and no price', async () => {
    const database = await town()
    for (const kind of ['own', 'sandbox', 'demo'] as const)
      expect(await open(database, MARCH, { account: kind, kind, listNet: amount('0.00') })).toMatchObject({ ok: true })
  })
})

describe('who keeps accounts', () => {
  test("the partner's finance people and owner, and the operator's partner managers and finance; nobody else", async () => {
    const database = await town()
    const sandbox = { kind: 'sandbox' as const, customer: undefined }
    for (const [n, actor] of [olga, mila, person({ staff: ['finance'] })].entries())
      expect(await open(database, MARCH, { account: `S-${n}`, ...sandbox }, actor)).toMatchObject({ ok: true })
    for (const actor of [
      person({ partner: { id: brightwave, role: 'editor' } }),
      person({ partner: { id: nova, role: 'owner' } }),
      person({ customer: acme }),
      person({ staff: ['moderator'] }),
      { kind: 'visitor' } as const,
    ])
      expect(await open(database, MARCH, { account: 'S-9', ...sandbox }, actor)).toMatchObject({
        refusal: 'not-allowed',
      })
  })

  test('a partner opens for whom it deals with, at the price of a plan; the operator for anybody at any', async () => {
    const database = await town()
    const plan = await act(database, NEW_YEAR, cx =>
      licences.keepPlan(cx, { program: 'copernica', name: 'Basic', list: amount('49.00') }),
    )
    const id = plan.ok ? plan.value.id : ''
    expect(await open(database, MARCH, { account: 'A-1', plan: id }, olga)).toMatchObject({
      refusal: 'unknown-customer',
    })
    await act(database, MARCH, cx => attribution.selectPartner(cx, { customer: acme, partner: brightwave }))
    expect(await open(database, MARCH, { account: 'A-1', plan: id }, olga)).toMatchObject({ ok: true })
    expect(await open(database, MARCH, { account: 'A-2' }, olga)).toMatchObject({ refusal: 'unknown-plan' })
    expect(await open(database, MARCH, { account: 'A-2', plan: id, listNet: amount('0.01') }, olga)).toMatchObject({
      refusal: 'unknown-plan',
    })
    expect(await open(database, MARCH, { account: 'A-2', plan: id, chargePercent: '10' }, olga)).toMatchObject({
      refusal: 'not-allowed',
    })
    expect(
      await open(database, MARCH, { account: 'A-3', customer: zuivel, listNet: amount('0.01') }, mila),
    ).toMatchObject({ ok: true })
  })

  test("another partner's account is unknown, to be priced, closed or read", async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    const nora = person({ partner: { id: nova, role: 'owner' } })
    const price = { account: 'A-1', net: amount('60.00') }
    const unknown = { refusal: 'unknown-account' }
    expect(await act(database, MARCH, cx => licences.setAccountPrice(cx, price), nora)).toMatchObject(unknown)
    expect(await act(database, MARCH, cx => licences.closeAccount(cx, { account: 'A-1' }), nora)).toMatchObject(unknown)
    expect(await licences.findAccount(looking(database, MARCH, nora), 'A-1')).toBeNull()
    expect(await licences.accountsOf(looking(database, MARCH, nora), { partner: brightwave, limit: 9 })).toEqual([])
    expect(await licences.priceSheetCsv(looking(database, MARCH, nora), brightwave)).toBeNull()
    expect(await act(database, MARCH, cx => licences.closeAccount(cx, { account: 'none' }))).toMatchObject(unknown)
  })
})

describe('COP-11: the price of the partner is free', () => {
  test('with or without margin, it is kept with its history, and told to the partner alone', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    const price = (at: string, net: string, actor: Actor = olga) =>
      act(database, at, cx => licences.setAccountPrice(cx, { account: 'A-1', net: amount(net) }), actor)
    expect(await price(MARCH, '0.00')).toMatchObject({ ok: true })
    expect(await price('2025-03-11T10:00:00Z', '99.00')).toMatchObject({ ok: true })
    expect(await price('2025-03-12T10:00:00Z', '99.00')).toMatchObject({ ok: true })
    expect(await price(MARCH, '1.00', mila)).toMatchObject({ refusal: 'unknown-account' })
    const account = (await licences.accountsNamed(looking(database, MARCH), ['A-1'])).get('A-1')
    const seen = async (actor: Actor) => {
      const [line] = await licences.priceLines(looking(database, MARCH, actor), brightwave, account ? [account] : [])
      return line && [line.fee.minor, line.price?.minor ?? null, licences.marginOf(line)?.minor ?? null]
    }
    expect(await seen(olga)).toEqual([2450n, 9900n, 7450n])
    expect(await seen(mila)).toEqual([2450n, null, null])
    const history = await licences.pricesOf(looking(database, MARCH, olga), 'A-1' as never)
    expect(history.map(row => row.net.minor)).toEqual([0n, 9900n])
    expect(await licences.priceSheetCsv(looking(database, MARCH, olga), brightwave)).toContain(
      'A-1,Acme,,customer,vendor,,EUR,49.00,50,24.50,99.00,74.50',
    )
  })

  test('is asked in the currency of the list price', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    const wish = { account: 'A-1', net: amount('60', 'JPY') }
    expect(await act(database, MARCH, cx => licences.setAccountPrice(cx, wish))).toMatchObject({
      refusal: 'bad-amount',
    })
  })
})

describe('an account is closed', () => {
  test('once, and stays on record; nothing else of it ever changes', async () => {
    const database = await town()
    await open(database, MARCH, { account: 'A-1' })
    const close = (at: string) => act(database, at, cx => licences.closeAccount(cx, { account: 'A-1' }), olga)
    expect(await close('2025-03-20T10:00:00Z')).toMatchObject({ value: { closedAt: new Date('2025-03-20T10:00:00Z') } })
    expect(await close('2025-03-21T10:00:00Z')).toMatchObject({ value: { closedAt: new Date('2025-03-20T10:00:00Z') } })
    const tried = async (statement: ReturnType<typeof sql>) =>
      database
        .write('tamper', db => db.run(statement))
        .then(
          () => 'done',
          error => raisedBy(error),
        )
    expect(await tried(sql`update reseller_account set list = 1 where id = 'A-1'`)).toBe('append-only')
    expect(await tried(sql`update reseller_account set closed_at = null where id = 'A-1'`)).toBe('append-only')
    expect(await tried(sql`delete from reseller_account where id = 'A-1'`)).toBe('append-only')
    expect(
      await tried(sql`insert or replace into reseller_account (id, partner, program, customer, kind, brand, list, currency,
        opened_at, opened_by) values ('A-1', 'nova', 'copernica', 'acme', 'customer', 'vendor', 1, 'EUR', 0, 'x')`),
    ).toBe('append-only')
  })
})

describe('COP-12: buying through the partner', () => {
  const customer = (id: CustomerId) => person({ customer: id, user: 'usr_2' as UserId })
  const choose =
    (wish: { customer: CustomerId; plan: string }, actor: Actor) =>
    async (cx: Parameters<typeof licences.buyThrough>[0]) => {
      const chosen = await attribution.selectPartner(
        { ...cx, actor: { kind: 'system' } },
        { customer: wish.customer, partner: brightwave },
      )
      return chosen.ok ? licences.buyThrough({ ...cx, actor }, { ...wish, partner: brightwave }) : chosen
    }

  test('opens the account in the same act, for the list price of the plan, and the choice knows it', async () => {
    const database = await town()
    const plan = await act(database, NEW_YEAR, cx =>
      licences.keepPlan(cx, { program: 'copernica', name: 'Basic', list: amount('49.00') }),
    )
    const id = plan.ok ? plan.value.id : ''
    const bought = await act(database, MARCH, choose({ customer: acme, plan: id }, customer(acme)))
    expect(bought).toMatchObject({
      ok: true,
      value: { customer: 'acme', partner: 'brightwave', brand: 'vendor', access: 'full', plan: id },
    })
    const binding = await attribution.bindingOf(looking(database, MARCH), acme)
    if (!binding) throw new Error('Acme is bound')
    expect(await licences.accountOfChoice(looking(database, MARCH), binding.id)).toMatchObject({
      listNet: amount('49.00'),
    })
    const again = { customer: acme, partner: brightwave, plan: id }
    expect(await act(database, MARCH, cx => licences.buyThrough(cx, again), customer(acme))).toEqual(bought)
  })

  test('a refusal of the account undoes the choice as well', async () => {
    const database = await town()
    expect(await act(database, MARCH, choose({ customer: acme, plan: 'none' }, customer(acme)))).toMatchObject({
      refusal: 'unknown-plan',
    })
    expect(await attribution.bindingOf(looking(database, MARCH), acme)).toBeNull()
  })

  test('is for the customer itself, of the partner it is bound to', async () => {
    const database = await town()
    const buy = (actor: Actor) =>
      act(database, MARCH, cx => licences.buyThrough(cx, { customer: acme, partner: brightwave, plan: 'p' }), actor)
    expect(await buy(customer(zuivel))).toMatchObject({ refusal: 'not-allowed' })
    expect(await buy(olga)).toMatchObject({ refusal: 'not-allowed' })
    expect(await buy(customer(acme))).toMatchObject({ refusal: 'not-bound' })
  })

  test('a history names the account itself: opened at the instant of the choice, it belongs to it; later, it does not', async () => {
    const database = await town()
    await act(database, MARCH, async cx => {
      const chosen = await attribution.selectPartner(cx, { customer: acme, partner: brightwave })
      if (!chosen.ok) return chosen
      const wish = { account: 'A-1', partner: brightwave, customer: acme, brand: 'vendor' as const }
      return licences.openAccount(cx, { ...wish, listNet: amount('49.00') })
    })
    await open(database, '2025-03-11T10:00:00Z', { account: 'A-2' })
    const named = await licences.accountsNamed(looking(database, MARCH), ['A-1', 'A-2'])
    const binding = await attribution.bindingOf(looking(database, MARCH), acme)
    expect(named.get('A-1')?.binding).toBe(binding?.id)
    expect(named.get('A-2')?.binding).toBeNull()
  })

  test('plans are offered where the partner could open an account, until they are retired', async () => {
    const database = await town()
    const keep = (o: { id?: string; program?: string; name?: string; list?: string }) =>
      act(database, NEW_YEAR, cx =>
        licences.keepPlan(cx, {
          program: o.program ?? 'copernica',
          name: o.name ?? 'Basic',
          list: amount(o.list ?? '49.00'),
          id: o.id,
        }),
      )
    const basic = await keep({})
    const id = basic.ok ? basic.value.id : ''
    expect(await keep({ id, list: '59.00' })).toMatchObject({ value: { id, list: amount('59.00') } })
    expect(await keep({ name: ' ' })).toMatchObject({ refusal: 'bad-name' })
    expect(await keep({ list: '0.00' })).toMatchObject({ refusal: 'bad-amount' })
    expect(await keep({ program: 'none' })).toMatchObject({ refusal: 'unknown-program' })
    await act(database, NEW_YEAR, cx => programs.ensureProgram(cx, 'cocentric'))
    expect(await keep({ program: 'cocentric' })).toMatchObject({ refusal: 'not-eligible' })
    const offered = async () => (await licences.plansThrough(looking(database, MARCH), brightwave)).map(p => p.name)
    expect(await offered()).toEqual(['Basic'])
    await act(database, MARCH, cx =>
      licences.dateLicence(cx, {
        partner: brightwave,
        program: 'copernica',
        from: null,
        until: day('2025-03-09'),
      }),
    )
    expect(await offered()).toEqual([])
    expect(await licences.plansThrough(looking(database, MARCH), nova)).toHaveLength(1)
    await act(database, MARCH, cx => licences.retirePlan(cx, id))
    expect(await licences.plansThrough(looking(database, MARCH), nova)).toEqual([])
    expect(await keep({ id })).toMatchObject({ refusal: 'unknown-plan' })
  })
})

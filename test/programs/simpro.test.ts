/** SIM-1 to SIM-14, tiers, modules, fee or discount. What the rooms' own tests hold already is not said again; this is the rest of each edge. */
import { describe, expect, test } from 'vitest'
import * as attribution from '#attribution/index.ts'
import * as directory from '#directory/index.ts'
import * as enablement from '#enablement/index.ts'
import type { Actor, PartnerRole } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import * as tiers from '#tiers/index.ts'
import { dealScene } from '../commissions/deal-scene.ts'
import { c, p } from '../commissions/scene.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

const SETTINGS = { feePercent: '5', discountPercent: '10' }
/** Tally is in the program since New Year 2025; Acme and Beta are new to the operator. */
async function town(more: object = {}, settings: Record<string, string | number> = SETTINGS) {
  const database = await freshDatabase()
  const s = dealScene(database, 'simpro')
  await s.program(settings)
  await s.partner('2025-01-01T00:00:00Z', 'tally', more)
  for (const id of ['acme', 'beta']) await s.customer('2025-01-01T00:00:00Z', id, { domain: `${id}.example` })
  return { database, ...s }
}
const person = (role: PartnerRole, partner = 'tally'): Actor => ({
  kind: 'user',
  user: `usr_${role}` as UserId,
  email: `${role}@${partner}.example`,
  name: role,
  customer: null,
  partner: { id: p(partner), role },
  staff: [],
})
type Town = Awaited<ReturnType<typeof town>>
const asked = async (s: Town, at: string, verb: Parameters<typeof act>[2], actor?: Actor) => {
  const outcome = (await act(s.database, at, verb, actor)) as { ok: boolean; refusal?: string }
  return outcome.ok ? 'ok' : outcome.refusal
}
const invite = (s: Town, at: string, tier: string) =>
  s.verb(at, cx => tiers.inviteTier(cx, { partner: p('tally'), tier }))
const tierOf = async (s: Town, at: string) => (await tiers.progressOf(looking(s.database, at), p('tally')))[0]?.tier

test('SIM-1: the three tiers by name, however written; a fourth is unknown', async () => {
  for (const [tier, key] of [
    ['Registered', 'registered'],
    ['SELECT', 'select'],
    ['premier', 'premier'],
  ]) {
    const s = await town({ tier })
    expect(await tierOf(s, '2025-01-02T00:00:00Z')).toBe(key)
  }
  const s = await town()
  expect(
    await asked(s, '2025-02-01T00:00:00Z', cx => tiers.inviteTier(cx, { partner: p('tally'), tier: 'Platinum' })),
  ).toBe('unknown-tier')
})

test('SIM-2: Tally may hold all five modules at once; a sixth that the terms do not know is refused', async () => {
  const five = ['service-provider', 'technology', 'referral', 'accountancy', 'industry']
  const s = await town({ modules: ['technology'] })
  const choose = (modules: string[]) =>
    asked(s, '2025-02-01T00:00:00Z', cx =>
      partners.chooseModules(cx, { partner: p('tally'), program: 'simpro', modules } as never),
    )
  expect(await choose(five)).toBe('ok')
  expect(await choose([...five, 'catering'])).not.toBe('ok')
  const facts = (await partners.membersFacts(looking(s.database, '2025-03-01T00:00:00Z'), [p('tally')])).get(p('tally'))
  expect([...(facts?.memberships[0]?.modules ?? [])].sort()).toEqual([...five].sort())
})

test.each([
  ['premier', 20, 'ok'],
  ['premier', 21, 'not-eligible'],
  ['select', 20, 'not-eligible'],
])('SIM-3: a session asked for by a %s partner, of %i minutes: %s', async (tier, minutes, answer) => {
  const s = await town({ tier })
  const wish = { partner: p('tally'), kind: 'session' as const, subject: 'Our launch', text: 'Could we talk?', minutes }
  expect(await asked(s, '2025-02-01T09:00:00Z', cx => enablement.ask(cx, wish), person('editor'))).toBe(answer)
})

test('SIM-4: on the day Tally is invited to Premier its link is followed, the day before and after it is taken back it is not', async () => {
  const s = await town({ modules: ['technology'] })
  const row = { partner: p('tally'), summary: 'Planning boards', website: 'https://tally.example/' }
  await s.verb('2025-01-02T00:00:00Z', cx => directory.importListings(cx, [row as never]))
  await invite(s, '2025-03-10T10:00:00Z', 'premier')
  await s.verb('2025-04-10T10:00:00Z', cx =>
    tiers.endTier(cx, { partner: p('tally'), program: 'simpro', reason: 'no reviews were held' }),
  )
  const followed = (at: string) => directory.linkFollowed(looking(s.database, at), p('tally'))
  expect(
    await Promise.all(
      ['2025-03-09', '2025-03-10', '2025-04-09', '2025-04-10'].map(day => followed(`${day}T12:00:00Z`)),
    ),
  ).toEqual([false, true, true, false])
  expect(await directory.integrations(looking(s.database, '2025-03-09T12:00:00Z'))).toEqual(['tally'])
})

test('SIM-5: Tally’s editor registers a lead and reads what became of it; another partner reads nothing', async () => {
  const s = await town()
  const wish = {
    lead: 'L-1',
    partner: p('tally'),
    program: 'simpro',
    company: { name: 'Customer acme', domain: 'acme.example' },
  }
  expect(await asked(s, '2025-02-01T09:00:00Z', cx => attribution.registerLead(cx, wish), person('editor'))).toBe('ok')
  await s.approve('2025-02-02T09:00:00Z', 'L-1')
  await s.sign('2025-03-01T12:00:00Z', 'D-1', 'acme', '100.00')
  const read = (actor: Actor) => attribution.registryOf(looking(s.database, '2025-04-01T00:00:00Z', actor), p('tally'))
  expect((await read(person('editor')))[0]?.rows).toMatchObject([
    { lead: 'L-1', status: 'active', dealStatus: 'signed', closeDate: '2025-03-01' },
  ])
  expect(await read(person('owner', 'rival'))).toEqual([])
})

test('SIM-6: one benefit at a time: elected on one day, the fee elected back on it counts, for it was elected last', async () => {
  const s = await town()
  await s.won('2025-02-01T09:00:00Z', 'L-1', 'tally', 'acme')
  await s.elect('2025-03-01T09:00:00Z', 'tally', 'discount')
  await s.sign('2025-03-01T10:00:00Z', 'D-1', 'acme', '100.00')
  expect(await s.rates('tally')).toEqual(['deal:D-1 5 % 0.00 fee-not-elected'])
  await s.elect('2025-03-01T11:00:00Z', 'tally', 'fee')
  expect(await s.rates('tally')).toEqual(['deal:D-1 5 % 5.00 -'])
})

test.each([
  ['2025-08-10T23:59:59.999Z', 1],
  ['2025-08-11T00:00:00Z', 0],
])('SIM-7: referred on 10 February, a binding order of %s counts %i; a trial never does, and each customer once', async (at, count) => {
  const s = await town()
  await s.lead('2024-12-01T09:00:00Z', 'L-1', 'tally', 'acme').catch(() => null)
  await s.won('2025-02-10T09:00:00Z', 'L-2', 'tally', 'beta')
  await s.sign('2025-03-01T12:00:00Z', 'D-0', 'beta', '10.00', { subscription: 'trial' })
  for (const deal of ['D-1', 'D-2']) await s.sign(at, deal, 'beta', '10.00')
  const won = await attribution.closedWon(looking(s.database, '2025-12-01T00:00:00Z'), {
    partner: p('tally'),
    program: 'simpro' as never,
    from: '2025-01-01' as Day,
    to: '2025-12-01' as Day,
    withinMonths: 6,
  })
  expect(won).toEqual(count === 1 ? ['beta'] : [])
})

test.each([
  [9, 'registered'],
  [10, 'select'],
])('SIM-8: Tally joined as Select; with %i customers won it is %s from the first 1 January on', async (customers, tier) => {
  const s = await town({ tier: 'select', modules: ['service-provider'] })
  for (let n = 0; n < customers; n++) {
    await s.customer('2025-01-01T00:00:00Z', `k-${n}`)
    await s.won('2025-06-01T09:00:00Z', `L-${n}`, 'tally', `k-${n}`)
    await s.sign('2025-07-01T12:00:00Z', `D-${n}`, `k-${n}`, '10.00')
  }
  await within(s.database, '2026-01-01T00:00:00Z', cx => tiers.passTiersDue(cx))
  expect([await tierOf(s, '2025-12-31T23:59:59Z'), await tierOf(s, '2026-01-01T00:00:00Z')]).toEqual(['select', tier])
})

describe('SIM-9, SIM-10', () => {
  test.each([
    ['SIM-9', 'compatibility-update', '2025-01-31', '2025-03-02'],
    ['SIM-10', 'problem-resolution', '2025-04-17', '2025-04-25'], // a weekend and Easter Monday fall between; Good Friday is a business day there
  ])('%s: %s told of on %s is due on %s, open all of that day and overdue on the next', async (_, what, day, due) => {
    const s = await town({ modules: ['technology'], country: 'NL' })
    const wish = { event: 'E-1', program: 'simpro', what, subject: 'Release 9', day: day as Day, partner: p('tally') }
    await s.verb(`${day}T10:00:00Z`, cx => partners.startTasks(cx, wish))
    const state = async (at: string) => {
      const [task] = await partners.tasksOf(looking(s.database, at), { partner: p('tally') })
      return task && [task.due, partners.taskState(task, new Date(at))]
    }
    const next = new Date(Date.parse(due) + 86_400_000).toISOString().slice(0, 10)
    expect(await state(`${due}T23:59:59.999Z`)).toEqual([due, 'open'])
    expect(await state(`${next}T00:00:00.000Z`)).toEqual([due, 'overdue'])
  })
})

test.each([
  ['registered', ['listing-confirmation 2025-07-01']],
  ['select', ['annual-plan 2026-01-01', 'listing-confirmation 2025-07-01', 'operator-branding 2026-01-01']],
  [
    'premier',
    [
      'joint-business-plan 2026-01-01',
      'listing-confirmation 2025-07-01',
      'operator-branding 2026-01-01',
      'quarterly-review 2025-04-01',
    ],
  ],
])('SIM-11: what a %s partner that joined on New Year owes, or is owed: %j', async (tier, duties) => {
  const s = await town({ tier })
  await within(s.database, '2025-01-01T00:00:00Z', cx => partners.passTasksDue(cx))
  const open = await partners.tasksOf(looking(s.database, '2025-01-02T00:00:00Z'), { partner: p('tally') })
  expect(open.map(task => `${task.what} ${task.due}`).sort()).toEqual(duties)
})

test('SIM-11: without an accepted agreement Tally registers no lead, whatever its tier', async () => {
  const s = await town({ tier: 'premier', agreement: false })
  const wish = { lead: 'L-1', partner: p('tally'), program: 'simpro', customer: 'acme' }
  expect(await asked(s, '2025-02-01T09:00:00Z', cx => attribution.registerLead(cx, wish))).toBe(
    'agreement-not-accepted',
  )
})

test('SIM-12: removed for its reviews by a person with a reason, Tally is gone from the directory, earns nothing from that day, and keeps what it earned', async () => {
  const s = await town()
  const row = { partner: p('tally'), summary: 'Planning boards' }
  await s.verb('2025-01-02T00:00:00Z', cx => directory.importListings(cx, [row as never]))
  for (const customer of ['acme', 'beta']) await s.won('2025-02-01T09:00:00Z', `L-${customer}`, 'tally', customer)
  const remove = (reason: string, actor?: Actor) =>
    asked(
      s,
      '2025-06-10T15:00:00Z',
      cx => partners.removePartner(cx, { partner: p('tally'), ground: 'low-rating', reason }),
      actor,
    )
  expect([await remove('four of five', person('owner')), await remove(' ')]).toEqual(['not-allowed', 'reason-required'])
  const listed = (at: string) => directory.listed(looking(s.database, at), [p('tally')])
  expect(await listed('2025-06-10T14:00:00Z')).toEqual(['tally'])
  expect(await remove('Consistently low since May.')).toBe('ok')
  await s.settle('2025-06-10T15:00:00Z')
  expect(await listed('2025-06-10T15:00:00Z')).toEqual([])
  await s.sign('2025-06-11T00:00:00Z', 'D-1', 'acme', '100.00', { at: new Date('2025-06-09T23:59:59.999Z') })
  await s.sign('2025-06-11T00:00:00Z', 'D-2', 'beta', '100.00', { at: new Date('2025-06-10T00:00:00Z') })
  expect(await s.rates('tally')).toEqual(['deal:D-1 5 % 5.00 -', 'deal:D-2 5 % 0.00 partner-not-active'])
  expect(
    await asked(s, '2025-06-11T00:00:00Z', cx =>
      attribution.registerLead(cx, { lead: 'L-9', partner: p('tally'), program: 'simpro', customer: c('acme') }),
    ),
  ).toBe('partner-not-active')
})

describe('SIM-13, SIM-14', () => {
  async function narrow() {
    const s = await town({ modules: ['accountancy'] })
    const [terms] = await programs.termsOf(looking(s.database, '2025-01-02T00:00:00Z'), 'simpro')
    if (!terms) throw new Error('the program has terms')
    const { program: _, version: __, from: ___, ...body } = terms
    await s.publish('2025-01-02T00:00:00Z', { ...body, discount: { percent: '10', products: ['Books'] } }, '2025-02-01')
    return s
  }
  const signed = (s: Town, at: string, deal: string, more: object) =>
    s.sign(at, deal, 'acme', '90.00', { discount: true, ...more }).then(
      () => 'ok',
      (error: Error) => error.message,
    )
  test('SIM-13, SIM-14: the discount is for an eligible product, from the day these terms hold; for another, or none, it is not eligible', async () => {
    const s = await narrow()
    await s.won('2025-01-10T09:00:00Z', 'L-1', 'tally', 'acme')
    expect(await signed(s, '2025-01-31T23:59:59Z', 'D-1', { product: 'Payroll' })).toBe('ok')
    expect(await signed(s, '2025-02-01T00:00:00Z', 'D-2', { product: 'Payroll' })).toContain('not-eligible')
    expect(await signed(s, '2025-02-01T00:00:00Z', 'D-2', {})).toContain('not-eligible')
    expect(await signed(s, '2025-02-01T00:00:00Z', 'D-2', { product: 'Books' })).toBe('ok')
    expect(await s.rates('tally')).toEqual(['deal:D-1 5 % 0.00 discount-given', 'deal:D-2 5 % 0.00 discount-given'])
  })
  test('SIM-14: without a lead, before its approval, or on the day after its window, the discount is not eligible', async () => {
    const s = await town()
    const wish = { product: 'Books' }
    expect(await signed(s, '2025-01-09T09:00:00Z', 'D-1', wish)).toContain('not-eligible')
    await s.lead('2025-01-10T09:00:00Z', 'L-1', 'tally', 'acme')
    expect(await signed(s, '2025-01-11T08:59:59Z', 'D-1', wish)).toContain('not-eligible')
    await s.approve('2025-01-11T09:00:00Z', 'L-1')
    expect(await signed(s, '2026-01-12T00:00:00Z', 'D-1', wish)).toContain('not-eligible')
    expect(await signed(s, '2026-01-11T23:59:59Z', 'D-1', wish)).toBe('ok')
  })
  test.each([
    [{}, 'incomplete'],
    [{ feePercent: '5' }, 'incomplete'],
    [{ discountPercent: '10' }, 'incomplete'],
    [{ feePercent: '0', discountPercent: '0' }, 'ok'],
  ])('SIM-14: opened with %j: %s', async (settings, answer) => {
    const database = await freshDatabase()
    const opened = await act(database, '2025-01-01T00:00:00Z', cx =>
      programs.ensureProgram(cx, 'simpro', { preset: 'simpro', settings }),
    )
    expect(opened.ok ? 'ok' : opened.refusal).toBe(answer)
  })
})

import { describe, expect, test } from 'vitest'
import * as licences from '#licences/index.ts'
import { amount as of, p, scene, settle } from '../commissions/scene.ts'
import { act, freshDatabase } from '../support/database.ts'
import { APRIL, bill, brightwave, open } from './town.ts'

const MARCH = '2025-03-10T10:00:00Z'

describe('COP-12: selecting sets both accounts going', () => {
  async function story() {
    const database = await freshDatabase()
    const town = scene(database)
    await town.partner('2025-01-01T00:00:00Z', 'brightwave', { domain: 'brightwave.example' })
    await town.customer('2025-01-01T00:00:00Z', 'acme', { domain: 'acme.nl' })
    await town.customer('2025-01-01T00:00:00Z', 'zuivel', { domain: 'zuivel.nl' })
    return { database, town }
  }

  test('bought directly, turnover earns the kickback; bought through the partner, it earns none and is charged half (COP-15)', async () => {
    const { database, town } = await story()
    await town.select(MARCH, 'acme', 'brightwave')
    await open(database, MARCH, { account: 'A-1', listNet: of('100.00', 'EUR') })
    await town.invoice('2025-03-12T10:00:00Z', 'I-1', 'acme', '100.00')
    await town.invoice('2025-03-12T10:00:00Z', 'I-2', 'acme', '80.00', 'EUR', { account: 'A-1' })
    await bill(database, APRIL, '2025-03')
    await settle(database, APRIL)
    expect(await town.lines('brightwave')).toEqual([
      'invoice:I-1 100.00 10.00 EUR 2025-03-12 - -',
      'invoice:I-2 80.00 0.00 EUR 2025-03-12 - resold-account',
    ])
    const { licence } = await town.earnings('brightwave')
    expect(licence).toEqual([{ currency: 'EUR', charged: '50.00', open: '50.00' }])
  })

  test('an account that one partner resells earns the partner its customer is bound to nothing either', async () => {
    const { database, town } = await story()
    await town.partner('2025-01-01T00:00:00Z', 'nova', { domain: 'nova.example' })
    await open(database, MARCH, { account: 'A-1', partner: brightwave, customer: 'zuivel' })
    await town.select(MARCH, 'zuivel', 'nova')
    await town.invoice('2025-03-12T10:00:00Z', 'I-1', 'zuivel', '100.00', 'EUR', { account: 'A-1' })
    expect(await town.lines('nova')).toEqual(['invoice:I-1 100.00 0.00 EUR 2025-03-12 - resold-account'])
    expect(await town.lines('brightwave')).toEqual([])
  })

  test('what is charged, paid or set off moves no figure of the earnings but what is payable', async () => {
    const { database, town } = await story()
    await town.select(MARCH, 'acme', 'brightwave')
    await open(database, MARCH, { account: 'A-1', listNet: of('100.00', 'EUR') })
    await town.invoice('2025-03-12T10:00:00Z', 'I-1', 'acme', '100.00')
    await town.payment('2025-03-13T10:00:00Z', 'P-1', 'I-1', '100.00')
    await bill(database, APRIL, '2025-03')
    const partner = p('brightwave')
    await act(database, APRIL, cx => licences.agreeSetOff(cx, { partner, agreed: true, note: 'contract, article 4' }))
    const wish = { partner, reference: 'SO-1', amount: of('10.00', 'EUR') }
    expect(await act(database, APRIL, cx => licences.setOff(cx, wish))).toMatchObject({ ok: true })
    expect(await town.money('brightwave')).toEqual(['EUR 0.00 0.00 0.00 0.00 0.00'])
    const { licence } = await town.earnings('brightwave')
    expect(licence).toEqual([{ currency: 'EUR', charged: '50.00', open: '40.00' }])
    // A refund after it: what was set off stays, and the debt is repaid by what is earned next (M13).
    await town.credit('2025-04-02T10:00:00Z', 'CN-1', 'acme', '100.00', 'EUR', { invoice: 'I-1' })
    expect(await town.money('brightwave')).toEqual(['EUR 0.00 -10.00 0.00 0.00 0.00'])
    expect(await act(database, APRIL, cx => licences.setOff(cx, { ...wish, reference: 'SO-2' }))).toMatchObject({
      refusal: 'more-than-payable',
    })
  })
})

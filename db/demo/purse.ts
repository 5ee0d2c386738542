/** Where money goes: bank details and tax particulars, plans and accounts, one payout that is done, one that waits, two questions. */
import * as commissions from '#commissions/index.ts'
import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import * as licences from '#licences/index.ts'
import * as payouts from '#payouts/index.ts'
import { type Act, type Calendar, must } from './act.ts'
import { eur } from './deals.ts'
import { as } from './persons.ts'
import type { Engagement } from './plan.ts'

const VUURTOREN = 'vuurtoren-data' as PartnerId
const ADA = 'ada@guildhall.example'
const INES = 'ines@guildhall.example'
const MILA = 'mila@vuurtoren-data.example'
const FATIMA = 'fatima@vuurtoren-data.example'

export function purseActs(calendar: Calendar, engagements: readonly Engagement[]): Act[] {
  return [...paperActs(calendar), ...accountActs(calendar, engagements), ...payoutActs(calendar)]
}

/** An IBAN that adds up and belongs to nobody: the bank of the standard's own examples. */
const IBANS: readonly (readonly [partner: string, iban: string, name: string])[] = [
  ['vuurtoren-data', 'NL91ABNA0417164300', 'Vuurtoren Data BV'],
  ['polderpost', 'NL39RABO0300065264', 'Polderpost'],
  ['grachtlicht', 'NL20INGB0001234567', 'Grachtlicht BV'],
  ['maasvaart', 'DE89370400440532013000', 'Maasvaart Marketing'],
  ['kade-noord', 'BE68539007547034', 'Kade Noord'],
]

function paperActs({ ago }: Calendar): Act[] {
  const operator: Act = {
    at: ago(690, 9),
    do: async cx => {
      await must(
        'say who the operator is',
        payouts.setParticulars(cx, {
          partner: null,
          name: 'Guildhall Software BV',
          street: 'Herengracht 182',
          postcode: '1016 BR',
          city: 'Amsterdam',
          country: 'NL',
          vatId: 'NL004495445B01',
          ratePercent: '21',
        }),
      )
      await must(
        'say from where the operator pays',
        payouts.setBankDetails(cx, { partner: null, iban: 'NL02ABNA0123456789', name: 'Guildhall Software BV' }),
      )
    },
  }
  const banks = IBANS.map(
    ([partner, iban, name], i): Act => ({
      at: ago(390, 10, i),
      do: async cx => {
        const who = partner === VUURTOREN ? await as(cx, FATIMA) : cx
        await must('say where to pay', payouts.setBankDetails(who, { partner: partner as PartnerId, iban, name }))
      },
    }),
  )
  const tax: Act[] = [
    {
      at: ago(250, 9, 30),
      do: async cx => {
        const given = { name: 'Vuurtoren Data BV', street: 'Silodam 40', postcode: '1013 AS', city: 'Amsterdam' }
        await must(
          'say who a partner is',
          payouts.setParticulars(await as(cx, FATIMA), {
            partner: VUURTOREN,
            ...given,
            country: 'NL',
            vatId: 'NL123456782B12',
            standing: 'business',
          }),
        )
      },
    },
    {
      at: ago(249, 9),
      do: async cx =>
        must('check a VAT id', payouts.checkVatId(await as(cx, INES), { partner: VUURTOREN, valid: true })),
    },
    {
      at: ago(245, 16),
      do: async cx =>
        must(
          'agree to self-billing',
          payouts.acceptSelfBilling(await as(cx, MILA), { partner: VUURTOREN, acceptance: 'silence' }),
        ),
    },
    {
      at: ago(20, 13),
      do: cx =>
        must(
          'say who a partner is',
          payouts.setParticulars(cx, {
            partner: 'maasvaart' as PartnerId,
            name: 'Maasvaart Marketing',
            street: 'Wijnhaven 65',
            postcode: '3011 WJ',
            city: 'Rotterdam',
            country: 'NL',
            vatId: 'NL000099998B57',
            standing: 'business',
          }),
        ),
    },
  ]
  return [operator, ...banks, ...tax]
}

/** Plans in three sizes; a sandbox, and some of the partner's customers who buy through it. */
function accountActs({ ago }: Calendar, engagements: readonly Engagement[]): Act[] {
  const plans = new Map<string, string>()
  const offer: Act[] = (
    [
      ['Harbour', 49],
      ['Coast', 149],
      ['Ocean', 490],
    ] as const
  ).map(([name, list], i) => ({
    at: ago(420, 9, i),
    do: async cx => {
      const plan = await must('offer a plan', licences.keepPlan(cx, { program: 'copernica', name, list: eur(list) }))
      plans.set(name, plan.id)
    },
  }))
  const open = (days: number, account: string, wish: Partial<licences.AccountWish>): Act => ({
    at: ago(days, 10, 10),
    do: cx =>
      must(
        'open an account',
        licences.openAccount(cx, { account, partner: VUURTOREN, brand: 'vendor', listNet: eur(149), ...wish }),
      ),
  })
  const price = (days: number, account: string, net: number): Act => ({
    at: ago(days, 11),
    do: async cx => must('ask a price', licences.setAccountPrice(await as(cx, FATIMA), { account, net: eur(net) })),
  })
  const [first, second] = engagements.filter(
    e => e.partner.id === VUURTOREN && e.until === null && e.from > 220 && e.from < 700,
  )
  const pay = (days: number): Act => ({
    at: ago(days, 15),
    do: async cx => {
      for (const { currency, open: due } of await licences.chargesOf(cx, VUURTOREN)) {
        if (due <= 0n) continue
        const day = dayOf(cx.now, 'UTC')
        const payment = { partner: VUURTOREN, reference: `BANK-${day}`, amount: { minor: due, currency }, day }
        await must('pay licences', licences.recordPayment(cx, payment as Parameters<typeof licences.recordPayment>[1]))
      }
    },
  })
  return [
    ...offer,
    open(405, 'VD-SANDBOX', { kind: 'sandbox', listNet: eur(0) }),
    open(255, 'VD-NOORDSTUUR', { customer: 'noordstuur', brand: 'white-label' }),
    price(254, 'VD-NOORDSTUUR', 175),
    ...(first ? [open(205, 'VD-0002', { customer: first.customer.id, listNet: eur(490) })] : []),
    ...(second ? [open(190, 'VD-0003', { customer: second.customer.id, listNet: eur(49) })] : []),
    { at: ago(75, 17), do: cx => must('close an account', licences.closeAccount(cx, { account: 'VD-0003' })) },
    pay(150),
    pay(70),
    {
      at: ago(140, 10),
      do: async cx =>
        must(
          'agree to set-offs',
          licences.agreeSetOff(await as(cx, INES), { partner: VUURTOREN, agreed: true, note: 'Letter of the spring.' }),
        ),
    },
  ]
}

function payoutActs({ ago }: Calendar): Act[] {
  const act = (days: number, hour: number, email: string, work: (cx: Cx) => Promise<unknown>): Act => ({
    at: ago(days, hour),
    do: async cx => work(await as(cx, email)),
  })
  const done = 'quarter-run'
  const waits = 'grachtlicht-run'
  return [
    act(101, 10, INES, cx => must('prepare a run', payouts.preparePayout(cx, { run: done, by: INES }))),
    act(100, 9, ADA, cx => must('approve a run', payouts.approvePayout(cx, { run: done, by: ADA }))),
    act(100, 10, INES, cx => must('export a run', payouts.exportPayout(cx, { run: done }))),
    act(97, 10, INES, cx => must('settle a run', payouts.settlePayout(cx, { run: done }))),
    act(3, 10, INES, cx =>
      must('prepare a run', payouts.preparePayout(cx, { run: waits, by: INES, partner: 'grachtlicht' as PartnerId })),
    ),
    act(85, 11, FATIMA, cx => question(cx, 'deal:D-2011', 'We expected a commission on the trial at Zeeglas as well.')),
    act(83, 11, INES, cx =>
      must(
        'answer a question',
        commissions.answerDispute(cx, {
          dispute: 1,
          outcome: 'declined',
          text: 'A proof of concept earns nothing by itself. The order that follows from it does.',
        }),
      ),
    ),
  ]
}

/** Asked once everything is settled: the entry must be there. */
export function lateActs({ ago }: Calendar): Act[] {
  const text = 'Our part in renewing Duinrand was told in time; the share was agreed by telephone before the signature.'
  return [{ at: ago(2, 11), do: async cx => question(await as(cx, FATIMA), 'deal:D-2004', text) }]
}

const question = (cx: Cx, cause: string, text: string): Promise<unknown> =>
  must('question an entry', commissions.openDispute(cx, { partner: VUURTOREN, cause, text }))

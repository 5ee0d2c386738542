/** What the operator's own sales people signed: first orders, renewals, one in stages, one with a discount, and their papers. */
import * as attribution from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { type Currency, type Money, type Ppm, parsePercent } from '#kernel/money.ts'
import * as licences from '#licences/index.ts'
import * as turnover from '#turnover/index.ts'
import { type Act, type Calendar, must } from './act.ts'
import { BUYERS } from './leads.ts'

/** Whole euros. */
export const eur = (euros: number): Money => ({ minor: BigInt(Math.round(euros * 100)), currency: 'EUR' as Currency })
const percent = (text: string): Ppm => parsePercent(text) ?? 0n

type Signing = {
  readonly deal: string
  readonly customer: (typeof BUYERS)[number][0]
  readonly signed: number
  readonly net: number
  readonly kind?: attribution.Signature['kind']
  readonly subscription?: attribution.Signature['subscription']
  readonly term?: number
  readonly lead?: string
  readonly stages?: readonly number[]
  readonly firstYear?: number
  readonly via?: 'partner'
  readonly discount?: boolean
  /** Days before the last one on which its invoice was paid; none if it is open. */
  readonly paid?: number
}

const DEALS: readonly Signing[] = [
  { deal: 'D-2001', customer: 'havenhuis', signed: 601, net: 24_000, lead: 'L-1001', paid: 575 },
  { deal: 'D-2002', customer: 'havenhuis', signed: 236, net: 26_400, kind: 'renewal', paid: 214 },
  {
    deal: 'D-2003',
    customer: 'duinrand-zorg',
    signed: 431,
    net: 30_000,
    term: 24,
    stages: [18_000, 12_000],
    paid: 402,
  },
  { deal: 'D-2004', customer: 'duinrand-zorg', signed: 64, net: 15_600, kind: 'renewal', paid: 47 },
  { deal: 'D-2005', customer: 'getij', signed: 104, net: 18_750, lead: 'L-1005', paid: 82 },
  { deal: 'D-2006', customer: 'getij', signed: 19, net: 4_200, kind: 'expansion' },
  { deal: 'D-2007', customer: 'korenmaat', signed: 200, net: 32_500, lead: 'L-1014', paid: 171 },
  { deal: 'D-2008', customer: 'windvang', signed: 121, net: 7_800, lead: 'L-1013', discount: true, paid: 100 },
  {
    deal: 'D-2009',
    customer: 'veerman',
    signed: 290,
    net: 54_000,
    term: 36,
    firstYear: 18_000,
    lead: 'L-1015',
    paid: 262,
  },
  { deal: 'D-2010', customer: 'stuwmeer', signed: 150, net: 12_400, lead: 'L-1016', paid: 128 },
  { deal: 'D-2011', customer: 'zeeglas', signed: 310, net: 900, term: 3, subscription: 'poc', lead: 'L-1004' },
  { deal: 'D-2012', customer: 'oeverlicht', signed: 330, net: 9_600, paid: 305 },
  { deal: 'D-2013', customer: 'oeverlicht', signed: 31, net: 3_600, kind: 'expansion', via: 'partner' },
]

export const buyers: readonly CustomerId[] = BUYERS.map(([id]) => id as CustomerId)

export function dealActs({ ago }: Calendar): Act[] {
  const vuurtoren = 'vuurtoren-data' as PartnerId
  const share = (days: number, deal: string, rate: string): Act => ({
    at: ago(days, 14),
    do: cx => must('agree a share', attribution.agreeShare(cx, { deal, partner: vuurtoren, ppm: percent(rate) })),
  })
  const part = (days: number, deal: string): Act => ({
    at: ago(days, 9, 30),
    do: cx => must('take part in a renewal', attribution.logParticipation(cx, { deal, partner: vuurtoren })),
  })
  const open = (days: number, deal: string, customer: string): Act => ({
    at: ago(days, 10),
    do: cx => must('open a deal', attribution.openDeal(cx, { deal, customer })),
  })
  return [
    ...DEALS.flatMap(signing => actsOf(signing, ago)),
    part(282, 'D-2001'),
    share(260, 'D-2001', '8'),
    part(90, 'D-2003'),
    // Two days too late: the partner asks why it earned nothing (`purse.ts`).
    share(62, 'D-2003', '8'),
    open(30, 'D-2014', 'waterloop'),
    open(12, 'D-2015', 'lentebrug'),
  ]
}

function actsOf(one: Signing, ago: Calendar['ago']): Act[] {
  const { deal, signed, net, paid } = one
  const customer = one.customer as CustomerId
  const sign = async (cx: Cx): Promise<void> => {
    await must(
      'sign a deal',
      attribution.signDeal(cx, {
        deal,
        customer,
        kind: one.kind ?? 'new',
        subscription: one.subscription ?? 'paid',
        termMonths: one.term ?? 12,
        net: eur(net),
        firstYearNet: one.firstYear === undefined ? null : eur(one.firstYear),
        stages: (one.stages ?? []).map(eur),
        lead: one.lead ?? null,
        via: one.via ?? 'direct',
        discount: one.discount ?? false,
        product: null,
        at: cx.now,
      }),
    )
    if (one.via) await must('charge an order', licences.chargeOrder(cx, deal as attribution.Deal['id']))
  }
  const invoice = deal.replace('D-', 'DI-')
  const tell = async (cx: Cx, type: 'invoice' | 'payment'): Promise<void> => {
    const document = type === 'invoice' ? invoice : deal.replace('D-', 'DP-')
    const event = { eventId: document, type, document, invoice: type === 'invoice' ? null : invoice, customer }
    const named = type === 'invoice' ? { deal } : {}
    const report = await must(
      'bill a deal',
      turnover.record(cx, [{ ...event, ...named, occurredAt: cx.now, net: eur(net) }], 'billing'),
    )
    if (report.errors[0]) throw new Error(`broken promise: a deal's papers are right: ${report.errors[0].message}`)
  }
  const acts: Act[] = [{ at: ago(signed, 13, 20), do: sign }]
  if (one.subscription !== 'poc') acts.push({ at: ago(signed - 1, 10, 30), do: cx => tell(cx, 'invoice') })
  if (paid !== undefined) acts.push({ at: ago(paid, 11), do: cx => tell(cx, 'payment') })
  return acts
}

/** Beside the directory program some firms are in others: they join, climb and fall, and choose what they are given. */
import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import * as tiers from '#tiers/index.ts'
import { passDue } from '#due.ts'
import { type Act, type Calendar, must } from './act.ts'
import { contactOf } from './firms.ts'
import { as } from './persons.ts'
import { PARTNERS } from './plan.ts'

type Joining = readonly [partner: string, program: string, days: number, tier?: string, modules?: readonly string[]]

export const PROGRAMS = ['cocentric', 'one-network', 'simpro', 'cloudcodes'] as const
const JOININGS: readonly Joining[] = [
  ['vuurtoren-data', 'simpro', 690, 'registered', ['service-provider', 'technology']],
  ['grachtlicht', 'simpro', 680, 'select', ['service-provider', 'technology']],
  ['noorderzijl', 'simpro', 520, 'registered', ['referral']],
  ['sluiswerk', 'simpro', 470, 'select', ['service-provider']],
  ['vuurtoren-data', 'cocentric', 680],
  ['polderpost', 'cocentric', 660],
  ['grachtlicht', 'cocentric', 500],
  ['maasvaart', 'one-network', 640],
  ['kade-noord', 'one-network', 600],
  ['vuurtoren-data', 'cloudcodes', 560, 'reseller'],
  ['zilverwilg', 'cloudcodes', 540, 'reseller'],
]
const SETTINGS: Record<string, Readonly<Record<string, string>>> = {
  simpro: { feePercent: '10', discountPercent: '15' },
}

export function membershipActs({ ago }: Calendar): Act[] {
  const open: Act[] = PROGRAMS.map(key => ({
    at: ago(700, 8),
    do: cx =>
      must(
        'run a program',
        programs.ensureProgram(cx, key, SETTINGS[key] ? { preset: key, settings: SETTINGS[key] } : {}),
      ),
  }))
  const join: Act[] = JOININGS.map(([id, program, days, tier = null, modules], index) => ({
    at: ago(days, 10, index),
    do: async cx => {
      const row = PARTNERS.find(one => one.id === id)
      if (!row) throw new Error(`broken promise: ${id} is a firm of the town`)
      await must('join a program', partners.addPartner(cx, { ...contactOf(row), program, tier, modules }))
    },
  }))
  return [...open, ...join, ...tierActs(ago)]
}

/** Somebody is invited, somebody reaches a level, somebody takes the discount; who does not qualify falls at the new year. */
function tierActs(ago: Calendar['ago']): Act[] {
  const wish = (partner: string, tier: string, program: string) => ({ partner: partner as PartnerId, tier, program })
  const invite = (days: number, partner: string, tier: string): Act => ({
    at: ago(days, 11),
    do: cx => must('invite to a tier', tiers.inviteTier(cx, wish(partner, tier, 'simpro'))),
  })
  const meet = (days: number, partner: string, tier: string, program: string, reason: string): Act => ({
    at: ago(days, 11, 30),
    do: async cx => {
      const manager = days < 399 ? await as(cx, 'ruben@guildhall.example') : cx
      await must('confirm what a tier asks for', tiers.meetTier(manager, { ...wish(partner, tier, program), reason }))
    },
  })
  return [
    invite(505, 'vuurtoren-data', 'select'),
    meet(505, 'vuurtoren-data', 'select', 'simpro', 'Eleven clients closed in the first season.'),
    meet(330, 'vuurtoren-data', 'select', 'simpro', 'Ten clients closed; the list is in the plan.'),
    meet(155, 'vuurtoren-data', 'select', 'simpro', 'Twelve clients closed in the last twelve months.'),
    invite(320, 'grachtlicht', 'premier'),
    meet(280, 'zilverwilg', 'premier', 'cloudcodes', 'Revenue committed, plan signed, campaign agreed.'),
    {
      at: ago(200, 9, 20),
      do: cx =>
        must(
          'take the discount',
          partners.electBenefit(cx, { partner: 'noorderzijl' as PartnerId, benefit: 'discount' }),
        ),
    },
  ]
}

/** What happens by itself happens in the night after the month's turn, as long as there is something to pass. */
export function timeActs({ ago, today }: Calendar): Act[] {
  const pass = (at: Date): Act => ({ at, do: (cx: Cx) => passDue(cx) })
  const turns = Array.from({ length: 690 }, (_, days) => ago(days, 1)).filter(at => at.getUTCDate() === 1)
  return [...turns.map(pass), ...[90, 14, 7, 3].map(days => pass(ago(days, 1, 10))), pass(today)]
}

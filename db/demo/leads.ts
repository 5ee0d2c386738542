/** Firms that partners told of: in every state a lead can be in, from yesterday's to the one that ran out long ago. */
import * as attribution from '#attribution/index.ts'
import type { Cx } from '#db/client.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import { type Act, type Calendar, must } from './act.ts'
import { domainOf } from './firms.ts'
import { as } from './persons.ts'

/** Customers of the operator's own sales people. */
export const BUYERS = [
  ['havenhuis', 'Havenhuis Hotels'],
  ['duinrand-zorg', 'Duinrand Zorg'],
  ['waterloop', 'Waterloop Installaties'],
  ['zeeglas', 'Zeeglas Optiek'],
  ['kwartier', 'Kwartier Makelaars'],
  ['getij', 'Getij Verzekeringen'],
  ['lentebrug', 'Lentebrug Scholen'],
  ['veerman', 'Veerman Logistiek'],
  ['stuwmeer', 'Stuwmeer Energie'],
  ['korenmaat', 'Korenmaat Bakkerijen'],
  ['windvang', 'Windvang Zeilmakers'],
  ['oeverlicht', 'Oeverlicht Theaters'],
] as const

type Firm = (typeof BUYERS)[number][0] | { readonly name: string; readonly domain: string }
type Told = {
  readonly lead: string
  readonly partner: string
  readonly program: string
  readonly firm: Firm
  /** Days before the last one. */
  readonly registered: number
  readonly approved?: number
  readonly rejected?: readonly [days: number, reason: string]
  readonly contact?: readonly [name: string, role: string, decides: boolean]
  readonly again?: string
}

const LEADS: readonly Told[] = [
  {
    lead: 'L-1001',
    partner: 'vuurtoren-data',
    program: 'cocentric',
    firm: 'havenhuis',
    registered: 640,
    approved: 636,
    contact: ['Sjoerd Havinga', 'Director', true],
  },
  {
    lead: 'L-1002',
    partner: 'vuurtoren-data',
    program: 'cocentric',
    firm: 'duinrand-zorg',
    registered: 500,
    approved: 497,
  },
  { lead: 'L-1003', partner: 'vuurtoren-data', program: 'cocentric', firm: 'kwartier', registered: 455, approved: 450 },
  {
    lead: 'L-1004',
    partner: 'vuurtoren-data',
    program: 'cocentric',
    firm: 'zeeglas',
    registered: 352,
    approved: 348,
    contact: ['Marja Glas', 'Owner', true],
  },
  {
    lead: 'L-1005',
    partner: 'vuurtoren-data',
    program: 'simpro',
    firm: 'getij',
    registered: 170,
    approved: 165,
    contact: ['Els Bakhuis', 'Head of marketing', false],
  },
  {
    lead: 'L-1006',
    partner: 'vuurtoren-data',
    program: 'cocentric',
    firm: { name: 'Brughuis Catering', domain: 'brughuis.example' },
    registered: 140,
    rejected: [137, 'They wrote to us themselves in the week before.'],
  },
  {
    lead: 'L-1007',
    partner: 'vuurtoren-data',
    program: 'cocentric',
    firm: 'waterloop',
    registered: 124,
    approved: 120,
    contact: ['Pieter Stroom', 'Operations director', true],
  },
  { lead: 'L-1008', partner: 'vuurtoren-data', program: 'simpro', firm: 'lentebrug', registered: 44, approved: 40 },
  {
    lead: 'L-1009',
    partner: 'polderpost',
    program: 'cocentric',
    firm: { name: 'Molenpad Wijnen', domain: 'molenpad.example' },
    registered: 75,
    approved: 71,
  },
  {
    lead: 'L-1010',
    partner: 'vuurtoren-data',
    program: 'cocentric',
    firm: { name: 'Molenpad Wijnen', domain: 'molenpad.example' },
    registered: 4,
  },
  {
    lead: 'L-1011',
    partner: 'vuurtoren-data',
    program: 'cocentric',
    firm: 'kwartier',
    registered: 2,
    again: 'L-1003',
  },
  {
    lead: 'L-1012',
    partner: 'vuurtoren-data',
    program: 'simpro',
    firm: { name: 'Sterrenwacht Reizen', domain: 'sterrenwacht-reizen.example' },
    registered: 1,
  },
  {
    lead: 'L-1017',
    partner: 'grachtlicht',
    program: 'cocentric',
    firm: { name: 'Zilverdraad Juweliers', domain: 'zilverdraad.example' },
    registered: 210,
    approved: 206,
    rejected: [95, 'Both sides found that the shop would not grow into it.'],
  },
  { lead: 'L-1013', partner: 'noorderzijl', program: 'simpro', firm: 'windvang', registered: 180, approved: 176 },
  { lead: 'L-1014', partner: 'grachtlicht', program: 'simpro', firm: 'korenmaat', registered: 260, approved: 255 },
  {
    lead: 'L-1015',
    partner: 'maasvaart',
    program: 'one-network',
    firm: 'veerman',
    registered: 330,
    approved: 326,
    contact: ['Kees Veerman', 'Managing director', true],
  },
  {
    lead: 'L-1016',
    partner: 'kade-noord',
    program: 'one-network',
    firm: 'stuwmeer',
    registered: 230,
    approved: 226,
    contact: ['Anne Meer', 'Assistant', false],
  },
]

export function leadActs({ ago }: Calendar): Act[] {
  const arrive: Act = {
    at: ago(699, 6),
    do: cx => {
      const rows = BUYERS.map(([id, name]) => ({
        id,
        name,
        domain: domainOf(id),
        email: `office@${domainOf(id)}`,
        country: 'NL',
        countryName: 'Netherlands',
      }))
      return must('take customers in', attribution.importCustomers(cx, rows))
    },
  }
  return [arrive, ...LEADS.flatMap(told => actsOf(told, ago)), ...referralActs(ago)]
}

/** Before people could sign in, the house wrote down what it was told. */
const manager = (cx: Cx, days: number) => (days < 399 ? as(cx, 'ruben@guildhall.example') : Promise.resolve(cx))

function actsOf(told: Told, ago: Calendar['ago']): Act[] {
  const { lead, program, firm, registered, approved, rejected, contact, again } = told
  const partner = told.partner as PartnerId
  const who = typeof firm === 'string' ? { customer: firm } : { company: firm }
  const acts: Act[] = [
    {
      at: ago(registered, 11, 15),
      do: cx => must('register a lead', attribution.registerLead(cx, { lead, partner, program, ...who, again })),
    },
  ]
  if (approved !== undefined)
    acts.push({
      at: ago(approved, 15, 30),
      do: async cx =>
        must(
          'approve a lead',
          attribution.approveLead(await manager(cx, approved), { lead, owner: 'Ruben Castelijn' }),
        ),
    })
  if (rejected)
    acts.push({
      at: ago(rejected[0], 15, 30),
      do: async cx =>
        must('reject a lead', attribution.rejectLead(await manager(cx, rejected[0]), { lead, reason: rejected[1] })),
    })
  if (contact && approved !== undefined) {
    const [name, role, decisionMaker] = contact
    acts.push({
      at: ago(approved - 3, 13),
      do: cx =>
        must(
          'introduce somebody',
          attribution.introduceContact(cx, { lead, name, role, decisionMaker, relation: 'employed' }),
        ),
    })
  }
  return acts
}

/** Codes given to customers and domains reported, one of them by two firms: the second counts for nothing. */
function referralActs(ago: Calendar['ago']): Act[] {
  const refer = (days: number, partner: string, wish: Omit<attribution.ReferralWish, 'partner'>): Act => ({
    at: ago(days, 12, 40),
    do: cx => must('refer', attribution.refer(cx, { ...wish, partner: partner as PartnerId })),
  })
  return [
    refer(410, 'vuurtoren-data', { customer: 'oeverlicht' as CustomerId, code: 'VUUR-07' }),
    refer(409, 'vuurtoren-data', { customer: 'oeverlicht' as CustomerId, domain: domainOf('oeverlicht') }),
    refer(380, 'zilverwilg', { domain: domainOf('oeverlicht') }),
    refer(66, 'vuurtoren-data', { code: 'VUUR-11', domain: 'kustlijn-kamperen.example' }),
    refer(8, 'vuurtoren-data', { domain: 'scheepsbel-antiek.example' }),
  ]
}

/** The forty partners: they join, write their listing and publish their cases. */
import * as directory from '#directory/index.ts'
import type { CaseId, CustomerId, PartnerId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import { type Act, type Calendar, must } from './act.ts'
import { type Chance, chanceOf } from './chance.ts'
import { EXPERTISE, INDUSTRIES, SERVICES } from './labels.ts'
import type { PartnerRow } from './partner-row.ts'
import { DELISTED, type Engagement, joinedDaysAgo, PARTNERS, WITHOUT_LOGO } from './plan.ts'
import { listingTexts, type Pen } from './write.ts'

export const PROGRAM = 'copernica'
const CASES = 120
const COVERS: Record<string, directory.CoverKind> = {
  'email-automation': 'mail',
  'content-and-copy': 'mail',
  deliverability: 'mail',
  'crm-integration': 'flow',
  'lead-generation': 'flow',
  'privacy-and-consent': 'flow',
  'customer-data': 'dashboard',
  'reporting-and-analytics': 'chart',
  'e-commerce': 'chart',
  'marketing-strategy': 'chart',
  segmentation: 'segments',
  'loyalty-programmes': 'segments',
  'text-messages-and-apps': 'phone',
  'event-marketing': 'phone',
}

export const domainOf = (id: string): string => `${id}.example`
const words = (text: string): string[] => text.split(' ').filter(word => word !== '')

/** What a firm says of itself to every program it joins. */
export const contactOf = (row: PartnerRow) => {
  const domain = domainOf(row.id)
  const website = `https://www.${domain}/`
  return { id: row.id, name: row.name, domain, email: `hello@${domain}`, country: row.country, website }
}

export function foundingActs({ ago }: Calendar): Act[] {
  const labels = [
    ...EXPERTISE.map(([en, nl, ...synonyms]) => ({ kind: 'expertise' as const, en, nl, synonyms })),
    ...SERVICES.map(([en, nl, ...synonyms]) => ({ kind: 'service' as const, en, nl, synonyms })),
    ...INDUSTRIES.map(([en, nl, ...synonyms]) => ({ kind: 'industry' as const, en, nl, synonyms })),
  ]
  const first: Act = { at: ago(1_340), do: cx => must('have labels', directory.addLabels(cx, labels)) }
  return [first, ...PARTNERS.flatMap((partner, index) => joining(partner, index, ago))]
}

function joining(row: PartnerRow, index: number, ago: Calendar['ago']): Act[] {
  const chance = chanceOf(`listing ${row.id}`)
  const domain = domainOf(row.id)
  const partner = row.id as PartnerId
  const joined = joinedDaysAgo(row.id)
  return [
    {
      at: ago(joined, 9, index),
      do: cx => must('add a partner', partners.addPartner(cx, { ...contactOf(row), program: PROGRAM })),
    },
    {
      at: ago(joined - 1, 11, index),
      do: async cx => {
        const cover = directory.cover(row.name, COVERS[words(row.expertise)[0] ?? ''] ?? 'dashboard')
        const content: directory.ListingContent = {
          locale: row.locale,
          texts: { en: listingTexts(chance, row, 'en'), nl: listingTexts(chance, row, 'nl') },
          website: `https://www.${domain}/`,
          expertise: words(row.expertise),
          services: words(row.services),
          industries: words(row.industries),
          languages: words(row.languages),
          country: row.country,
          city: row.city,
          budget: row.budget,
          teamSize: row.size,
          founded: row.founded,
          accepting: !chance.yes(0.12) || row.reach > 25,
          certified: Math.round(row.quality * chance.whole(0, 4)),
          logo:
            row.id === WITHOUT_LOGO
              ? null
              : await must('draw', directory.keepDrawing(cx, directory.logo(row.name, index))),
          cover: await must('draw', directory.keepDrawing(cx, cover)),
        }
        await must('write a listing', directory.saveDraft(cx, { partner, content }))
        await must('publish a listing', directory.publish(cx, partner))
      },
    },
    ...(joined > 200
      ? [
          {
            at: ago(chance.whole(3, 80), 14),
            do: (cx: Parameters<Act['do']>[0]) => must('confirm', directory.confirmListing(cx, partner)),
          },
        ]
      : []),
  ]
}

/** How many cases each partner shows: those with many customers have more, the newest none or one; 120 in all. */
function caseCounts(chance: Chance): Map<string, number> {
  const counts = new Map(PARTNERS.map(p => [p.id, p.reach === 0 ? 0 : p.reach < 3 ? 1 : 2]))
  const able = PARTNERS.filter(p => p.reach >= 3 && p.id !== DELISTED)
  let left = CASES - [...counts.values()].reduce((a, b) => a + b, 0)
  while (left > 0) {
    const partner = chance.pick(able)
    const now = counts.get(partner.id) ?? 0
    if (now >= 6 || (now >= 4 && partner.reach < 18)) continue
    counts.set(partner.id, now + 1)
    left--
  }
  return counts
}

export function caseActs({ ago, today }: Calendar, engagements: readonly Engagement[], pens: Map<string, Pen>): Act[] {
  const chance = chanceOf('cases')
  const acts: Act[] = []
  for (const [id, count] of caseCounts(chance)) {
    const pen = pens.get(id)
    if (!pen) continue
    const clients = chance.shuffle(engagements.filter(e => e.partner.id === id && e.from > 100)).slice(0, count)
    for (const { customer, from } of clients) {
      const language = pen.partner.locale
      const { slug, ...texts } = pen.study(language, customer.name, customer.industry)
      const day = chance.whole(12, Math.min(from - 60, 700))
      const at = ago(day, chance.whole(9, 16), chance.whole(0, 59))
      const confirmed = chance.yes(0.6) ? ago(Math.max(1, day - chance.whole(1, 9)), 12) : null
      const year = new Date(Math.min(at.getTime(), today.getTime())).getUTCFullYear()
      const made: { id: CaseId | null } = { id: null }
      acts.push({
        at,
        do: async cx => {
          const cover = await must(
            'draw',
            directory.keepDrawing(cx, directory.cover(texts.title, COVERS[slug] ?? 'chart')),
          )
          const content: directory.CaseContent = {
            ...texts,
            locale: language,
            client: customer.name,
            expertise: [slug],
            services: words(pen.partner.services).slice(0, 2),
            industry: customer.industry,
            year,
            cover,
          }
          const partner = id as PartnerId
          const own = await must(
            'write a case',
            directory.saveCase(cx, { partner, content, customer: customer.id as CustomerId }),
          )
          made.id = own.id
          await must('publish a case', directory.publishCase(cx, own.id))
        },
      })
      if (confirmed && confirmed > at)
        acts.push({
          at: confirmed,
          do: async cx => made.id && must('confirm a case', directory.confirmCase(cx, made.id)),
        })
    }
  }
  return acts
}

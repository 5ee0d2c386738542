/** Customers arrive, choose, switch, leave, and write what they think. */
import * as attribution from '#attribution/index.ts'
import type { CustomerId, PartnerId, ReviewId } from '#kernel/id.ts'
import { type Month, monthOf, dayOf, addMonths, firstDay } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as reviews from '#reviews/index.ts'
import { type Act, type Calendar, must } from './act.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { CustomerRow } from './customer-names.ts'
import { COUNTRIES } from './countries.ts'
import { domainOf } from './firms.ts'
import { DELISTED, type Engagement, type Stars } from './plan.ts'
import type { Language, Pen } from './write.ts'

const ROLES: Record<Language, readonly string[]> = {
  en: [
    'Marketing manager',
    'Owner',
    'Head of operations',
    'Communications officer',
    'Managing director',
    'Marketing coordinator',
    'Membership manager',
    'Sales director',
    'Online editor',
  ],
  nl: [
    'Marketingmanager',
    'Eigenaar',
    'Hoofd bedrijfsvoering',
    'Communicatieadviseur',
    'Directeur',
    'Marketingmedewerker',
    'Hoofd ledenadministratie',
    'Commercieel directeur',
    'Webredacteur',
  ],
}
const NAMES = [
  'S. de Bruin',
  'H. Postma',
  'M. Achterberg',
  'R. Okafor',
  'J. Penrose',
  'L. Whitcombe',
  'T. Vermeulen',
  'A. Sorensen',
  'K. Dhillon',
  'E. van Laar',
]

/** All customers in the order of their arrival: some months before they first choose, in one list a quarter. */
export function arrivalActs({ ago }: Calendar, engagements: readonly Engagement[]): Act[] {
  const chance = chanceOf('arrivals')
  const first = new Map<CustomerRow, number>()
  for (const { customer, from } of engagements) first.set(customer, Math.max(first.get(customer) ?? 0, from))
  const lists = Map.groupBy(first, ([, from]) => Math.ceil((from + 2 + chance.whole(0, 100)) / 90) * 90)
  return [...lists].map(([day, list]) => ({
    at: ago(day, 6),
    do: cx =>
      must(
        'take customers in',
        attribution.importCustomers(
          cx,
          list.map(([{ id, name, country }]) => ({
            id,
            name,
            domain: domainOf(id),
            email: `office@${domainOf(id)}`,
            country,
            countryName: COUNTRIES[country] ?? null,
          })),
        ),
      ),
  }))
}

export function choiceActs({ ago }: Calendar, engagements: readonly Engagement[]): Act[] {
  const chance = chanceOf('choices')
  const begun = new Set(engagements.map(e => `${e.customer.id} ${e.from}`))
  return engagements.flatMap(({ partner, customer, from, until }) => {
    const who = { customer: customer.id as CustomerId, partner: partner.id as PartnerId }
    const choose: Act = {
      at: ago(from, 10, chance.whole(0, 59)),
      do: cx => must('choose', attribution.selectPartner(cx, who)),
    }
    if (until === null || begun.has(`${customer.id} ${until}`)) return [choose]
    const by = chance.yes(0.7) ? ('customer' as const) : ('partner' as const)
    const reason = by === 'partner' ? 'We stopped working in this sector.' : undefined
    return [
      choose,
      { at: ago(until, 16, 30), do: cx => must('leave', attribution.releaseCustomer(cx, { ...who, by, reason })) },
    ]
  })
}

/** The partner that lost its place: reviews stayed low, notice was given, and it did not get better. */
export function standingActs({ ago }: Calendar): Act[] {
  const reason = 'Ratings stayed below the threshold at two evaluations; notice was given and no plan was filed.'
  const wish = { partner: DELISTED as PartnerId, ground: 'low-rating' as const, reason }
  return [{ at: ago(40, 9), do: cx => must('remove a partner', partners.removePartner(cx, wish)) }]
}

const near = (chance: Chance, stars: Stars): Stars =>
  Math.min(5, Math.max(1, stars + chance.pick([-1, 0, 0, 0, 1]))) as Stars

export function contentOf(
  chance: Chance,
  pen: Pen,
  customer: CustomerRow,
  stars: Stars,
  monthsBack: readonly [Month, Month],
): reviews.ReviewContent {
  const language: Language = customer.language
  const { slug: _, ...texts } = pen.review(language, stars, customer.industry)
  const sub = {
    quality: near(chance, stars),
    communication: near(chance, stars),
    timeliness: near(chance, stars),
    value: near(chance, stars),
  }
  return {
    overall: stars,
    sub: chance.yes(0.85) ? sub : null,
    recommend: chance.yes(0.9) ? Math.min(10, Math.max(0, stars * 2 + chance.pick([-1, 0, 0, 0, 1]))) : null,
    text: { language, text: '', ...texts },
    identity: {
      role: chance.pick(ROLES[language]),
      industry: customer.industry,
      companySize: customer.size,
      shownAs: chance.yes(0.18) ? `${chance.pick(NAMES)}, ${customer.name}` : null,
    },
    project: {
      from: monthsBack[0],
      to: monthsBack[1],
      budget: pen.partner.budget,
      services: pen.partner.services.split(' ').slice(0, 2),
    },
    declarations: { connection: false, incentive: chance.yes(0.012) },
  }
}

const ARABIC = {
  title: 'عمل متقن وتواصل واضح',
  challenge: 'أردنا حملات بالعربية والإنجليزية لفندقنا، وكانت الترجمات السابقة ركيكة.',
  wentWell: 'كُتب كل نص بلغته، والتزم الفريق بالمواعيد، وزادت الحجوزات المتكررة منذ الشهر الثالث.',
  couldBeBetter: 'نتمنى أن تكون التقارير الشهرية أقصر.',
}

export function reviewActs({ ago }: Calendar, engagements: readonly Engagement[], pens: Map<string, Pen>): Act[] {
  const chance = chanceOf('reviews')
  let arabic = false
  return engagements.flatMap((e, n) => {
    const pen = pens.get(e.partner.id)
    if (!e.review || !pen) return []
    const { stars, day } = e.review
    const id = `rev-${String(n).padStart(4, '0')}` as ReviewId
    const written = ago(day, chance.whole(8, 20), chance.whole(0, 59))
    const begin = monthOf(dayOf(ago(e.from), 'UTC'))
    const end = monthOf(addMonths(firstDay(begin), chance.whole(0, 3)))
    const latest = monthOf(dayOf(written, 'UTC'))
    let content = contentOf(chance, pen, e.customer, stars, [begin, [end, latest].sort()[0] ?? end])
    if (e.partner.id === 'nur-wasl' && stars >= 4 && !arabic) {
      arabic = true
      content = {
        ...content,
        text: { ...content.text, ...ARABIC, language: 'ar' },
        declarations: { connection: false, incentive: false },
      }
    }
    const wish = { id, customer: e.customer.id as CustomerId, partner: e.partner.id as PartnerId, content }
    const decided = new Date(Math.min(written.getTime() + chance.whole(3, 90) * 3_600_000, ago(0, 0).getTime()))
    const acts: Act[] = [
      { at: written, do: cx => must('write a review', reviews.writeReview(cx, wish)) },
      { at: decided, do: cx => must('publish a review', reviews.decide(cx, { review: id, decision: 'publish' })) },
    ]
    if (chance.yes(0.3)) {
      const text = pen.reply(e.customer.language, stars, e.customer.name)
      const at = new Date(Math.min(decided.getTime() + chance.whole(20, 260) * 3_600_000, ago(0, 0).getTime()))
      acts.push({
        at,
        do: cx => must('reply', reviews.replyTo(cx, { review: id, text, language: e.customer.language })),
      })
    }
    return acts
  })
}

/** What the moderators find in the morning: reviews that wait, and some that were refused before. */
export function queueActs({ ago }: Calendar, engagements: readonly Engagement[], pens: Map<string, Pen>): Act[] {
  const chance = chanceOf('queue')
  const silent = chance.shuffle(
    engagements.filter(e => !e.review && e.until === null && e.from > 60 && e.from < 700 && e.partner.id !== DELISTED),
  )
  return silent.slice(0, 10).flatMap((e, n) => {
    const pen = pens.get(e.partner.id)
    if (!pen) return []
    const waits = n < 6
    const day = waits ? n + 1 : chance.whole(15, 50)
    const id = `rev-w${n}` as ReviewId
    const month = monthOf(dayOf(ago(e.from), 'UTC'))
    const written = contentOf(chance, pen, e.customer, chance.pick([1, 2, 3, 4, 5, 5] as const), [month, month])
    const phone = {
      ...written.text,
      couldBeBetter: `${written.text.couldBeBetter} 06-5550${n}${n}2, vraag naar de buurman van de directeur.`,
    }
    const content = waits ? written : { ...written, text: phone }
    const wish = { id, customer: e.customer.id as CustomerId, partner: e.partner.id as PartnerId, content }
    const write: Act = { at: ago(day, 13, n), do: cx => must('write a review', reviews.writeReview(cx, wish)) }
    const refuse = {
      review: id,
      decision: 'reject',
      reason: 'personal_data',
      facts: 'The text holds a private telephone number.',
    } as const
    return waits
      ? [write]
      : [write, { at: ago(day - 2, 10), do: cx => must('reject a review', reviews.decide(cx, refuse)) }]
  })
}

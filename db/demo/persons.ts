/** Who can sign in: two customers, the people of one partner, and staff of different rights. One password for all. */
import * as attribution from '#attribution/index.ts'
import * as identity from '#identity/index.ts'
import type { Cx } from '#db/client.ts'
import type { Actor, StaffRole } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, ReviewId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import * as reviews from '#reviews/index.ts'
import { type Act, type Calendar, must } from './act.ts'

export const PASSWORD = 'welcome-to-guildhall'
export type SignIn = { readonly role: string; readonly email: string; readonly password: string }

type Person = {
  readonly role: string
  readonly email: string
  readonly name: string
  readonly locale: 'en' | 'nl'
  readonly staff?: readonly StaffRole[]
  readonly partner?: readonly [id: string, role: 'owner' | 'editor' | 'finance']
  readonly customer?: string
}

/** The first three are printed first: an end user, a partner, an admin. */
const PERSONS: readonly Person[] = [
  { role: 'customer', email: 'emma@bloemhof.example', name: 'Emma Visser', locale: 'en', customer: 'bloemhof' },
  {
    role: 'partner',
    email: 'mila@vuurtoren-data.example',
    name: 'Mila van Beek',
    locale: 'en',
    partner: ['vuurtoren-data', 'owner'],
  },
  { role: 'admin', email: 'ada@guildhall.example', name: 'Ada Okoro', locale: 'en', staff: ['owner'] },
  {
    role: 'customer, bound',
    email: 'lars@noordstuur.example',
    name: 'Lars Hoekema',
    locale: 'nl',
    customer: 'noordstuur',
  },
  {
    role: 'partner editor',
    email: 'joost@vuurtoren-data.example',
    name: 'Joost Wiegman',
    locale: 'nl',
    partner: ['vuurtoren-data', 'editor'],
  },
  {
    role: 'partner finance',
    email: 'fatima@vuurtoren-data.example',
    name: 'Fatima el Idrissi',
    locale: 'nl',
    partner: ['vuurtoren-data', 'finance'],
  },
  {
    role: 'moderator',
    email: 'ruben@guildhall.example',
    name: 'Ruben Castelijn',
    locale: 'nl',
    staff: ['moderator', 'partner-manager'],
  },
  { role: 'finance', email: 'ines@guildhall.example', name: 'Inês Duarte', locale: 'en', staff: ['finance'] },
]

export const SIGN_INS: readonly SignIn[] = PERSONS.map(({ role, email }) => ({ role, email, password: PASSWORD }))

const CUSTOMERS = [
  {
    id: 'bloemhof',
    name: 'Bloemhof Tuincentra',
    domain: 'bloemhof.example',
    email: 'office@bloemhof.example',
    country: 'NL',
    countryName: 'Netherlands',
  },
  {
    id: 'noordstuur',
    name: 'Noordstuur Fietsen',
    domain: 'noordstuur.example',
    email: 'office@noordstuur.example',
    country: 'NL',
    countryName: 'Netherlands',
  },
]

/** Bloemhof left its partner two months ago and may choose and review; Noordstuur is content where it is. */
export function personActs({ ago }: Calendar, password: string): Act[] {
  const bloemhof = { customer: 'bloemhof' as CustomerId, partner: 'polderpost' as PartnerId }
  const noordstuur = { customer: 'noordstuur' as CustomerId, partner: 'vuurtoren-data' as PartnerId }
  const review = 'rev-noordstuur' as ReviewId
  const content: reviews.ReviewContent = {
    overall: 5,
    sub: { quality: 5, communication: 5, timeliness: 4, value: 5 },
    recommend: 10,
    text: {
      language: 'nl',
      title: 'Eindelijk weten we wie onze klanten zijn',
      challenge:
        'Onze kassa’s in elf fietsenwinkels wisten niets van de webwinkel, en de nieuwsbrief wist van geen van beide.',
      wentWell:
        'Mila tekende in één ochtend ons hele klantbeeld op een flipover. Drie maanden later stond het er zo, met regels die onze winkelchefs begrijpen.',
      couldBeBetter: 'In de zomer hadden wij zelf te weinig tijd; een strengere planning had geholpen.',
      text: '',
    },
    identity: {
      role: 'Directeur',
      industry: 'retail',
      companySize: '51-200',
      shownAs: 'Lars Hoekema, Noordstuur Fietsen',
    },
    project: { from: null, to: null, budget: '20k-50k', services: ['implementation'] },
    declarations: { connection: false, incentive: false },
  }
  const reply = 'Dank je wel, Lars. De flipover hangt nog bij ons aan de muur. Tot de winterevaluatie!'
  return [
    { at: ago(420, 6), do: cx => must('take customers in', attribution.importCustomers(cx, CUSTOMERS)) },
    { at: ago(400, 10), do: cx => must('choose', attribution.selectPartner(cx, bloemhof)) },
    { at: ago(60, 15), do: cx => must('leave', attribution.releaseCustomer(cx, { ...bloemhof, by: 'customer' })) },
    { at: ago(260, 10), do: cx => must('choose', attribution.selectPartner(cx, noordstuur)) },
    ...PERSONS.map((person, i) => ({
      at: ago(399, 9, i),
      do: (cx: Parameters<Act['do']>[0]) => settleIn(cx, person, password),
    })),
    {
      at: ago(30, 20),
      do: cx => must('write a review', reviews.writeReview(cx, { id: review, ...noordstuur, content })),
    },
    { at: ago(29, 10), do: cx => must('publish a review', reviews.decide(cx, { review, decision: 'publish' })) },
    { at: ago(27, 16), do: cx => must('reply', reviews.replyTo(cx, { review, text: reply, language: 'nl' })) },
  ]
}

/** One of them acts, with the rights that the site would give: what is asked, answered and approved bears a name. */
export async function as(cx: Cx, email: string): Promise<Cx> {
  const user = await identity.findUserByEmail(cx, email)
  const person = PERSONS.find(one => one.email === email)
  if (!user || !person) throw new Error(`broken promise: ${email} lives in the town`)
  const [id, role] = person.partner ?? []
  const partner = id !== undefined && role !== undefined ? { id: id as PartnerId, role } : null
  const actor: Actor = {
    kind: 'user',
    user: user.id,
    email,
    name: person.name,
    customer: (person.customer ?? null) as CustomerId | null,
    partner,
    staff: person.staff ?? [],
  }
  return { ...cx, actor }
}

async function settleIn(cx: Parameters<Act['do']>[0], person: Person, password: string): Promise<void> {
  const { email, name, locale, staff = [] } = person
  const user = await must('add a user', identity.addUser(cx, { email, name, password, verified: true, staff, locale }))
  if (person.customer !== undefined)
    await must('join', attribution.joinCustomer(cx, { user: user.id, customer: person.customer as CustomerId }))
  if (person.partner !== undefined)
    await must(
      'join',
      partners.addPerson(cx, { partner: person.partner[0] as PartnerId, user: user.id, role: person.partner[1] }),
    )
}

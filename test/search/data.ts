import type { Fed } from '#search/document.ts'
import { documents } from '#search/documents.ts'
import type { Label, PartnerFacts } from '#search/facts.ts'
import type { PartnerId } from '#kernel/id.ts'

/** mulberry32 in 0..1: the same numbers on every machine. */
export function random(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const list = (text: string): string[] => text.trim().split(/\s+/)

const label = (pair: string): Label => {
  const [en = '', nl = en] = pair.split('/').map(text => text.replaceAll('_', ' '))
  return { slug: en.toLowerCase().replace(/[^a-z0-9]+/g, '-'), labels: { en, nl }, synonyms: [] }
}
export const EXPERTISE: readonly Label[] = list(`Email_automation/E-mailautomatisering Web_development/Webontwikkeling
  Mobile_apps/Mobiele_apps E-commerce Search_optimisation/Zoekmachineoptimalisatie Content_marketing/Contentmarketing Branding UX_design
  Data_engineering Data_science Machine_learning Cloud_migration/Cloudmigratie DevOps Cybersecurity/Cyberbeveiliging Penetration_testing
  Managed_hosting CRM_implementation/CRM-implementatie ERP_implementation/ERP-implementatie Customer_portals/Klantportalen Headless_CMS
  Video_production/Videoproductie Photography/Fotografie Copywriting Translation/Vertaling Public_relations Social_media Paid_advertising
  Marketing_automation Conversion_optimisation/Conversieoptimalisatie Analytics Process_automation Payment_systems/Betaalsystemen
  Change_management Training Accessibility_audit Privacy_compliance Quality_assurance Print_design Event_marketing`).map(
  label,
)
export const INDUSTRY: readonly Label[] =
  list(`Healthcare/Zorg Education/Onderwijs Government/Overheid Retail/Detailhandel Wholesale/Groothandel
  Logistics/Logistiek Automotive Agriculture/Landbouw Food Hospitality/Horeca Travel/Reizen Real_estate/Vastgoed Construction/Bouw
  Energy/Energie Banking/Bankwezen Insurance/Verzekeringen Legal_services Media Fashion/Mode Telecom Non-profit`).map(
    label,
  )
export const SERVICES: readonly Label[] = list(
  'Strategy/Strategie Implementation/Implementatie Support/Ondersteuning Workshops',
).map(label)
export const COUNTRIES = list('NL DE GB BE US FR AT CH ES IT PL SE DK NO FI IE PT CZ')
export const LANGUAGES = list('nl en de fr es it pl sv da')
export const TIERS = list('registered select premier')
const CITIES = list(
  'Amsterdam Utrecht Rotterdam Haarlem Berlin München London Leeds Gent Antwerpen Wien Zürich Málaga Łódź Göteborg Århus',
)

const BASE =
  list(`kwaliteit klanten samenwerking ontwikkeling advies strategie bedrijf oplossing dienst ervaring vertrouwen groei toekomst techniek
  gegevens beheer veiligheid verkoop winkel gebruiker ontwerp merk doelgroep resultaat snelheid platform koppeling zorgvuldig betrouwbaar
  quality customers development consulting company solution experience growth future technology security store design brand audience result
  platform integration government sustainable insurance project approach journey guidance support delivery reliable expert careful modern
  creative personal custom improvement visibility content photography campaign people change leadership training network storage privacy
  entwicklung beratung unternehmen erfahrung vertrauen wachstum zukunft sicherheit gestaltung plattform nachhaltig umsetzung zuverlässig`)
const ENDINGS = list('ing heid lijk baar ness able ment ation ive less ship ful ung keit schaft voll nis end loos')
const SURNAMES =
  list(`Jansen Vries Bakker Visser Dijkstra Hoekstra Brouwer Vermeer Kuipers Müller Schröder Böhm Krüger Fischer Weber Köhler
  Hartmann Zimmermann Smith Johnson Whitaker Ashford Pemberton Callahan Lefèvre Benoît Gérard Núñez Muñoz Sørensen Jørgensen Lindström
  Håkansson Kowalczyk Dvořák Horváth Ferreira Gonçalves Moretti Esposito Virtanen Yılmaz Łukasik Weiß`)
const HEADS =
  list(`nova bright green blue iron silver terra quant axi luma vero digi octo pixel cloud north urban agile prime core vivo zen aero
  hydro neuro opti para poly ultra vector wave stone river forest harbour fjord delta sigma kappa argo astro cobalt coral ember falcon
  garnet indigo jade krypton lotus magnet nimbus onyx quartz saffron topaz umber violet willow zephyr`)
const TAILS =
  list(`fox works wise soft tech logic craft mind lab forge bridge path point line scope shift spark smith stack field gate grid
  hive house land leaf loop mark mesh nest port pulse rise root sail scale seed shore sight snap source sphere stream studio thread tide
  tower track trail vault view ware well wing wood yard zone`)
export const TRADES =
  list(`Digital Studio Agency Consulting Software Solutions Partners Group Media Design Labs Technologies Interactive
  Commerce Systems Advies Bureau Agentur Beratung Collective Engineering Strategy Marketing`)

/** Ranks by a Zipf law: the first few are common, the rest rare. */
function zipf(n: number, exponent: number): (r: number) => number {
  const sums = new Float64Array(n)
  let total = 0
  for (let i = 0; i < n; i++) {
    total += 1 / (i + 2.7) ** exponent
    sums[i] = total
  }
  return r => {
    const wanted = r * total
    let low = 0
    let high = n - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}

export type Town = {
  readonly facts: readonly PartnerFacts[]
  readonly feds: readonly Fed[]
  /** Words of the prose, the commonest first. */
  readonly prose: readonly string[]
}
export const NOW = new Date('2026-11-21T12:00:00Z')

export type Size = {
  readonly partners: number
  readonly cases: number
  readonly reviews: number
  readonly words: number
  readonly seed?: number
}

/** Believable partners with their cases and reviews; `words` distinct words of prose. All at once, for tests. */
export function makeTown(o: Size): Town {
  const { prose, each } = townOf(o)
  const facts = [...each]
  return { facts, feds: facts.map(one => documents(one, NOW)), prose }
}

/** The same one by one: a large town need not be in memory whole. */
export function townOf(o: Size): { readonly prose: readonly string[]; readonly each: Iterable<PartnerFacts> } {
  const r = random(o.seed ?? 42)
  const at = <T>(values: readonly T[], i: number): T => values[i] as T
  const any = <T>(values: readonly T[]): T => at(values, Math.floor(r() * values.length))
  const prose = proseWords(o.words, any, r)
  const rank = zipf(prose.length, 1.05)
  const sentence = (n: number) => {
    const text = Array.from({ length: n }, () => at(prose, rank(r()))).join(' ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  }
  const some = <T>(values: readonly T[], n: number): T[] => {
    const ranked = zipf(values.length, 0.8)
    const found = new Set<T>()
    while (found.size < Math.min(n, values.length)) found.add(at(values, ranked(r())))
    return [...found]
  }
  const day = (years: number) => new Date(NOW.getTime() - Math.floor(r() * years * 365) * 86_400_000)
  const names = firmNames(any, r)
  const perPartner = (total: number, i: number) =>
    Math.floor(((i + 1) * total) / o.partners) - Math.floor((i * total) / o.partners)

  const partner = (i: number): PartnerFacts => {
    const expertise = some(EXPERTISE, 1 + Math.floor(r() * 6))
    const industries = some(INDUSTRY, 1 + Math.floor(r() * 3))
    const services = some(SERVICES, 1 + Math.floor(r() * 3))
    const name = names.next().value as string
    const reviews = Array.from({ length: perPartner(o.reviews, i) }, (_, k) => ({
      id: `r${i}-${k}`,
      title: sentence(4).slice(0, -1),
      text: sentence(15 + Math.floor(r() * 40)),
      stars: Math.min(5, 1 + Math.floor(5 * Math.sqrt(r()))),
      publishedAt: day(3),
      role: 'Manager',
      industry: any(INDUSTRY).slug,
      labels: [any(services)],
    }))
    const mean = reviews.length === 0 ? null : reviews.reduce((sum, one) => sum + one.stars, 0) / reviews.length
    return {
      id: `p${i}` as PartnerId,
      slug: `partner-${i}`,
      name,
      tier: r() < 0.2 ? null : any(TIERS),
      listedAt: day(5),
      accepting: r() < 0.8,
      country: any(COUNTRIES),
      city: any(CITIES),
      languages: some(LANGUAGES, 1 + Math.floor(r() * 3)),
      expertise,
      services,
      industries,
      summary: { en: sentence(12), nl: sentence(12) },
      description: { en: sentence(40 + Math.floor(r() * 40)) },
      notes: [],
      logo: null,
      budget: any(['under-5k', '5k-20k', '20k-50k']),
      teamSize: '11-50',
      parts: { quality: mean === null ? 0.75 : (mean - 1) / 4, evidence: r(), responsiveness: r(), completeness: r() },
      rating: { count: reviews.length, mean },
      cases: Array.from({ length: perPartner(o.cases, i) }, (_, k) => ({
        id: `c${i}-${k}`,
        slug: `case-${i}-${k}`,
        title: sentence(5).slice(0, -1),
        summary: sentence(12),
        challenge: sentence(15 + Math.floor(r() * 15)),
        approach: sentence(15 + Math.floor(r() * 15)),
        results: sentence(10),
        expertise: [any(expertise)],
        services: [any(services)],
        industries: [any(industries)],
        year: 2020 + Math.floor(r() * 7),
        confirmed: r() < 0.5,
        publishedAt: day(4),
        cover: null,
      })),
      reviews,
    }
  }
  const each = function* () {
    for (let i = 0; i < o.partners; i++) yield partner(i)
  }
  return { prose, each: each() }
}

function proseWords(n: number, any: <T>(values: readonly T[]) => T, r: () => number): string[] {
  const found = new Set(BASE)
  const long = BASE.filter(word => word.length > 3)
  while (found.size < n) {
    const kind = r()
    const word =
      kind < 0.55
        ? any(long).slice(0, 3 + Math.floor(r() * 6)) + any(long)
        : kind < 0.85
          ? any(long) + any(ENDINGS)
          : any(long).slice(0, 4) + any(ENDINGS) + any(long).slice(0, 5)
    if (word.length <= 22) found.add(word)
  }
  return [...found].slice(0, n)
}

function* firmNames(any: <T>(values: readonly T[]) => T, r: () => number): Generator<string> {
  const seen = new Set<string>()
  const coined = () => {
    const word = any(HEADS) + (r() < 0.35 ? any(HEADS).slice(0, 3) : '') + any(TAILS)
    return word.charAt(0).toUpperCase() + word.slice(1)
  }
  for (;;) {
    const kind = r()
    const name =
      kind < 0.45
        ? `${coined()} ${any(TRADES)}`
        : kind < 0.6
          ? `${coined()} ${any(SURNAMES)}`
          : kind < 0.8
            ? `${any(SURNAMES)}${r() < 0.5 ? ' & ' : ' '}${any(SURNAMES)} ${any(TRADES)}`
            : kind < 0.9
              ? `Van der ${any(SURNAMES)} ${coined()}`
              : `${any(SURNAMES)}${coined().toLowerCase()} ${any(TRADES)}`
    if (seen.has(name)) continue
    seen.add(name)
    yield name
  }
}

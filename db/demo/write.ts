/** Turns the town's grammars into texts: listings, cases, reviews and replies. */
import type { Area, Areas } from './area.ts'
import { AREAS_EN } from './areas-en.ts'
import { AREAS_NL } from './areas-nl.ts'
import type { Chance } from './chance.ts'
import { CONTEXTS, SUITS } from './contexts.ts'
import type { PartnerRow } from './partner-row.ts'
import type { Phrases } from './phrase.ts'
import { PHRASES_EN } from './phrases-en.ts'
import { PHRASES_NL } from './phrases-nl.ts'

export type Language = 'en' | 'nl'
const AREAS: Record<Language, Areas> = { en: AREAS_EN, nl: AREAS_NL }
const PHRASES: Record<Language, Phrases> = { en: PHRASES_EN, nl: PHRASES_NL }
const PEOPLE =
  `Anouk Bram Carlijn Daan Esra Femke Gijs Hanna Ilse Jasper Karim Lotte Maarten Noor Olaf Priya Quinten Roos Sem Tessa
  Umar Veerle Wessel Yara Zoë Alice Ben Clara Dylan Ewan Fiona George Holly Imran Jess Kit Lena Moira Nadia Owen Poppy Rhys Sian
  Tom Una Vera Will`.split(/\s+/)

const fill = (text: string, words: Readonly<Record<string, string>>): string =>
  text
    .replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole)
    .replace(/(^|[.?!] )\p{Ll}/gu, start => start.toUpperCase())

/** Gives the items in a shuffled order, again and again: nothing repeats before all have been used. */
export function bag<T>(chance: Chance, items: readonly T[]): () => T {
  let rest: T[] = []
  return () => {
    if (rest.length === 0) rest = chance.shuffle(items)
    return rest.pop() as T
  }
}

/** A partner's pen: remembers what it has written, so that its reviews do not repeat one another. */
export class Pen {
  readonly #bags = new Map<readonly unknown[], () => unknown>()
  readonly #used = new Map<string, number>()
  readonly #chance: Chance
  readonly partner: PartnerRow
  readonly people: readonly string[]

  constructor(chance: Chance, partner: PartnerRow) {
    this.#chance = chance
    this.partner = partner
    this.people = chance.some(PEOPLE, 4)
  }

  draw<T>(items: readonly T[]): T {
    const found = this.#bags.get(items) ?? bag(this.#chance, items)
    this.#bags.set(items, found)
    return found() as T
  }

  get #firm(): string {
    return this.partner.name.length > 40 ? 'Van der Hoeven, Oosterwijk' : this.partner.name.replace(/ · .*$/, '')
  }

  /** The field told of least so far that makes sense for a customer of that industry; any of its fields if none does. */
  area(language: Language, industry: string): { readonly slug: string; readonly area: Area } {
    const slugs = this.partner.expertise.split(' ').filter(slug => AREAS[language][slug])
    const fitting = slugs.filter(slug => SUITS[slug]?.includes(industry) ?? true)
    const able = fitting.length > 0 ? fitting : slugs
    const least = Math.min(...able.map(slug => this.#used.get(slug) ?? 0))
    const slug = this.#chance.pick(able.filter(slug => (this.#used.get(slug) ?? 0) === least))
    this.#used.set(slug, least + 1)
    return { slug, area: AREAS[language][slug] as Area }
  }

  review(language: Language, stars: 1 | 2 | 3 | 4 | 5, industry: string) {
    const phrases = PHRASES[language]
    const { area, slug } = this.area(language, industry)
    const context = this.#chance.yes(0.6) ? `${this.draw(CONTEXTS[industry]?.[language] ?? [''])} ` : ''
    const words = { firm: this.#firm, project: this.draw(area.project), person: this.draw(this.people) }
    const well = [this.draw(phrases.well[stars]), ...(stars >= 4 ? [this.draw(area.good)] : [])]
    const silent = stars === 5 && this.#chance.yes(0.25)
    const order = this.#chance.yes(0.5) ? well : well.reverse()
    return {
      slug,
      title: fill(this.draw(phrases.titles[stars]), words),
      challenge: fill(`${context}${this.draw(phrases.asked)} ${this.draw(area.problem)}`, words),
      wentWell: fill(order.join(' '), words),
      couldBeBetter: silent ? '' : fill(this.draw(phrases.better[stars]), words),
    }
  }

  reply(language: Language, stars: number, customer: string): string {
    const { good, bad } = PHRASES[language].replies
    return fill(this.draw(stars >= 4 ? good : bad), { customer, person: this.draw(this.people) })
  }

  study(language: Language, client: string, industry: string) {
    const { area, slug } = this.area(language, industry)
    const n = String(this.#chance.whole(4, 9))
    const words = { client, firm: this.#firm, n, months: n }
    const results = this.draw(area.result)
    return {
      slug,
      title: fill(this.draw(area.title), words).slice(0, 120),
      challenge: fill(this.draw(area.challenge), words),
      approach: fill(this.draw(area.approach), words),
      results: fill(results, words),
      summary: fill(results.split(/(?<=\.) /)[0] ?? results, words),
      metrics: this.#chance.some(area.metrics, this.#chance.whole(2, 3)).map(([from, to, pattern, label]) => ({
        value: pattern.replace('{n}', String(this.#chance.whole(from, to))),
        label,
      })),
    }
  }
}

const HOW: Record<Language, readonly string[]> = {
  en: [
    'We begin with a conversation of an hour, which costs nothing and ends with a page of notes that is yours whatever you decide.',
    'Projects start small: four weeks, one result, one invoice. After that you decide whether we go on.',
    'You work with the people who do the work. There is no account layer in between, and you have their telephone numbers.',
    'We plan in weeks, estimate in hours and report in sentences.',
    'Everything we build is documented for the colleague who comes after you.',
  ],
  nl: [
    'We beginnen met een gesprek van een uur, vrijblijvend, dat eindigt met een pagina aantekeningen die van u is, wat u ook besluit.',
    'Projecten beginnen klein: vier weken, één resultaat, één factuur. Daarna beslist u of we doorgaan.',
    'U werkt met de mensen die het werk doen. Er zit geen laag tussen, en u heeft hun telefoonnummers.',
    'Wij plannen in weken, begroten in uren en rapporteren in zinnen.',
    'Alles wat we bouwen is beschreven voor de collega die na u komt.',
  ],
}
const WHERE: Record<Language, readonly string[]> = {
  en: [
    'Our office is in {city}; we come to you when that is quicker.',
    'We work from {city}, and visit every client at least twice a year.',
    'You are welcome in {city}. The coffee is good and the wall is covered in flow charts.',
  ],
  nl: [
    'Ons kantoor staat in {city}; als het sneller is komen wij naar u toe.',
    'Wij werken vanuit {city} en komen minstens twee keer per jaar bij elke klant langs.',
    'U bent welkom in {city}. De koffie is goed en de muur hangt vol schema’s.',
  ],
}

/** The listing's two texts in a language: the firm's own story and how it works. */
export function listingTexts(chance: Chance, partner: PartnerRow, language: Language) {
  const [summary, story] = partner[language]
  const [first, second] = chance.some(HOW[language], 2)
  const where = chance.pick(WHERE[language]).replace('{city}', partner.city)
  return { summary, description: `${story.replace(' ¶ ', '\n\n')}\n\n${first} ${second}\n\n${where}` }
}

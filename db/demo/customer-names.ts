/** Customers of the town: a kind of firm and a family or a place. None of them is meant to exist. */
import type { Chance } from './chance.ts'

export type CustomerRow = {
  readonly id: string
  readonly name: string
  readonly country: string
  readonly language: 'en' | 'nl'
  readonly industry: string
  readonly size: '1-10' | '11-50' | '51-200' | 'over-200'
}

/** By industry; `*` is where the name goes. */
const DUTCH: Record<string, readonly string[]> = {
  retail: ['Tuincentrum *', '* Wonen', 'Boekhandel *', '* Rijwielen', 'Modehuis *', '* Speelgoed', 'Slaapkamers *'],
  'travel-and-leisure': ['Vakantiepark *', 'Rederij *', 'Camping *', '* Reizen'],
  education: ['Hogeschool *', 'Scholengroep *', 'Taleninstituut *'],
  healthcare: ['Tandartsen *', 'Kliniek *', 'Zorggroep *', 'Fysiotherapie *'],
  'non-profit': ['Stichting *', 'Landschapsfonds *', 'Voedselhulp *'],
  'publishing-and-media': ['Uitgeverij *', 'Weekblad *', '* Media'],
  manufacturing: ['* Pompen', '* Verpakkingen', 'Machinefabriek *', '* Kozijnen'],
  wholesale: ['* Groothandel', '* Import', 'Bloemenveiling *'],
  'financial-services': ['* Assurantiën', '* Hypotheken', 'Pensioenadvies *'],
  'food-and-hospitality': ['Bakkerij *', 'Restaurant *', 'Brouwerij *', 'Koffiebranderij *'],
  'sports-and-culture': ['Museum *', 'Theater *', 'Roeivereniging *', 'Schouwburg *'],
  'real-estate': ['Makelaardij *', 'Woningstichting *', '* Vastgoed'],
}
const ENGLISH: Record<string, readonly string[]> = {
  retail: ['* Garden Centre', '* Interiors', '* Books', '* Cycles', '* Outfitters', '* Toys'],
  'travel-and-leisure': ['* Holiday Park', '* Ferries', '* Walking Holidays', '* Lodges'],
  education: ['* College', '* Academy Trust', '* Language School'],
  healthcare: ['* Dental', '* Clinic', '* Physiotherapy', '* Care'],
  'non-profit': ['The * Trust', '* Woodland Fund', '* Food Bank'],
  'publishing-and-media': ['* Press', 'The * Weekly', '* Magazines'],
  manufacturing: ['* Pumps', '* Packaging', '* Joinery', '* Engineering'],
  wholesale: ['* Wholesale', '* Imports', '* Trade Supplies'],
  'financial-services': ['* Insurance Brokers', '* Mortgages', '* Pensions'],
  'food-and-hospitality': ['* Bakery', 'The * Arms', '* Brewery', '* Coffee Roasters'],
  'sports-and-culture': ['* Museum', '* Theatre', '* Rowing Club', '* Playhouse'],
  'real-estate': ['* Estates', '* Housing', '* Lettings'],
}
const DUTCH_NAMES =
  `Aarnink Abbenbroek Bakhuizen Barneveld Berkelmans Bloemsma Boswinkel Braamhaar Brouwershaven Dalhuisen
  Dijksterhuis Eikelboom Elzenga Everdingen Fokkinga Geerlings Goudriaan Groenewold Haverkort Heemskerk Hofstra Hoogendijk
  Huizenga Iepenburg Jorritsma Kalkhoven Kattenbelt Kerkdijk Klaverweide Kruithof Lammertink Leeuwenhage Lindeboom Luttikhuis
  Meerveld Middelkoop Molendijk Nieuwland Noordeloos Oldenhof Oosterveen Paardekooper Peereboom Plantinga Ravensbergen
  Rietvelde Roelofsen Rozendaal Schaapherder Schouwenaar Sietsma Sleeuwijk Spijkerman Steenwinkel Terpstra Tichelaar Uilenreef
  Valkenhorst Veenhuizen Verhaegen Vossebelt Waardenburg Weststrate Wiersinga Wijngaarden Zandhuis Zevenhuizen Zonnebeke`
    .trim()
    .split(/\s+/)
const ENGLISH_NAMES =
  `Abbotsleigh Amberley Ashgrove Barrowdale Beckhampton Birchover Blackmere Bramblewick Broadmoor Caldervale Chesilton
  Cloverdale Coldbrook Cranleigh Dovecliffe Eastholme Elmstead Fallowfield Farringham Foxcombe Glenmorrow Greystoke Halloway
  Hartsmere Hazelbeck Hollinshed Inglewood Kestrelton Kingsmarsh Lavenstoke Longmeadow Lyndale Marchbank Merrivale Millbrook
  Netherby Oakhanger Orchardleigh Otterbourne Pemberley Penhallow Quillfield Redmarley Rookwood Rushbury Sandiacre Selwick
  Silverdale Stonecross Swallowfield Thornbury Tillingham Underhill Wainscott Westerdale Whitlock Willowbrook Winterbourne Yarrowby`
    .trim()
    .split(/\s+/)

const INDUSTRIES = Object.keys(DUTCH)
const SIZES = ['1-10', '11-50', '11-50', '51-200', 'over-200'] as const

/** A maker of customers that never gives the same name twice. `industries` are preferred, as partners have their own. */
export function customerMaker(chance: Chance) {
  const taken = new Set<string>()
  return (country: string, industries: readonly string[]): CustomerRow => {
    const language = country === 'NL' || country === 'BE' ? 'nl' : 'en'
    const kinds = language === 'nl' ? DUTCH : ENGLISH
    for (;;) {
      const industry = chance.yes(0.75) ? chance.pick(industries) : chance.pick(INDUSTRIES)
      const name = chance
        .pick(kinds[industry] ?? ['*'])
        .replace('*', chance.pick(language === 'nl' ? DUTCH_NAMES : ENGLISH_NAMES))
      const id = name
        .toLowerCase()
        .normalize('NFKD')
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
      if (taken.has(id)) continue
      taken.add(id)
      return { id, name, country, language, industry, size: chance.pick(SIZES) }
    }
  }
}

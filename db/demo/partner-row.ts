/** One firm of the town. None of them exists. Labels are slugs of `labels.ts`, separated by blanks. */
export type PartnerRow = {
  readonly id: string
  readonly name: string
  readonly city: string
  readonly country: string
  readonly locale: 'en' | 'nl'
  readonly languages: string
  readonly expertise: string
  readonly services: string
  readonly industries: string
  readonly size: '1-10' | '11-50' | '51-200' | 'over-200'
  readonly budget: 'under-5k' | '5k-20k' | '20k-50k' | 'over-50k'
  readonly founded: number
  /** How well it works, 0 to 1: what its reviews will say. */
  readonly quality: number
  /** How often it is chosen; the reviews follow. */
  readonly reach: number
  readonly en: readonly [tagline: string, story: string]
  readonly nl: readonly [tagline: string, story: string]
}

/**
 * Reads firms written in six lines: id, name, city, country, languages, size, budget, founded, quality and reach; expertise,
 * services and industries; then tagline and story in English and in Dutch. A blank line parts them, `¶` begins a paragraph.
 */
export function readPartners(text: string): readonly PartnerRow[] {
  return text
    .trim()
    .split('\n\n')
    .map(block => {
      const [facts = '', labels = '', enTagline = '', enStory = '', nlTagline = '', nlStory = ''] = block.split('\n')
      const [id = '', name = '', city = '', country = '', languages = '', size, budget, ...numbers] = facts.split(' | ')
      const [expertise = '', services = '', industries = ''] = labels.split(' | ')
      const [founded = 0, quality = 0, reach = 0] = numbers.map(Number)
      return {
        id,
        name,
        city,
        country,
        locale: country === 'NL' || country === 'BE' ? 'nl' : 'en',
        languages,
        expertise,
        services,
        industries,
        size: size as PartnerRow['size'],
        budget: budget as PartnerRow['budget'],
        founded,
        quality,
        reach,
        en: [enTagline, enStory],
        nl: [nlTagline, nlStory],
      }
    })
}

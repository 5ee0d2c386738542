import type { PartnerId } from '#kernel/id.ts'
import { cellsOf } from './cells.ts'
import { type Columns, type Read, readItems } from './csv.ts'

/** One row of partners.csv (interfaces.md section 3); a column that the file does not have is undefined, an empty cell clears. */
export type PartnerRow = {
  readonly row: number
  readonly id: PartnerId
  readonly name: string
  readonly website: string | undefined
  readonly summary: string | undefined
  readonly description: string | undefined
  readonly expertise: readonly string[] | undefined
  readonly services: readonly string[] | undefined
  readonly industries: readonly string[] | undefined
  readonly languages: readonly string[] | undefined
  readonly country: string | undefined
  readonly city: string | undefined
  readonly tier: string | undefined
  readonly email: string | undefined
  readonly domain: string | undefined
  readonly acceptingClients: boolean | undefined
}

const COLUMNS: Columns = {
  required: ['external_id', 'name'],
  optional: [
    ...['website', 'summary', 'description', 'expertise', 'services', 'industries', 'languages'],
    ...['country', 'city', 'tier', 'email', 'domain', 'accepting_clients'],
  ],
}

/** Reads partners.csv. The same external id twice in one file is an error: which row would hold? */
export function readPartners(bytes: Uint8Array): Read<PartnerRow> {
  const seen = new Map<string, number>()
  return readItems<PartnerRow>(bytes, COLUMNS, (row, bad) => {
    const cells = cellsOf(row, bad)
    const id = cells.id<'partner'>('external_id')
    const name = cells.text('name', 200)
    const website = cells.website('website')
    const summary = cells.text('summary', 400)
    const description = cells.text('description', 10_000)
    const expertise = cells.list('expertise', 40)
    const services = cells.list('services', 40)
    const industries = cells.list('industries', 40)
    const languages = cells.list('languages', 40)
    const country = cells.country('country')
    const city = cells.text('city', 100)
    const tier = cells.text('tier', 60)
    const email = cells.email('email')
    const domain = cells.domain('domain')
    const acceptingClients = cells.yes('accepting_clients')
    if (
      id === null ||
      name === null ||
      name === undefined ||
      website === null ||
      summary === null ||
      description === null
    )
      return null
    if (expertise === null || services === null || industries === null || languages === null) return null
    if (
      country === null ||
      city === null ||
      tier === null ||
      email === null ||
      domain === null ||
      acceptingClients === null
    )
      return null
    const codes = languages?.map(code => code.toLowerCase())
    const strange = codes?.find(code => !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(code))
    if (strange !== undefined) return bad('languages', 'bad-language', `"${strange.slice(0, 20)}" is no language code`)
    const before = seen.get(id)
    if (before !== undefined) return bad('external_id', 'repeated', `${id} stands in row ${before} as well`)
    seen.set(id, row.row)
    return {
      row: row.row,
      id,
      name,
      website,
      summary,
      description,
      expertise,
      services,
      industries,
      languages: codes,
      country,
      city,
      tier,
      email,
      domain,
      acceptingClients,
    }
  })
}

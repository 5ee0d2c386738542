import type { CustomerId } from '#kernel/id.ts'
import { cellsOf } from './cells.ts'
import { type Columns, type Read, readItems } from './csv.ts'

export type CustomerRow = {
  readonly row: number
  readonly id: CustomerId
  readonly name: string
  readonly domain: string | undefined
  readonly country: string | undefined
  readonly countryName: string | undefined
  readonly email: string | undefined
}

const COLUMNS: Columns = { required: ['external_id', 'name'], optional: ['domain', 'country', 'country_name', 'email'] }

/** Reads customers.csv. The same external id twice in one file is an error: which row would hold? */
export function readCustomers(bytes: Uint8Array): Read<CustomerRow> {
  const seen = new Map<string, number>()
  return readItems<CustomerRow>(bytes, COLUMNS, (row, bad) => {
    const cells = cellsOf(row, bad)
    const id = cells.id<'customer'>('external_id')
    const name = cells.text('name', 200)
    const domain = cells.domain('domain')
    const country = cells.country('country')
    const countryName = cells.text('country_name', 100)
    const email = cells.email('email')
    if (
      id === null ||
      name === null ||
      name === undefined ||
      domain === null ||
      country === null ||
      countryName === null ||
      email === null
    )
      return null
    const before = seen.get(id)
    if (before !== undefined) return bad('external_id', 'repeated', `${id} stands in row ${before} as well`)
    seen.set(id, row.row)
    return { row: row.row, id, name, domain, country, countryName, email }
  })
}

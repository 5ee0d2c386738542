/** Where the town's customers live, and what they are billed in. */
export const COUNTRIES: Record<string, string> = {
  NL: 'Netherlands',
  BE: 'Belgium',
  GB: 'United Kingdom',
  IE: 'Ireland',
  DE: 'Germany',
  AT: 'Austria',
  FR: 'France',
  NO: 'Norway',
  DK: 'Denmark',
  AE: 'United Arab Emirates',
  US: 'United States',
}
export const BILLED_IN: Record<string, string> = { GB: 'GBP', US: 'USD' }

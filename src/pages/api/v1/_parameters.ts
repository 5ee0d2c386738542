import { type Fault, unknown, wrong } from './_answer.ts'

export type Locale = 'en' | 'nl'
export const MAX_LIMIT = 100

/** Reads the parameters of a list: what each may be is said once, everything wrong is collected. */
export function reader(params: URLSearchParams, known: readonly string[]) {
  const faults: Fault[] = [...new Set(params.keys())].filter(name => !known.includes(name)).map(unknown)
  function single(name: string): string | null {
    const values = params.getAll(name)
    if (values.length > 1) faults.push(wrong(name, 'must be given once', 'too-many'))
    return values[0] ?? null
  }
  return {
    faults,
    locale(): Locale {
      const value = single('locale')
      if (value !== null && value !== 'en' && value !== 'nl') faults.push(wrong('locale', 'must be en or nl'))
      return value === 'nl' ? 'nl' : 'en'
    },
    limit(): number {
      const value = single('limit')
      if (value === null) return 24
      const fits = /^[1-9]\d{0,2}$/.test(value) && Number(value) <= MAX_LIMIT
      if (!fits) faults.push(wrong('limit', `must be a whole number from 1 to ${MAX_LIMIT}`))
      return fits ? Number(value) : 24
    },
    /** One of a few words. */
    choice<const T extends readonly string[]>(name: string, values: T): T[number] | null {
      const value = single(name)
      if (value === null) return null
      const found = values.find(v => v === value)
      if (found === undefined) faults.push(wrong(name, `must be one of ${values.join(', ')}`))
      return found ?? null
    },
    /** The `next` of the page before, if it can be one. */
    cursor(fits: (text: string) => boolean): string | null {
      const value = single('after')
      if (value === null) return null
      if (encoded(decoded(value)) !== value || value.length > 400 || !fits(decoded(value))) {
        faults.push(wrong('after', 'must be the "next" of an earlier answer'))
        return null
      }
      return value
    },
  }
}

export const encoded = (text: string): string => Buffer.from(text, 'utf8').toString('base64url')
export const decoded = (text: string): string => Buffer.from(text, 'base64url').toString('utf8')

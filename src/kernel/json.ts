/** What can be kept as JSON. Amounts are decimal or minor-unit strings, never JSON numbers of money. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * The one text of a value: keys in code-unit order, no blanks, absent fields left out. Two writers of the same facts
 * write the same bytes, so it may be hashed and compared.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('no JSON for this number')
    return JSON.stringify(value)
  }
  if (isPlain(value)) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const inner = value[key]
    if (inner !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(inner)}`
  }
  return `{${text}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** A flat object whose fields were written in order already: most are, and then the machine's own writer does it in one go. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return false
  let before: string | null = null
  for (const key of Object.keys(value)) {
    const inner: unknown = (value as { readonly [key: string]: unknown })[key]
    if (before !== null && key < before) return false
    if (inner !== null && (typeof inner === 'object' || (typeof inner === 'number' && !Number.isFinite(inner))))
      return false
    before = key
  }
  return true
}

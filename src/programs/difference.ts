import type { TermsBody } from './terms.ts'

/** One place in which two versions differ: what stood there and what stands there, null where nothing does. */
export type Difference = { readonly path: string; readonly before: string | null; readonly after: string | null }

/** Where a draft differs from the terms it would follow, place by place, in the order of the terms. */
export function differences(before: TermsBody, after: TermsBody): Difference[] {
  const [old, now] = [leavesOf(before), leavesOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(path => {
    const [a, b] = [old.get(path) ?? null, now.get(path) ?? null]
    return a === b ? [] : [{ path, before: a, after: b }]
  })
}

/** The order of names does not matter, that of ways and ranks does: lists of bare words are one place, others go by item. */
function leavesOf(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  const inside = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`)
  if (Array.isArray(value) && value.length > 0 && value.every(item => typeof item !== 'object'))
    found.set(path, value.join(', '))
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) leavesOf(item, inside(index), found)
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) leavesOf(item, inside(name), found)
  else if (value !== null && value !== undefined) found.set(path, String(value))
  return found
}

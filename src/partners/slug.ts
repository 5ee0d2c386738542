import { slugOf } from '#kernel/id.ts'

/** Addresses under /partners that belong to the site itself. */
const RESERVED = new Set(['compare', 'choose', 'new', 'page', 'shortlist'])

/** The name's own letters, else the id's, else "partner". */
export const stemOf = (name: string, id: string): string => slugOf(name) || slugOf(id) || 'partner'

/** A free address for a name: its stem, numbered from 2 if it is taken. */
export function freeSlug(name: string, id: string, taken: (slug: string) => boolean): string {
  const stem = stemOf(name, id)
  for (let n = 1; ; n++) {
    const slug = n === 1 ? stem : `${stem}-${n}`
    if (!RESERVED.has(slug) && !taken(slug)) return slug
  }
}

export const isSlug = (text: string): boolean =>
  text.length <= 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && !RESERVED.has(text)

import type { Doc } from './document.ts'
import { EVIDENCE, facetsOf, type FacetName, type Kind } from './facets.ts'
import { numbered } from './numbering.ts'
import type { Found } from './plan.ts'
import { hash32 } from './tie.ts'

export const PREFIX = 'guildhall'
export const INDEX = { partner: 'partners', case: 'cases', review: 'reviews' } as const satisfies Record<Kind, string>

/**
 * Ids are the caller's own and may hold anything; Meilisearch takes letters, digits, `-` and `_`, and filter values up to
 * 468 bytes. What does not fit gets a name made of two hashes; `x-` keeps the two sorts apart.
 */
export function keyOf(id: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(id) && !id.startsWith('x-')) return id
  const turned = [...id].reverse().join('')
  return `x-${hash32(id).toString(36)}-${hash32(turned).toString(36)}-${hash32(`${id.length}:${id}`).toString(36)}`
}

/** The attribute that says what a partner's cases prove: `caseExpertise`. */
export const provenAttribute = (facet: FacetName): string => `case${facet.charAt(0).toUpperCase()}${facet.slice(1)}`

/** A document as Meilisearch keeps it. `ref` is the true id; `card` and `more` are only handed back. */
export function meiliDocument(doc: Doc, digest: string): Record<string, unknown> {
  const facets = facetsOf(doc.kind).map(({ name, many }) => {
    const values = doc.facets[name] ?? []
    return [name, many ? values : (values[0] ?? null)] as const
  })
  const proven = EVIDENCE.map(name => [provenAttribute(name), doc.evidence[name] ?? []] as const)
  return {
    id: keyOf(doc.id),
    ref: doc.id,
    partner: keyOf(doc.partner),
    owner: doc.partner,
    digest,
    ...doc.texts,
    ...Object.fromEntries(facets),
    ...(doc.kind === 'partner' ? Object.fromEntries(proven) : {}),
    base: doc.base,
    tie: doc.tie,
    shown: doc.shown,
    reviews: doc.reviews,
    date: doc.date,
    stars: doc.stars,
    length: doc.length,
    nameKey: doc.nameKey,
    more: { evidence: doc.evidence, parts: doc.parts },
    card: doc.card,
  }
}

export const CANDIDATE_ATTRIBUTES = ['ref', 'name', 'facts', 'proof', 'base', 'tie', 'more']
export const FOUND_ATTRIBUTES = [...CANDIDATE_ATTRIBUTES, 'owner', 'card']

type Stored = Pick<Doc['texts'], 'name' | 'facts' | 'proof'> &
  Pick<Doc, 'base' | 'tie' | 'card'> & {
    readonly ref: string
    readonly owner: Doc['partner']
    readonly more: Pick<Doc, 'evidence' | 'parts'>
  }

/** Back from what was stored; `card` and `owner` are there when they were asked for. */
export function readStored(hit: Record<string, unknown>): Found {
  const { ref, owner, name, facts, proof, base, tie, more, card } = hit as unknown as Stored
  const words = { name: numbered(name), facts: numbered(facts), proof: numbered(proof) }
  return { id: ref, partner: owner, name, words, base, tie, ...more, card }
}

/** Order matters: `sort` first, for in its default place a sort would only break ties. */
export function settingsOf(kind: Kind): Record<string, unknown> {
  return {
    searchableAttributes: ['name', 'facts', 'proof', 'body'],
    displayedAttributes: ['*'],
    filterableAttributes: [
      'id',
      'partner',
      ...facetsOf(kind).map(facet => facet.name),
      ...(kind === 'partner' ? EVIDENCE.map(provenAttribute) : []),
    ],
    sortableAttributes: ['base', 'tie', 'shown', 'reviews', 'date', 'nameKey', 'stars', 'length'],
    rankingRules: ['sort', 'words', 'typo', 'exactness'],
    typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 } },
    stopWords: [],
    synonyms: {},
    faceting: { maxValuesPerFacet: 300, sortFacetValuesBy: { '*': 'count' } },
    pagination: { maxTotalHits: 100_000 },
    searchCutoffMs: 10_000,
  }
}

/** Whether an index has our settings: what it says more, by its version, is its own. Lists of names have no order, rules do. */
export function hasSettings(kind: Kind, found: Record<string, unknown>): boolean {
  return Object.entries(settingsOf(kind)).every(([name, wanted]) =>
    covers(found[name], wanted, name !== 'rankingRules' && name !== 'searchableAttributes'),
  )
}

function covers(found: unknown, wanted: unknown, unordered: boolean): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return false
    return unordered ? wanted.every(one => found.includes(one)) : wanted.every((one, i) => found[i] === one)
  }
  if (typeof wanted !== 'object' || wanted === null) return found === wanted
  if (typeof found !== 'object' || found === null) return false
  const own = found as Record<string, unknown>
  return Object.entries(wanted).every(([name, value]) => covers(own[name], value, unordered))
}

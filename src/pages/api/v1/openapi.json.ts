import { FACETS, KINDS } from '#search/index.ts'
import { answer, endpoint } from './_answer.ts'
import { MAX_LIMIT } from './_parameters.ts'

type Schema = Record<string, unknown>
const text = { type: 'string' }
const orNull = (type: string): Schema => ({ type: [type, 'null'] })
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
})
const query = (name: string, schema: Schema, description: string) => ({
  name,
  in: 'query',
  required: false,
  schema,
  description,
})
const named = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

const LOCALE = query('locale', { enum: ['en', 'nl'], default: 'en' }, 'The language of texts and labels.')
const LIMIT = query('limit', { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: 24 }, 'How many at once.')
const AFTER = query('after', text, 'The "next" of the answer before; without it, the first page.')
const SLUG = {
  name: 'slug',
  in: 'path',
  required: true,
  schema: text,
  description: 'The slug or the external id of a partner.',
}

const problemOf = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: named('Problem') } },
})
const get = (summary: string, schema: string, parameters: readonly object[], more: Record<string, object> = {}) => ({
  get: {
    summary,
    parameters,
    responses: {
      200: { description: 'As asked.', content: { 'application/json': { schema: named(schema) } } },
      422: problemOf('A parameter is unknown or has a wrong value; each is named.'),
      ...more,
    },
  },
})
const GONE = { 404: problemOf('There is no such partner.'), 410: problemOf('It is no longer listed.') }

const LABELS = list(object({ slug: text, label: text }))
const RATING = object({ count: { type: 'integer' }, mean: orNull('number'), histogram: list({ type: 'integer' }) })
const SCHEMAS: Record<string, Schema> = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      instance: text,
      errors: list(object({ parameter: text, pointer: text, code: text, detail: text })),
    },
  },
  SearchResult: object({
    query: text,
    kind: { enum: KINDS },
    total: { type: 'integer' },
    page: { type: 'integer' },
    pages: { type: 'integer' },
    facets: {
      type: 'object',
      additionalProperties: list(object({ value: text, label: text, count: { type: 'integer' } })),
    },
    hits: list(object({ kind: { enum: KINDS }, id: text, title: text, url: text, summary: text })),
  }),
  Partner: object({
    id: text,
    slug: text,
    name: text,
    url: text,
    summary: text,
    description: text,
    textLocale: text,
    website: orNull('string'),
    expertise: LABELS,
    services: LABELS,
    industries: LABELS,
    languages: list(text),
    country: orNull('string'),
    city: orNull('string'),
    budget: orNull('string'),
    teamSize: orNull('string'),
    founded: orNull('integer'),
    accepting: { type: 'boolean' },
    logo: orNull('string'),
    cover: orNull('string'),
    rating: RATING,
    listedAt: { type: 'string', format: 'date-time' },
    publishedAt: { type: 'string', format: 'date-time' },
    confirmedAt: { type: 'string', format: 'date-time' },
  }),
  PartnerPage: object({ partners: list(named('Partner')), next: orNull('string') }),
  Review: object({
    id: text,
    partner: text,
    overall: { type: 'integer', minimum: 1, maximum: 5 },
    sub: orNull('object'),
    recommend: orNull('integer'),
    text: { type: 'object' },
    author: { type: 'object' },
    project: { type: 'object' },
    publishedAt: { type: 'string', format: 'date-time' },
    counted: { type: 'boolean' },
    notCounted: orNull('string'),
    reply: orNull('object'),
  }),
  ReviewPage: object({ rating: RATING, reviews: list(named('Review')), next: orNull('string') }),
}

const SEARCH = [
  query('q', text, 'What is looked for.'),
  query('kind', { enum: KINDS, default: 'partner' }, 'What kind of thing.'),
  ...FACETS.filter(facet => !('hidden' in facet && facet.hidden)).map(({ name }) =>
    query(name, list(text), 'A filter; may be repeated.'),
  ),
  query('sort', text, 'An order that this kind has; without it, by relevance.'),
  query('page', { type: 'integer', minimum: 1, default: 1 }, 'Which page.'),
  LOCALE,
]

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Guildhall', version: '1', description: 'The public directory. Errors are RFC 9457 problems.' },
  paths: {
    '/api/v1/search': get('Finds partners, cases and reviews as the site does.', 'SearchResult', SEARCH, {
      503: problemOf('The search does not answer at the moment.'),
    }),
    '/api/v1/partners': get('Every listed partner, by id.', 'PartnerPage', [AFTER, LIMIT, LOCALE]),
    '/api/v1/partners/{slug}': get('One listed partner.', 'Partner', [SLUG, LOCALE], GONE),
    '/api/v1/partners/{slug}/reviews': get(
      'All published reviews of a partner.',
      'ReviewPage',
      [
        SLUG,
        query('sort', { enum: ['newest', 'lowest', 'highest', 'detailed'], default: 'newest' }, 'The order.'),
        AFTER,
        LIMIT,
      ],
      GONE,
    ),
  },
  components: { schemas: SCHEMAS },
}

export const { GET, HEAD, ALL } = endpoint(() => Promise.resolve(answer(DOCUMENT)))

/** The pages that may be kept for visitors, and the parameters each understands: an unknown one means "do not keep". */
const SEARCH = [
  'q',
  'kind',
  'expertise',
  'service',
  'industry',
  'country',
  'language',
  'tier',
  'rating',
  'accepting',
  'sort',
  'page',
  'size',
  'budget',
  'team',
]
const SLUG = '[a-z0-9-]{1,80}'
const ROUTES: readonly { readonly path: RegExp; readonly params: readonly string[] }[] = [
  { path: /^\/$/, params: [] },
  { path: /^\/(partners|cases|reviews|search)$/, params: SEARCH },
  { path: new RegExp(`^/partners/${SLUG}$`), params: ['sort', 'after', 'page'] },
  { path: new RegExp(`^/cases/${SLUG}$`), params: [] },
  { path: /^\/(expertise|services|industries|program|help|about)$/, params: [] },
  { path: new RegExp(`^/(expertise|services|industries)/${SLUG}$`), params: SEARCH },
]

/** One spelling for all addresses that mean the same page; null for one that is never kept. `path` has no language in it. */
export function pageKey(path: string, query: string): string | null {
  const route = ROUTES.find(r => r.path.test(path))
  if (!route) return null
  if (query === '' || query === '?') return path
  if (query.length > 500) return null
  const params = new URLSearchParams(query)
  for (const name of params.keys()) if (!route.params.includes(name)) return null
  // Values of one name keep their order: it may mean something. Empty ones stay, for the page may tell them apart.
  return `${path}?${route.params.flatMap(name => params.getAll(name).map(value => `${name}=${encodeURIComponent(value)}`)).join('&')}`
}

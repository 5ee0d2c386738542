import * as directory from '#directory/index.ts'
import * as search from '#search/index.ts'
import { facetViews } from '#ui/facet-view.ts'
import { country, language, list, number } from '#ui/format.ts'
import { href } from '#ui/link.ts'
import { words } from '#ui/messages.ts'
import { breadcrumbList } from '#ui/structured.ts'

const path = '/partners'

const readDirectory = (locals: App.Locals, address: URL) =>
  search.parseQuery(address.searchParams, 'site', locals.locale)

async function view(locals: App.Locals, address: URL) {
  const { cx, locale } = locals
  const say = words(locale)
  const { request, problems } = readDirectory(locals, address)
  const { kind, query, filters, page: at } = request
  const to = (other: search.Request) => href(locale, `${path}${search.addressOf(other)}`)
  const labels = await directory.vocabulary(cx)

  const found = await locals.search.search(request).catch((error: unknown) => {
    if (search.isSearchError(error)) return null
    throw error
  })
  const sections =
    found && kind === 'partner' && query.terms.length > 0 && at === 1
      ? await locals.search.searchMany(
          (['case', 'review'] as const).map(one =>
            search.requestFor(one, { query, perPage: 3, counts: false, locale }),
          ),
        )
      : []
  const [someCases, someReviews] = sections
  // The index may be a moment behind; what is no longer listed is never shown.
  const all = [...(found?.hits ?? []), ...sections.flatMap(one => one.hits)]
  const listed = new Set(await directory.listed(cx, [...new Set(all.map(hit => hit.partner))]))
  const hits = (found?.hits ?? []).filter(hit => listed.has(hit.partner))
  const caseHits = (someCases?.hits ?? []).filter(hit => listed.has(hit.partner))
  const reviewHits = (someReviews?.hits ?? []).filter(hit => listed.has(hit.partner))

  const facetLabel = (name: string) =>
    name === 'rating' && kind === 'review' ? say('facet.rating.stars') : say(`facet.${name}`)
  function valueLabel(name: string, value: string): string {
    if (name === 'expertise' || name === 'service' || name === 'industry')
      return labels[name].get(value)?.[locale] ?? value
    if (name === 'country') return country(locale, value)
    if (name === 'language') return language(locale, value)
    if (name === 'accepting') return say('facet.accepting.1')
    if (name === 'rating')
      return kind === 'review'
        ? say('stars.count', { count: Number(value) })
        : say('facet.rating.step', { value: number(locale, Number(value), 1) })
    return value.charAt(0).toUpperCase() + value.slice(1)
  }
  const names = search.shownFacets(kind).map(facet => facet.name)
  // A review carries the labels of its engagement, whatever kind they are: each stands under its own heading only.
  const counts = Object.fromEntries(
    Object.entries(found?.facets ?? {}).map(([name, list]) => [
      name,
      name === 'expertise' || name === 'service' || name === 'industry'
        ? list.filter(one => labels[name].has(one.value))
        : list,
    ]),
  )
  // Asked for inside what is kept, so it is worked out only when that is made anew.
  const views = () =>
    facetViews(
      names,
      counts,
      filters,
      { label: facetLabel, value: valueLabel, any: say('facet.any') },
      new Set(kind === 'partner' ? ['rating'] : []),
    )
  const chips = search.activeFilters(filters).flatMap(([name, values]) =>
    values.map(value => ({
      group: facetLabel(name),
      value: valueLabel(name, value),
      href: to({ ...request, page: 1, filters: { ...filters, [name]: values.filter(one => one !== value) } }),
    })),
  )
  const what = [query.text && `“${query.text}”`, ...chips.map(chip => chip.value)].filter(Boolean)
  const total = found?.total ?? 0
  const count = (n: number) =>
    kind === 'partner' ? say('dir.results.count', { count: n }) : say(`dir.count.${kind}`, { count: n })
  const said =
    total === 0 && what.length > 0
      ? say('dir.status.none', { what: list(locale, what) })
      : what.length > 0 && kind === 'partner'
        ? say('dir.status.what', { count: total, what: list(locale, what) })
        : kind === 'partner'
          ? say('dir.status', { count: total })
          : say(`dir.status.${kind}`, { count: total })
  const title =
    what.length > 0
      ? say('dir.title.for', { what: list(locale, what) })
      : at > 1
        ? say('dir.title.page', { page: at })
        : say('dir.title')

  // Nothing found: each criterion, and how many there would be without it.
  const groups = total === 0 && found && at === 1 ? search.activeFilters(filters).map(([name]) => name) : []
  const lighter = [
    ...groups.map(name => ({
      request: search.without(request, name),
      what: (filters[name] ?? []).map(value => valueLabel(name, value)).join(', '),
      clears: '',
    })),
    ...(total === 0 && found && query.text !== '' && groups.length > 0
      ? [{ request: { ...request, query: search.readQuery('') }, what: `“${query.text}”`, clears: 'q' }]
      : []),
  ]
  const alternatives =
    lighter.length === 0
      ? []
      : await locals.search.searchMany(lighter.map(one => ({ ...one.request, counts: false, perPage: 1, page: 1 })))
  const ways = lighter.map((one, i) => ({ ...one, total: alternatives[i]?.total ?? 0 })).filter(one => one.total > 0)
  const plain = search.addressOf(request) === ''
  const integrations = (await directory.integrations(cx)).length
  const steps = [{ label: say('nav.home'), path: '/' }, { label: say('dir.title') }]
  const url = (one: string) => new URL(href(locale, one), address.origin).href
  const structured = plain
    ? [
        {
          '@type': 'CollectionPage',
          name: say('dir.title'),
          url: url(path),
          mainEntity: {
            '@type': 'ItemList',
            numberOfItems: total,
            itemListElement: hits.map((hit, i) => ({
              '@type': 'ListItem',
              position: i + 1,
              name: hit.card.title,
              url: url(hit.card.url),
            })),
          },
        },
        breadcrumbList(steps, url),
      ]
    : []
  const show = kind === 'partner' ? say('dir.filters.show', { count: total }) : count(total)
  return {
    ...{
      request,
      problems,
      labels,
      found,
      hits,
      caseHits,
      reviewHits,
      someCases,
      someReviews,
      facetLabel,
      names,
      views,
    },
    ...{ chips, said, what, title, total, count, ways, plain, structured, show, to, integrations },
  }
}

/**
 * All that the directory page shows for an address. The same for everybody: nothing in it looks at who asks, so it is kept by
 * content version, unless the search could not answer (`found` is null).
 */
export async function directoryView(locals: App.Locals, address: URL): ReturnType<typeof view> {
  const kept = await locals.keep(`directory view ${address.search}`, async () => {
    const made = await view(locals, address)
    return made.found === null ? null : made
  })
  return kept ?? view(locals, address)
}

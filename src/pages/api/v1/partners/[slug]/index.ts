import { delisted, listingBySlug, vocabulary } from '#directory/index.ts'
import { ratingsOf } from '#reviews/index.ts'
import { answer, endpoint, problem, refused } from '../../_answer.ts'
import { reader } from '../../_parameters.ts'
import { partnerJson } from '../../_partner.ts'

/** One listed partner, by slug or external id. 410 for one that was listed once. */
export const { GET, HEAD, ALL } = endpoint(async ({ url, params, locals: { cx } }) => {
  const read = reader(url.searchParams, ['locale'])
  const locale = read.locale()
  if (read.faults.length > 0) return refused(read.faults)
  const slug = params.slug ?? ''
  const listing = await listingBySlug(cx, slug)
  if (!listing) {
    return (await delisted(cx, slug))
      ? problem(410, 'This partner is no longer listed.')
      : problem(404, 'There is no such partner.')
  }
  const ratings = await ratingsOf(cx, [listing.partner])
  return answer(partnerJson(listing, ratings.get(listing.partner), await vocabulary(cx), locale))
})

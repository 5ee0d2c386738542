import { delisted, listingBySlug } from '#directory/index.ts'
import { publishedOf, ratingsOf } from '#reviews/index.ts'
import { answer, endpoint, problem, refused } from '../../_answer.ts'
import { reader } from '../../_parameters.ts'
import { ratingJson, reviewJson } from '../../_partner.ts'

const SORTS = ['newest', 'lowest', 'highest', 'detailed'] as const
const isCursor = (text: string): boolean => /^\[-?\d+,\d+,"[^"\\]+"\]$/.test(text)

/** All published reviews of a listed partner, a page at a time, bad ones like good ones. */
export const { GET, HEAD, ALL } = endpoint(async ({ url, params, locals: { cx } }) => {
  const read = reader(url.searchParams, ['after', 'limit', 'sort'])
  const sort = read.choice('sort', SORTS) ?? 'newest'
  const limit = read.limit()
  const after = read.cursor(isCursor)
  if (read.faults.length > 0) return refused(read.faults)
  const slug = params.slug ?? ''
  const listing = await listingBySlug(cx, slug)
  if (!listing) {
    return (await delisted(cx, slug))
      ? problem(410, 'This partner is no longer listed.')
      : problem(404, 'There is no such partner.')
  }
  const ratings = await ratingsOf(cx, [listing.partner])
  const { reviews, next } = await publishedOf(cx, listing.partner, { sort, limit, after })
  return answer({ rating: ratingJson(ratings.get(listing.partner)), reviews: reviews.map(reviewJson), next })
})

import { listedAfter, publishedListings, vocabulary } from '#directory/index.ts'
import { parseId } from '#kernel/id.ts'
import { ratingsOf } from '#reviews/index.ts'
import { answer, endpoint, refused } from '../_answer.ts'
import { decoded, encoded, reader } from '../_parameters.ts'
import { partnerJson } from '../_partner.ts'

/** Every listed partner, by id, a page at a time; `next` of one answer is `after` of the next request. */
export const { GET, HEAD, ALL } = endpoint(async ({ url, locals: { cx } }) => {
  const read = reader(url.searchParams, ['after', 'limit', 'locale'])
  const locale = read.locale()
  const limit = read.limit()
  const after = read.cursor(text => parseId(text).ok)
  if (read.faults.length > 0) return refused(read.faults)
  const page = await listedAfter(cx, after === null ? '' : decoded(after), limit)
  const listings = await publishedListings(cx, page.partners)
  const ratings = await ratingsOf(cx, page.partners)
  const words = await vocabulary(cx)
  const partners = page.partners.flatMap(id => {
    const listing = listings.get(id)
    return listing ? [partnerJson(listing, ratings.get(id), words, locale)] : []
  })
  return answer({ partners, next: page.next === null ? null : encoded(page.next) })
})

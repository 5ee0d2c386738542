import type { APIRoute } from 'astro'
import { priceSheetCsv } from '#licences/index.ts'
import { notFound, ownPartner, shut } from '../../_door.ts'

/** The price sheet of the partner's open accounts. */
export const GET: APIRoute = async context => {
  const closed = shut(context)
  if (closed) return closed
  const { cx, actor } = context.locals
  const text = await priceSheetCsv(cx, ownPartner(actor))
  if (text === null) return notFound()
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="prices.csv"',
      'cache-control': 'private, no-store',
    },
  })
}

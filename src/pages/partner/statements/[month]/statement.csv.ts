import type { APIRoute } from 'astro'
import { parseMonth } from '#kernel/period.ts'
import { statement, statementCsv } from '#payouts/index.ts'
import { mayOpen } from '#ui/console-pages.ts'
import { notFound, ownPartner } from '../../../_door.ts'

/** The issued statements of a closed month; an open month has none. */
export const GET: APIRoute = async ({ locals: { cx, actor }, params }) => {
  const month = parseMonth(params.month ?? '')
  if (!month.ok || !mayOpen('/partner/statements', actor)) return notFound()
  const partner = ownPartner(actor)
  const found = await statement(cx, partner, month.value)
  if (!found) return notFound()
  return new Response(statementCsv(found), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="statement-${month.value}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}

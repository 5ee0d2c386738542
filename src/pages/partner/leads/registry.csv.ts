import type { APIRoute } from 'astro'
import { registryCsv, registryOf } from '#attribution/index.ts'
import { parseMonth } from '#kernel/period.ts'
import { notFound, ownPartner, shut } from '../../_door.ts'

/** The partner's own registry of a month, as it was frozen (ONE-9). */
export const GET: APIRoute = async context => {
  const closed = shut(context)
  if (closed) return closed
  const { cx, actor } = context.locals
  const month = parseMonth(context.url.searchParams.get('month') ?? '')
  const registries = month.ok ? await registryOf(cx, ownPartner(actor), month.value) : []
  if (!month.ok || registries.length === 0) return notFound()
  return new Response(registryCsv(registries), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="registry-${month.value}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}

import type { APIRoute } from 'astro'
import { endOfDay, parseDay } from '#kernel/period.ts'
import { exportCsv, exportHledger } from '#ledger/index.ts'
import { mayOpen } from '#ui/console-pages.ts'
import { notFound } from '../../_door.ts'

/** The whole ledger, streamed: what was posted by the end of `until`, or all of it. The same bytes as the command line's. */
export const GET: APIRoute = ({ locals: { cx, actor }, url }) => {
  if (!mayOpen('/admin/ledger', actor)) return notFound()
  const text = url.searchParams.get('until') ?? ''
  const day = parseDay(text)
  if (text !== '' && !day.ok) return notFound()
  const until = day.ok ? endOfDay(day.value, 'UTC') : undefined
  const csv = url.searchParams.get('format') === 'csv'
  const pieces = csv ? exportCsv(cx, until) : exportHledger(cx, until)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await pieces.next()
      if (piece.done) controller.close()
      else controller.enqueue(encoder.encode(piece.value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  const name = `ledger${day.ok ? `-${day.value}` : ''}.${csv ? 'csv' : 'journal'}`
  return new Response(body, {
    headers: {
      'content-type': csv ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
}

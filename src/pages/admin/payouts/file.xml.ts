import type { APIRoute } from 'astro'
import { fileOf } from '#payouts/index.ts'
import { mayOpen } from '#ui/console-pages.ts'
import { notFound } from '../../_door.ts'

/** A bank file as it was made; looking at it makes none. */
export const GET: APIRoute = async ({ locals: { cx, actor }, url }) => {
  if (!mayOpen('/admin/payouts', actor)) return notFound()
  const [run = '', currency = '', version] = ['run', 'currency', 'version'].map(
    name => url.searchParams.get(name) ?? '',
  )
  const file = await fileOf(cx, { run, currency, version: version === '03' ? '03' : '09' })
  if (!file) return notFound()
  return new Response(Buffer.from(file.bytes), {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'private, no-store',
    },
  })
}

import type { APIRoute } from 'astro'
import { fileOf } from '#payouts/index.ts'
import { mayOpen } from '#ui/console-pages.ts'
import { notFound } from '../../../../_door.ts'

/** A bank file as it was made; looking at it makes none. */
export const GET: APIRoute = async ({ locals: { cx, actor }, params, url }) => {
  if (!mayOpen('/admin/payouts', actor)) return notFound()
  const version = url.searchParams.get('version') === '03' ? '03' : '09'
  const file = await fileOf(cx, { run: params.run ?? '', currency: params.currency ?? '', version })
  if (!file) return notFound()
  return new Response(Buffer.from(file.bytes), {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'private, no-store',
    },
  })
}

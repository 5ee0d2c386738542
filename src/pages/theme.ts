import type { APIRoute } from 'astro'
import { safeBack } from '#ui/link.ts'

const YEAR = 31_536_000

/** Keeps the colours a visitor wants in a cookie that only names them, and sends the visitor back to the page it came from. */
export const POST: APIRoute = async ({ request, url }) => {
  const form = await request.formData()
  const theme = form.get('theme')
  const back = safeBack(typeof form.get('back') === 'string' ? String(form.get('back')) : null, '/')
  const chosen = theme === 'light' || theme === 'dark' ? theme : ''
  const secure = url.protocol === 'https:' ? '; Secure' : ''
  const cookie = `theme=${chosen}; Path=/; Max-Age=${chosen === '' ? 0 : YEAR}; SameSite=Lax; HttpOnly${secure}`
  return new Response(null, { status: 303, headers: { location: back, 'set-cookie': cookie } })
}

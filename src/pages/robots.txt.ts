import type { APIRoute } from 'astro'

/** Consoles and the interface for programs stay out; `/partners/` stays open, hence the slashes. */
export const GET: APIRoute = ({ url }) =>
  new Response(
    [
      'User-agent: *',
      ...['/api/', '/account/', '/partner/', '/admin/'].flatMap(path => [`Disallow: ${path}`, `Disallow: /nl${path}`]),
      '',
      `Sitemap: ${new URL('/sitemap.xml', url.origin).href}`,
      '',
    ].join('\n'),
    { headers: { 'content-type': 'text/plain; charset=utf-8' } },
  )

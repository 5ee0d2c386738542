import node from '@astrojs/node'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'

export default defineConfig({
  output: 'server',
  trailingSlash: 'never',
  compressHTML: true,
  session: false,
  adapter: node({ mode: 'middleware', bodySizeLimit: 6 * 1024 * 1024 }),
  integrations: [svelte()],
  // An inlined sheet would be hashed anew for the policy at every rendering.
  build: { inlineStylesheets: 'never' },
  i18n: { locales: ['en', 'nl'], defaultLocale: 'en', routing: { prefixDefaultLocale: false } },
  devToolbar: { enabled: false },
  security: {
    checkOrigin: true,
    // The public host is known at run time only: src/server.ts checks Host and sets the forwarded headers itself.
    allowedDomains: [{ hostname: '**' }],
    actionBodySizeLimit: 6 * 1024 * 1024,
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
      ],
    },
  },
})

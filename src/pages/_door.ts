import type { AstroGlobal } from 'astro'
import type { Actor } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { CustomerId, PartnerId, UserId } from '#kernel/id.ts'
import { mayOpen } from '#ui/console-pages.ts'
import { href } from '#ui/link.ts'

/** A place that is not there, or not for you: the two look the same. */
export const notFound = (): Response => new Response(null, { status: 404 })

/** The door of a console page: a visitor is asked to sign in and comes back; who may not see the page finds nothing there. */
export function shut(astro: Pick<AstroGlobal, 'locals' | 'redirect' | 'url'>): Response | null {
  const { actor, path, locale } = astro.locals
  const plain = path.split('?')[0] ?? path
  if (mayOpen(plain, actor)) return null
  if (actor.kind === 'user') return notFound()
  const query = new URLSearchParams(astro.url.searchParams)
  query.delete('_action')
  const back = href(locale, query.size > 0 ? `${plain}?${query}` : plain)
  return astro.redirect(href(locale, `/sign-in?next=${encodeURIComponent(back)}`), 303)
}

export function ownUser(actor: Actor): UserId {
  assert(actor.kind === 'user', 'the door let in a person')
  return actor.user
}

export function ownPartner(actor: Actor): PartnerId {
  assert(actor.kind === 'user' && actor.partner !== null, 'the door let in a person of a partner')
  return actor.partner.id
}

export function ownCustomer(actor: Actor): CustomerId {
  assert(actor.kind === 'user' && actor.customer !== null, 'the door let in a person of a customer')
  return actor.customer
}

/** How many rows a list of the consoles shows at once. */
export const PAGE = 50

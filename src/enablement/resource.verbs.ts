import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actorName, isStaff } from '#kernel/actor.ts'
import { plainWebsite } from '#kernel/contact.ts'
import { newId } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as store from './resource.store.ts'
import type { Resource } from './resource.store.ts'

export { RESOURCE_KINDS, type Resource, type ResourceKind } from './resource.store.ts'

export const MAX_RESOURCE_TEXT = 2_000

/**
 * The operator lends partners an article, a case or a paper; who uses it is asked to link back to it, or to the page that is named
 * (COP-14). Both addresses are of the web. Partner managers and the owner may.
 */
export async function publishResource(
  cx: Cx,
  wish: Omit<Resource, 'id' | 'publishedAt' | 'linkBack'> & { readonly linkBack?: string },
): Promise<Result<Resource, 'not-allowed' | 'title-missing' | 'bad-website' | 'text-too-long'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const [title, text] = [wish.title.trim(), wish.text.trim()]
  if (title === '') return refuse('title-missing')
  if (title.length > 200 || text.length > MAX_RESOURCE_TEXT) return refuse('text-too-long')
  const address = plainWebsite(wish.address)
  const linkBack = wish.linkBack?.trim() ? plainWebsite(wish.linkBack) : address
  if (address === null || linkBack === null) return refuse('bad-website')
  const { kind, language } = wish
  const resource = { id: newId<'resource'>('res'), kind, title, address, text, language, linkBack, publishedAt: cx.now }
  await store.keepResource(cx, resource, actorName(cx.actor))
  await audit.note(cx, { verb: 'resource.publish', subject: resource.id, detail: { title, address } })
  return ok(resource)
}

export async function withdrawResource(cx: Cx, id: string): Promise<Result<null, 'not-allowed' | 'unknown-resource'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (!(await store.endResource(cx, id))) return refuse('unknown-resource')
  await audit.note(cx, { verb: 'resource.withdraw', subject: id })
  return ok(null)
}

/** For people of partners and staff, the newest first. */
export async function resources(cx: Cx, limit = 100): Promise<Resource[]> {
  const partner = cx.actor.kind === 'user' && cx.actor.partner !== null
  return partner || isStaff(cx.actor) ? store.loadResources(cx, limit) : []
}

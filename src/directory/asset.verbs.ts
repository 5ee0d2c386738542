import type { Cx } from '#db/client.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import { contentHash } from './digest.adapter.ts'
import * as store from './store.ts'

export type Asset = { readonly hash: string; readonly mediaType: string; readonly body: string }

/** A picture by the hash of its content: it never changes, so it may be cached for ever. */
export const assetOf = (cx: Pick<Cx, 'db'>, hash: string): Promise<Asset | null> => store.loadAsset(cx, hash)

/** Keeps a drawing of our own making (`logo.ts`, `cover.ts`) and gives its hash. What people upload comes another way. */
export async function keepDrawing(cx: Cx, svg: string): Promise<Result<string, 'not-allowed'>> {
  if (cx.actor.kind !== 'system') return refuse('not-allowed')
  const hash = contentHash(svg)
  await store.keepAsset(cx, { hash, mediaType: 'image/svg+xml', body: svg })
  return ok(hash)
}

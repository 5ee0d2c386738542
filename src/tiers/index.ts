import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Result } from '#kernel/result.ts'
import { refuse } from '#kernel/result.ts'
import type { TierSpan } from '#partners/index.ts'

export type TierWish = {
  readonly partner: PartnerId
  readonly tier: string
  readonly program?: string
  readonly reason?: string
}
type Granted<R extends string> = Promise<
  Result<TierSpan | null, 'not-allowed' | 'unknown-partner' | 'unknown-tier' | R>
>

export async function applyTier(
  _cx: Cx,
  _wish: TierWish,
): Granted<'partner-not-active' | 'agreement-not-accepted' | 'by-invitation' | 'requirements-not-met'> {
  return refuse('not-allowed')
}
export async function inviteTier(_cx: Cx, _wish: TierWish): Granted<'partner-not-active'> {
  return refuse('not-allowed')
}
export async function meetTier(_cx: Cx, _wish: TierWish): Granted<never> {
  return refuse('not-allowed')
}
export async function nextTierDue(_cx: Cx): Promise<Date | null> {
  return null
}
export async function passTiersDue(_cx: Cx): Promise<void> {}

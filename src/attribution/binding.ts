import type { BindingId, CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'

export type Closer = 'customer' | 'partner' | 'vendor'
export type Binding = {
  readonly id: BindingId
  readonly customer: CustomerId
  readonly partner: PartnerId
  readonly program: ProgramKey
  /** Included. */
  readonly from: Date
  /** Excluded; null while it is open. */
  readonly until: Date | null
  readonly openedBy: 'customer' | 'import'
  readonly closedBy: Closer | 'switch' | 'import' | null
  readonly reason: string | null
}

/** Whether the binding holds at that instant: from its first (included) until its last (excluded). */
export const holdsAt = (binding: Pick<Binding, 'from' | 'until'>, at: Date): boolean =>
  binding.from <= at && (binding.until === null || at < binding.until)

/** Whose customer it was at that instant (G4): of all its bindings the one that holds. */
export const bindingAt = <B extends Pick<Binding, 'from' | 'until'>>(history: readonly B[], at: Date): B | null =>
  history.find(binding => holdsAt(binding, at)) ?? null

/**
 * A choice (COP-3, COP-7): the binding that holds ends at the instant the new one begins, so there is neither a gap nor an
 * overlap. The new one is open, unless a later one is known already: then it lasts until that. Refuses the partner that is
 * chosen already.
 */
export function choose(
  history: readonly Binding[],
  partner: PartnerId,
  now: Date,
): Result<{ readonly close: Binding | null; readonly from: Date; readonly until: Date | null }, 'already-chosen'> {
  const current = bindingAt(history, now)
  if (current?.partner === partner) return refuse('already-chosen')
  const later = history.filter(binding => binding.from > now).map(binding => binding.from.getTime())
  return ok({ close: current, from: now, until: later.length > 0 ? new Date(Math.min(...later)) : null })
}

type Span = { readonly from: Date; readonly until: Date | null }

/** Whether two spans share an instant. An empty span (from = until) shares none. */
export function overlap(a: Span, b: Span): boolean {
  const end = (span: Span) => span.until?.getTime() ?? Number.POSITIVE_INFINITY
  return Math.max(a.from.getTime(), b.from.getTime()) < Math.min(end(a), end(b))
}

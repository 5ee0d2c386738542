import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import { type Benefit, changesBenefit } from './election.ts'
import * as store from './store.ts'
import { watchPartner } from './task-turn.verbs.ts'
import * as spans from './tier.store.ts'
import { settledTo, tierMoved, todayIn } from './tier.verbs.ts'

/**
 * SIM-6: the partner takes the fee or the discount, from today or a later day on, in every program of its that lets it choose.
 * Refused where none does (`not-allowed`), and for a day that is past (`date-past`). What it has already is no change.
 */
export async function electBenefit(
  cx: Cx,
  { partner, benefit, from }: { readonly partner: PartnerId; readonly benefit: Benefit; readonly from?: Day },
): Promise<Result<null, 'not-allowed' | 'unknown-partner' | 'date-past'>> {
  if (!actsForPartner(cx.actor, partner, 'owner') && !isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (!(await store.loadPartner(cx, partner))) return refuse('unknown-partner')
  let may = false
  for (const membership of await store.loadMemberships(cx, [partner])) {
    const today = await todayIn(cx, membership.program)
    if (today?.terms?.benefit !== 'partner-elects') continue
    may = true
    const day = from ?? today.day
    if (day < today.day) return refuse('date-past')
    if (!changesBenefit(membership.elections, benefit, day)) continue
    const { program } = membership
    await spans.keepElection(cx, { partner, program, benefit, from: day })
    await audit.note(cx, { verb: 'elect-benefit', subject: partner, detail: { program, benefit, from: day } })
    // Deals of this very day count from its start, also those that were told already.
    if (day <= settledTo(today.day))
      await outbox.enqueue(cx, 'standing.changed', partner, { payload: { moved: false } })
  }
  return may ? ok(null) : refuse('not-allowed')
}

/** SIM-2: a partner holds any number of the program's modules. The partner's owner and partner managers choose them. */
export async function chooseModules(
  cx: Cx,
  {
    partner,
    program,
    modules,
  }: { readonly partner: PartnerId; readonly program: string; readonly modules: readonly string[] },
): Promise<Result<readonly string[], 'not-allowed' | 'unknown-partner' | 'unknown-program' | 'unknown-module'>> {
  if (!actsForPartner(cx.actor, partner, 'owner') && !isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (!(await store.loadPartner(cx, partner))) return refuse('unknown-partner')
  const membership = (await store.loadMemberships(cx, [partner])).find(one => one.program === program)
  const today = await todayIn(cx, program)
  if (!membership || !today) return refuse('unknown-program')
  const known = (today.terms?.modules ?? []).map(module => module.key)
  if (modules.some(module => !known.includes(module))) return refuse('unknown-module')
  const chosen = known.filter(module => modules.includes(module))
  if (JSON.stringify(chosen) === JSON.stringify(membership.modules)) return ok(chosen)
  await spans.keepModules(cx, { partner, program: membership.program, modules: chosen })
  await watchPartner(cx, partner)
  await audit.note(cx, { verb: 'choose-modules', subject: partner, detail: { program, modules: chosen } })
  await tierMoved(cx, partner)
  return ok(chosen)
}

import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { actorName, actsForPartner, isStaff } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import { mayPlan, PLAN_KINDS, type PlanKind, periodFits } from './plan.ts'
import * as store from './plan.store.ts'
import type { Plan } from './plan.store.ts'
import { MAX_TEXT } from './request.verbs.ts'

export { PLAN_KINDS, type PlanKind } from './plan.ts'
export type { Plan } from './plan.store.ts'

/**
 * Keeps what was agreed in a plan of a year or a review of a quarter; written anew, the older one stays beside it. It meets the
 * obligation of that name. Refuses a plan that the partner's tier does not bring and no tier asks for (`not-eligible`, SIM-3).
 */
export async function recordPlan(
  cx: Cx,
  wish: {
    readonly partner: PartnerId
    readonly program: string
    readonly kind: PlanKind
    readonly period: string
    readonly text: string
  },
): Promise<
  Result<
    null,
    | 'not-allowed'
    | 'unknown-partner'
    | 'unknown-program'
    | 'bad-period-name'
    | 'text-missing'
    | 'text-too-long'
    | 'not-eligible'
  >
> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  if (!(await partners.findPartner(cx, wish.partner))) return refuse('unknown-partner')
  const program = await programs.findProgram(cx, wish.program)
  if (!program) return refuse('unknown-program')
  if (!periodFits(wish.kind, wish.period)) return refuse('bad-period-name')
  const text = wish.text.trim()
  if (text === '') return refuse('text-missing')
  if (text.length > MAX_TEXT) return refuse('text-too-long')
  if (!(await plansFor(cx, wish.partner)).some(one => one.program === program.key && one.kind === wish.kind))
    return refuse('not-eligible')
  const { partner, kind, period } = wish
  await store.keepPlan(cx, { partner, program: program.key, kind, period, text, recordedBy: actorName(cx.actor) })
  await audit.note(cx, { verb: 'plan.record', subject: partner, detail: { kind, period } })
  await partners.meetObligation(cx, partner, [kind])
  return ok(null)
}

/** Which plans a partner may have today, program by program. */
export async function plansFor(
  cx: Cx,
  partner: PartnerId,
): Promise<{ readonly program: string; readonly kind: PlanKind }[]> {
  const found: { program: string; kind: PlanKind }[] = []
  for (const own of (await partners.benefitsOf(cx, [partner])).get(partner) ?? []) {
    const program = await programs.findProgram(cx, own.program)
    const terms = program && programs.termsOn(await programs.termsOf(cx, own.program), dayOf(cx.now, program.timeZone))
    for (const kind of PLAN_KINDS) if (mayPlan(own, terms, kind)) found.push({ program: own.program, kind })
  }
  return found
}

/** The plans and reviews of a partner, the newest first, for its people and staff. */
export const plansOf = async (cx: Cx, partner: PartnerId, limit = 50): Promise<Plan[]> =>
  actsForPartner(cx.actor, partner) || isStaff(cx.actor) ? store.loadPlans(cx, partner, limit) : []

import * as audit from '#audit/index.ts'
import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { newId, type PartnerId, type ProgramKey } from '#kernel/id.ts'
import { formatMoney, MAX_MINOR, type Money } from '#kernel/money.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as programs from '#programs/index.ts'
import * as settings from '#settings/index.ts'
import { openPlaces } from './licence.ts'
import { placesOf } from './place.verbs.ts'
import * as store from './plan.store.ts'
import type { Plan } from './plan.store.ts'

export const MAX_PLAN_NAME = 80

/**
 * What may be bought through this partner now (COP-12), by a customer that chooses it in that program, or in any; none where the
 * partner could open no account.
 */
export async function plansThrough(cx: Cx, partner: PartnerId, chosenIn?: ProgramKey): Promise<Plan[]> {
  const open = openPlaces(await placesOf(cx, partner)).map(place => place.program)
  return store.loadOffered(
    cx,
    open.filter(program => chosenIn === undefined || program === chosenIn),
  )
}

/** Every plan that is offered, by program and price. */
export async function plansOffered(cx: Cx): Promise<Plan[]> {
  const keys = (await programs.listPrograms(cx)).map(program => program.key)
  return store.loadOffered(cx, keys)
}

export const plansNamed = async (cx: Cx, ids: readonly string[]): Promise<Map<string, Plan>> =>
  new Map((await store.loadPlans(cx, ids)).map(plan => [plan.id, plan]))

type Content = { readonly name: string; readonly list: Money }
const contentOf = ({ name, list }: Content): Content | null => {
  const plain = name.trim()
  if (plain === '' || plain.length > MAX_PLAN_NAME || /\p{Cc}/u.test(plain)) return null
  return { name: plain, list }
}

/**
 * Offers a plan with its list price a month, or gives one that is offered another name or price: accounts that are open keep
 * theirs. Refuses a program without a licence (`not-eligible`). Partner managers and finance may.
 */
export async function keepPlan(
  cx: Cx,
  wish: { readonly id?: string | undefined; readonly program: string } & Content,
): Promise<
  Result<Plan, 'not-allowed' | 'unknown-program' | 'unknown-plan' | 'not-eligible' | 'bad-name' | 'bad-amount'>
> {
  if (!isStaff(cx.actor, 'partner-manager', 'finance')) return refuse('not-allowed')
  const program = await programs.findProgram(cx, wish.program)
  if (!program) return refuse('unknown-program')
  const known = wish.id === undefined ? null : await store.loadPlan(cx, wish.id)
  if (wish.id !== undefined && (known?.program !== program.key || known.retiredAt !== null))
    return refuse('unknown-plan')
  if (!(await programs.termsOf(cx, program.key)).some(terms => terms.licence !== null)) return refuse('not-eligible')
  const content = contentOf(wish)
  if (!content) return refuse('bad-name')
  if (content.list.minor < 1n || content.list.minor > MAX_MINOR) return refuse('bad-amount')
  const plan: Plan = { id: known?.id ?? newId('pln'), program: program.key, ...content, retiredAt: null }
  await store.keepPlan(cx, plan)
  await noted(cx, plan, 'keep-plan')
  return ok(plan)
}

/** The plan is offered no more; accounts that were opened with it stay. Doing it again has no effect. */
export async function retirePlan(cx: Cx, id: string): Promise<Result<Plan, 'not-allowed' | 'unknown-plan'>> {
  if (!isStaff(cx.actor, 'partner-manager', 'finance')) return refuse('not-allowed')
  const known = await store.loadPlan(cx, id)
  if (!known) return refuse('unknown-plan')
  if (known.retiredAt !== null) return ok(known)
  const plan: Plan = { ...known, retiredAt: cx.now }
  await store.keepPlan(cx, plan)
  await noted(cx, plan, 'retire-plan')
  return ok(plan)
}

async function noted(cx: Cx, plan: Plan, verb: string): Promise<void> {
  const { id, program, name, list } = plan
  await audit.note(cx, {
    verb,
    subject: id,
    detail: { program, name, list: formatMoney(list), currency: list.currency },
  })
  await settings.raiseContentVersion(cx)
}

import { sql } from 'drizzle-orm'
import * as attribution from '#attribution/index.ts'
import type { Cx, Database } from '#db/client.ts'
import type { Actor, PartnerRole, StaffRole } from '#kernel/actor.ts'
import { SYSTEM } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { PartnerId, ProgramKey, UserId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import * as tiers from '#tiers/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

export const nova = 'nova' as PartnerId
export const cloudcodes = 'cloudcodes' as ProgramKey
export const simpro = 'simpro' as ProgramKey

const person = (id: string, o: { staff?: StaffRole[]; role?: PartnerRole; partner?: PartnerId } = {}): Actor => ({
  kind: 'user',
  user: id as UserId,
  email: `${id}@somewhere.example`,
  name: id,
  customer: null,
  partner: o.role ? { id: o.partner ?? nova, role: o.role } : null,
  staff: o.staff ?? [],
})
export const mila = person('mila', { staff: ['partner-manager'] })
export const finn = person('finn', { staff: ['finance'] })
export const olga = person('olga', { role: 'owner' })
export const eddy = person('eddy', { role: 'editor' })
export const other = person('other', { role: 'owner', partner: 'rival' as PartnerId })

type Begun = { at?: string; timeZone?: string; tier?: string; modules?: string[]; agreement?: boolean }

/** A program of a preset with one partner, Nova, that joined on 5 January 2025 at noon. */
export async function town(key: ProgramKey, o: Begun = {}): Promise<Database> {
  const database = await freshDatabase()
  const at = o.at ?? '2025-01-05T12:00:00Z'
  const fee = key === simpro ? { feePercent: '12', discountPercent: '8' } : {}
  const zone = o.timeZone ? { timeZone: o.timeZone } : {}
  await done(database, at, cx => programs.ensureProgram(cx, key, { preset: key, settings: { ...fee, ...zone } }))
  await join(database, at, 'nova', key, o)
  return database
}

export const join = (database: Database, at: string, id: string, program: string, o: Begun = {}) =>
  done(database, at, cx =>
    partners.addPartner(cx, { id, name: id, program, tier: o.tier, modules: o.modules, agreement: o.agreement }),
  )

/** Does it, or fails the test: what a scene needs is never refused. */
export async function done(database: Database, at: string, verb: (cx: Cx) => ReturnType<typeof act>) {
  const outcome = (await act(database, at, verb as never)) as { ok: boolean; refusal?: string }
  assert(outcome.ok, `refused: ${outcome.refusal}`)
}

const VERBS = { applyTier: tiers.applyTier, inviteTier: tiers.inviteTier, meetTier: tiers.meetTier }
/** What a verb of tiers answers: the refusal, or the days of the span it added, or that nothing changed. */
export async function say(
  database: Database,
  at: string,
  verb: keyof typeof VERBS,
  tier: string,
  actor: Actor = SYSTEM,
  partner = nova,
): Promise<string> {
  const outcome = await act(database, at, cx => VERBS[verb](cx, { partner, tier }), actor)
  if (!outcome.ok) return outcome.refusal
  return outcome.value === null ? 'nothing' : `${outcome.value.from} ${outcome.value.until ?? 'open'}`
}

export async function tierOf(
  database: Database,
  day: string,
  program: ProgramKey,
  partner = nova,
): Promise<string | null> {
  const cx = looking(database, `${day}T12:00:00Z`)
  const membership = (await partners.membersFacts(cx, [partner]))
    .get(partner)
    ?.memberships.find(m => m.program === program)
  const terms = programs.termsOn(await programs.termsOf(cx, program), day as Day)
  assert(membership && terms, 'a member of a program with terms')
  return partners.tierOn(membership, terms, day as Day)
}

/** Lets time pass as a history does: what is due is done at its own instant. */
export async function wait(database: Database, until: string): Promise<string[]> {
  const passed: string[] = []
  for (;;) {
    const at = await tiers.nextTierDue(looking(database, until))
    if (at === null || at > new Date(until)) return passed
    await within(database, at.toISOString(), cx => tiers.passTiersDue(cx))
    passed.push(at.toISOString())
  }
}

export const jobs = async (database: Database, kind: string): Promise<string[]> =>
  (
    await database.read.all<{ subject: string; payload: string | null }>(
      sql`select subject, payload from outbox_jobs where kind = ${kind} order by id`,
    )
  ).map(row => `${row.subject} ${(JSON.parse(row.payload ?? 'null') as { day?: string } | null)?.day ?? ''}`.trim())

/** A customer referred by Nova on one day, whose order was signed on another. */
export async function won(
  database: Database,
  customer: string,
  referred: string,
  signed: string,
  o: { deal?: string; partner?: PartnerId; program?: string } = {},
): Promise<void> {
  const { partner = nova, program = simpro, deal = `${customer}-1` } = o
  if (deal === `${customer}-1`) {
    await done(database, referred, cx => attribution.addCustomer(cx, { id: customer, name: customer }))
    const lead = `${customer}-lead`
    await done(database, referred, cx => attribution.registerLead(cx, { lead, partner, program, customer }))
    await done(database, referred, cx => attribution.approveLead(cx, { lead }))
  }
  const net = money(100_000n, 'EUR' as Currency)
  await done(database, signed, cx =>
    attribution.signDeal(cx, {
      deal,
      customer,
      kind: 'new',
      subscription: 'paid',
      termMonths: 12,
      net,
      firstYearNet: null,
      stages: [],
      lead: null,
      via: 'direct',
      discount: false,
      product: null,
      at: new Date(signed),
    }),
  )
}

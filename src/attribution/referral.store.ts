import { and, eq, sql } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { referrals } from '#db/schema/leads.ts'
import { actorName } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, ProgramKey } from '#kernel/id.ts'
import type { ToldReferral } from './dealing.ts'
import type { Report } from './referral.ts'

const columns = {
  seq: referrals.seq,
  partner: referrals.partner,
  program: referrals.program,
  customer: referrals.customer,
  at: referrals.at,
  code: referrals.code,
  domain: referrals.domain,
  first: referrals.first,
}

/** The reports that were the first of that domain in the program: at most one. */
export const loadReports = (cx: Cx, program: ProgramKey, domain: string): Promise<Report[]> =>
  cx.db
    .select({ partner: referrals.partner, domain: referrals.domain })
    .from(referrals)
    .where(and(eq(referrals.program, program), eq(referrals.domain, domain), sql`${referrals.first} = 1`))

/** The very same telling, if there is one. */
export async function loadTwin(cx: Cx, told: Omit<ToldReferral, 'seq' | 'at' | 'first'>): Promise<ToldReferral | null> {
  const [row] = await cx.db
    .select(columns)
    .from(referrals)
    .where(
      sql`${referrals.partner} = ${told.partner} and ${referrals.program} = ${told.program}
        and ${referrals.customer} is ${told.customer} and ${referrals.code} is ${told.code} and ${referrals.domain} is ${told.domain}`,
    )
    .limit(1)
  return row ?? null
}

export async function keepReferral(cx: Cx, told: Omit<ToldReferral, 'seq'>): Promise<number> {
  const [row] = await cx.db
    .insert(referrals)
    .values({ ...told, toldBy: actorName(cx.actor) })
    .returning({ seq: referrals.seq })
  return row?.seq ?? 0
}

/** Newest first. */
export const loadReferrals = (
  cx: Cx,
  o: {
    readonly partner: PartnerId | null
    readonly customer: CustomerId | null
    readonly before: number | null
    readonly limit: number
  },
): Promise<ToldReferral[]> =>
  cx.db
    .select(columns)
    .from(referrals)
    .where(
      and(
        o.partner === null ? undefined : eq(referrals.partner, o.partner),
        o.customer === null ? undefined : eq(referrals.customer, o.customer),
        o.before === null ? undefined : sql`${referrals.seq} < ${o.before}`,
      ),
    )
    .orderBy(sql`${referrals.seq} desc`)
    .limit(o.limit)

export const customersWithDomain = async (cx: Cx, domain: string): Promise<CustomerId[]> =>
  (
    await cx.db.all<{ id: CustomerId }>(
      sql`select id from customer where domain = ${domain} and merged_into is null order by created_at, id`,
    )
  ).map(row => row.id)

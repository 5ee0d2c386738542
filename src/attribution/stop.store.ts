import { and, eq } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { accountStops, recurringStops } from '#db/schema/leads.ts'
import { actorName } from '#kernel/actor.ts'
import type { CustomerId, PartnerId } from '#kernel/id.ts'
import type { RecurringStop, Stop } from './dealing.ts'

export async function loadStop(cx: Cx, partner: PartnerId, customer: CustomerId): Promise<Stop | null> {
  const [row] = await cx.db
    .select()
    .from(accountStops)
    .where(and(eq(accountStops.partner, partner), eq(accountStops.customer, customer)))
    .orderBy(accountStops.seq)
    .limit(1)
  return row ? { partner, customer, at: row.at, by: row.by } : null
}

export async function keepStop(cx: Cx, stop: Stop): Promise<void> {
  await cx.db.insert(accountStops).values({ ...stop, actor: actorName(cx.actor) })
}

export async function loadRecurringStops(cx: Cx, partner: PartnerId): Promise<RecurringStop[]> {
  const rows = await cx.db
    .select()
    .from(recurringStops)
    .where(eq(recurringStops.partner, partner))
    .orderBy(recurringStops.seq)
  return rows.map(({ at, reason }) => ({ partner, at, reason }))
}

export async function keepRecurringStop(cx: Cx, stop: RecurringStop): Promise<void> {
  await cx.db.insert(recurringStops).values({ ...stop, actor: actorName(cx.actor) })
}

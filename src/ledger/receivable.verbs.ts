import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import { maySee } from './period.verbs.ts'
import { receivableSums } from './receivable.store.ts'

/** What a partner was charged for licences (list less discount) and what of it is neither paid nor set off; in minor units. */
export type Receivable = { readonly currency: Currency; readonly charged: bigint; readonly open: bigint }

/** A row a currency in which anything was ever charged or paid; `at`: as posted by that instant. [] for who may not see it. */
export async function receivablesOf(cx: Cx, partner: PartnerId, at?: Date): Promise<Receivable[]> {
  return maySee(cx, partner) ? receivableSums(cx, partner, at ?? null) : []
}

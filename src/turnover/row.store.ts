import { type SQL, sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'

/** Rows as one JSON text: the driver's own rows cost ten times as much. The query selects `json_group_array(json_array(…))` as j. */
export async function packed<T>(db: Executor, query: SQL): Promise<T[]> {
  const [row] = await db.all<{ j: string }>(query)
  return row ? (JSON.parse(row.j) as T[]) : []
}

/** Whether any fact ever named a deal. */
export const anyDeal = async (db: Executor): Promise<boolean> =>
  (await db.all(sql`select 1 from fact where deal is not null limit 1`)).length > 0

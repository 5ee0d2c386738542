import type { Cx } from '#db/client.ts'
import { actorName, isStaff } from '#kernel/actor.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import { defaultOf, fits, type Key, KEYS, type Value } from './setting.ts'
import * as store from './store.ts'

export { DEFAULTS, isKey, type Key, KEYS, type Value } from './setting.ts'

export type Version<K extends Key = Key> = {
  readonly version: number
  readonly value: Value<K>
  readonly at: Date
  readonly by: string
}

/** The value that counts now; the default until the operator chose one, or if what is stored no longer fits. */
export async function get<K extends Key>(cx: Cx, key: K): Promise<Value<K>> {
  const row = await store.newest(cx.db, key)
  const value: unknown = row === null ? defaultOf(key) : JSON.parse(row.value)
  return fits(key, value) ? value : defaultOf(key)
}

/** Only the staff owner. The same value again makes no version. */
export async function set<K extends Key>(
  cx: Cx,
  key: K,
  value: Value<K>,
): Promise<Result<null, 'not-allowed' | 'bad-setting'>> {
  if (!isStaff(cx.actor, 'owner')) return refuse('not-allowed')
  if (!fits(key, value)) return refuse('bad-setting')
  const before = await store.newest(cx.db, key)
  const text = JSON.stringify(value)
  if (before?.value === text) return ok(null)
  await store.addVersion(cx.db, {
    key,
    version: (before?.version ?? 0) + 1,
    value: text,
    at: cx.now.getTime(),
    by: actorName(cx.actor),
  })
  await store.raiseContentVersion(cx.db)
  return ok(null)
}

/** Every version of a setting, newest first, for staff. */
export async function history<K extends Key>(cx: Cx, key: K): Promise<Version<K>[]> {
  if (!isStaff(cx.actor)) return []
  const rows = await store.historyOf(cx.db, key)
  return rows.map(row => ({ version: row.version, value: JSON.parse(row.value), at: new Date(row.at), by: row.by }))
}

/** All settings as they count now. */
export async function all(cx: Cx): Promise<{ [K in Key]: Value<K> }> {
  const values: [Key, unknown][] = []
  for (const key of KEYS) values.push([key, await get(cx, key)])
  return Object.fromEntries(values) as { [K in Key]: Value<K> }
}

/** One number that changes with everything a visitor can see: the key of kept pages. */
export const contentVersion = (cx: Pick<Cx, 'db'>): Promise<number> => store.contentVersion(cx.db)

/** Called by every verb that changes something a visitor can see, in its transaction. */
export const raiseContentVersion = (cx: Cx): Promise<void> => store.raiseContentVersion(cx.db)

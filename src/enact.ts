import type { Cx, Database } from '#db/client.ts'
import { type Actor, SYSTEM } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import type { Result } from '#kernel/result.ts'

class Rollback extends Error {}

/** What a verb needs of the house: somewhere to write, and someone to tell after the commit. */
export type Stage = { readonly database: Database; readonly worker: { nudge(): void } }

/**
 * One verb in one transaction, the only way in for the front: commits what is accepted, rolls back what is refused, and
 * wakes the worker after a commit. The verb may run again after a lost race, so it must do nothing but read and write.
 */
export async function enact<T, R extends string>(
  stage: Stage,
  o: { name: string; actor?: Actor; now?: Date },
  verb: (cx: Cx) => Promise<Result<T, R>>,
): Promise<Result<T, R>> {
  let refused: Result<T, R> | null = null
  try {
    const outcome = await stage.database.write(o.name, async db => {
      const result = await verb({ db, now: o.now ?? new Date(), actor: o.actor ?? SYSTEM })
      if (result.ok) return result
      refused = result
      throw new Rollback()
    })
    stage.worker.nudge()
    return outcome
  } catch (error) {
    if (!(error instanceof Rollback)) throw error
    assert(refused !== null, 'only a refusal rolls back quietly')
    return refused
  }
}

import type { Cx } from '#db/client.ts'
import type { PartnerId } from '#kernel/id.ts'
import { type Day, parseDay } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import { Failure, type Given, Misuse } from './command.ts'

/** The partner that --partner names, by its id or its slug. */
export async function partnerOf(cx: Cx, given: Given): Promise<PartnerId> {
  const name = given.text('partner')
  if (name === undefined) throw new Misuse('--partner is missing')
  const partner = await partners.findPartner(cx, name)
  if (!partner) throw new Failure(`there is no partner "${name}" [unknown-partner]`)
  return partner.id
}

/** The day that an option names; undefined if it is not given. */
export function dayFrom(given: Given, option: string): Day | undefined {
  const text = given.text(option)
  if (text === undefined) return undefined
  const day = parseDay(text)
  if (!day.ok) throw new Misuse(`--${option} is a day like 2025-12-31`)
  return day.value
}

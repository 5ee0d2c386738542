import type { Day } from '#kernel/period.ts'
import type { TermsBody } from '#programs/index.ts'
import { readHeld } from './held-file.adapter.ts'
import type { Simulated } from './terms-simulation.ts'

/** What was found out about a draft while it waits to be published. */
export type DraftReport = { readonly simulation: Simulated | null }
export type HeldDraft = DraftReport & {
  readonly program: string
  readonly from: Day
  readonly body: TermsBody
  readonly bytes: Uint8Array
}

/** A draft of new terms between its writing and its publishing; null if it is gone or was never one. */
export async function readDraft(dataDir: string, draft: string): Promise<HeldDraft | null> {
  const held = await readHeld(dataDir, draft)
  if (!held) return null
  const text = Buffer.from(held.bytes).toString('utf8')
  // The same folder holds files of turnover: they are named by their content as well.
  if (!text.startsWith('{"program":')) return null
  const { program, from, body } = JSON.parse(text) as Pick<HeldDraft, 'program' | 'from' | 'body'>
  const { simulation } = JSON.parse(held.report) as DraftReport
  return { program, from, body, simulation, bytes: held.bytes }
}

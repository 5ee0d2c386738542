/** The text of the agreement that is offered now; it is raised whenever the words change. */
export const AGREEMENT_VERSION = 1

/** How each paper is accepted: by silence after some days, or one by one by a person of the partner. */
export const ACCEPTANCES = ['silence', 'each'] as const
export type Acceptance = (typeof ACCEPTANCES)[number]
/** A paper that nobody questioned for so many days after its issue is accepted, where silence accepts. */
export const SILENCE_DAYS = 14

export type AgreementAct = {
  readonly act: 'accepted' | 'ended'
  readonly at: Date
  readonly version: number
  readonly acceptance: Acceptance
  readonly by: string
}
export type Agreement = Omit<AgreementAct, 'act'>

/** The agreement that counts at an instant: the last word at or before it, if that was a yes. `acts` in the order of recording. */
export function agreementAt(acts: readonly AgreementAct[], at: Date): Agreement | null {
  const last = acts.findLast(act => act.at <= at)
  if (last?.act !== 'accepted') return null
  return { at: last.at, version: last.version, acceptance: last.acceptance, by: last.by }
}

/** When a paper issued at an instant counts as accepted: by word, or by silence once its days are over; null: not yet. */
export function acceptedAt(
  acceptance: Acceptance,
  issued: Date,
  byWord: Date | null,
  now: Date,
): { readonly at: Date; readonly how: Acceptance } | null {
  if (byWord !== null) return { at: byWord, how: 'each' }
  if (acceptance === 'each') return null
  const end = new Date(issued.getTime() + SILENCE_DAYS * 86_400_000)
  return now >= end ? { at: end, how: 'silence' } : null
}

import type { Benefits } from '#partners/index.ts'

/** Longest on-demand session, in minutes (SIM-3). */
export const SESSION_MINUTES = 20

export const REQUEST_KINDS = ['question', 'session', 'marketing'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

const has = (all: readonly Benefits[], word: string): boolean => all.some(one => one.has.has(word))

/**
 * Whether a partner has a manager of its own (ONE-10, COP-13, SIM-3): in some program of its where everybody has one, because no
 * tier or module there speaks of it, or where its own does.
 */
export const hasManager = (all: readonly Benefits[]): boolean =>
  all.some(one => one.has.has('partner-manager') || !one.told.has('partner-manager'))

/** What a partner may ask for: a question always; a session and marketing by the operator by the benefits of its tier (SIM-3). */
export const mayAsk = (all: readonly Benefits[], kind: RequestKind): boolean =>
  kind === 'question' || has(all, kind === 'session' ? 'on-demand-session' : 'operator-led-marketing')

/** A session has 1 to 20 whole minutes; nothing else has a length. */
export const minutesFit = (kind: RequestKind, minutes: number | null): boolean =>
  kind === 'session'
    ? minutes !== null && Number.isInteger(minutes) && minutes >= 1 && minutes <= SESSION_MINUTES
    : minutes === null

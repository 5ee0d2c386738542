import type { Handler } from './worker.ts'

/** What is done for each kind of job. Every handler reads the truth again and may run twice. */
export const handlers: Readonly<Record<string, Handler>> = {}

export type Code =
  | 'unavailable'
  | 'overloaded'
  | 'not_ready'
  | 'bad_request'
  | 'misconfigured'
  | 'write_failed'
  | 'write_pending'

/** The only error that leaves an engine; nothing of an engine's own is in it, and never a key. */
export class SearchError extends Error {
  override readonly name = 'SearchError'
  readonly code: Code

  constructor(code: Code, detail: string) {
    super(`${code}: ${detail}`)
    this.code = code
  }
}

/** Told by its name, not its class: the server and the built pages each carry a copy of this file. */
export const isSearchError = (error: unknown, ...codes: Code[]): error is SearchError =>
  error instanceof Error &&
  error.name === 'SearchError' &&
  'code' in error &&
  (codes.length === 0 || codes.some(code => code === error.code))

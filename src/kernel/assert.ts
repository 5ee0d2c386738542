/** A broken promise inside our own code: a bug, never the user's fault. The transaction rolls back, the request is a 500. */
export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Error(`broken promise: ${promise}`)
}

/** For the default of a switch over a union: the compiler proves that nothing arrives here. */
export function never(value: never): never {
  throw new Error(`broken promise: no such case: ${String(value)}`)
}

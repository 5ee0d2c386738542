/** Pieces of at most `size`, in order. */
export function* inChunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size)
}

/** Between two pieces of long work: requests that wait get their turn. */
export const yieldToOthers = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

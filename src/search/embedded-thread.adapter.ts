import { parentPort } from 'node:worker_threads'
import { EmbeddedIndex } from './embedded-index.adapter.ts'
import { isSearchError } from './search-error.ts'

/** The worker thread: one index behind a message port, so that a long search never holds up the site. Started from source by path. */
const index = new EmbeddedIndex()

parentPort?.on('message', async ({ id, verb, args }: { id: number; verb: keyof EmbeddedIndex; args: unknown[] }) => {
  try {
    const work = index[verb] as (...args: unknown[]) => unknown
    const value = await work.apply(index, args)
    // A page is copied faster as text than as a tree of small objects.
    if (verb === 'search' || verb === 'searchMany') parentPort?.postMessage({ id, json: JSON.stringify(value) })
    else parentPort?.postMessage({ id, value })
  } catch (error) {
    const code = isSearchError(error) ? error.code : 'unavailable'
    parentPort?.postMessage({ id, error: { code, message: error instanceof Error ? error.message : String(error) } })
  }
})

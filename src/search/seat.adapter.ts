import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { EmbeddedIndex } from './embedded-index.adapter.ts'
import { type Code, SearchError } from './search-error.ts'

export type Verbs = {
  readonly [V in keyof EmbeddedIndex as EmbeddedIndex[V] extends (...args: never[]) => unknown
    ? V
    : never]: EmbeddedIndex[V]
}
export type CallOptions = { readonly signal?: AbortSignal | undefined; readonly deadlineMs?: number }

/** Where an index lives: on a thread of its own, or here. Either way its verbs are asked with `call`. */
export interface Seat {
  /** The thread has ended by itself: a new seat is needed. */
  readonly broken: boolean
  call<V extends keyof Verbs>(
    verb: V,
    args: Parameters<Verbs[V]>,
    o?: CallOptions,
  ): Promise<Awaited<ReturnType<Verbs[V]>>>
  close(): Promise<void>
}

/** Requests waiting for the thread; more are refused at once rather than answered too late. */
const MAX_WAITING = 64
/** Handed to the thread at once: the rest waits here, where an abort can still take it out. */
const IN_HAND = 2

export function seatHere(): Seat {
  const index = new EmbeddedIndex()
  return {
    broken: false,
    call: async (verb, args, o) => {
      o?.signal?.throwIfAborted()
      const work = index[verb] as (...args: unknown[]) => Promise<never>
      return work.apply(index, args as unknown[])
    },
    close: async () => index.close(),
  }
}

type Reply = {
  readonly id: number
  readonly value?: unknown
  readonly json?: string
  readonly error?: { readonly code: Code; readonly message: string }
}
type Waiting = {
  readonly message: { readonly id: number; readonly verb: string; readonly args: readonly unknown[] }
  readonly done: (value: unknown) => void
  readonly failed: (error: Error) => void
  readonly search: boolean
}

/**
 * A worker thread that owns one index. Searches beyond 64 waiting are `overloaded`; one that takes longer than its
 * deadline is `unavailable` and its late answer is dropped; writes wait as long as they need.
 */
export function seatOnThread(): Seat {
  // From source, by path: pages come from the build, and a bundle has no such file beside it.
  const worker = new Worker(join(import.meta.dirname, 'embedded-thread.adapter.ts'))
  const queue: Waiting[] = []
  const inHand = new Map<number, Waiting>()
  let last = 0
  let broken: Error | null = null

  const next = () => {
    while (inHand.size < IN_HAND) {
      const one = queue.shift()
      if (one === undefined) return
      inHand.set(one.message.id, one)
      worker.postMessage(one.message)
    }
  }
  const fail = (error: Error) => {
    broken = new SearchError('unavailable', `the search thread has stopped: ${error.message}`)
    for (const one of [...inHand.values(), ...queue.splice(0)]) one.failed(broken)
    inHand.clear()
  }
  worker.on('message', ({ id, value, json, error }: Reply) => {
    const one = inHand.get(id)
    inHand.delete(id)
    if (error === undefined) one?.done(json === undefined ? value : JSON.parse(json))
    else one?.failed(new SearchError(error.code, error.message.replace(`${error.code}: `, '')))
    next()
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('it ended')))
  worker.unref()

  return {
    get broken() {
      return broken !== null
    },
    call: (verb, args, { signal, deadlineMs } = {}) =>
      new Promise((resolve, reject) => {
        if (broken !== null) return reject(broken)
        if (signal?.aborted) return reject(signal.reason)
        const search = deadlineMs !== undefined
        if (search && queue.filter(one => one.search).length >= MAX_WAITING)
          return reject(new SearchError('overloaded', `${MAX_WAITING} searches are waiting`))
        worker.ref()
        let timer: NodeJS.Timeout | undefined
        const settle = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', abort)
          if (inHand.size + queue.length === 0) worker.unref()
        }
        const one: Waiting = {
          message: { id: ++last, verb, args },
          search,
          done: value => {
            settle()
            resolve(value as never)
          },
          failed: error => {
            settle()
            reject(error)
          },
        }
        const leave = (error: Error) => {
          const place = queue.indexOf(one)
          if (place >= 0) queue.splice(place, 1)
          one.failed(error)
        }
        const abort = () => leave(signal?.reason)
        signal?.addEventListener('abort', abort, { once: true })
        if (search) {
          const late = () => leave(new SearchError('unavailable', `no answer in ${deadlineMs} ms`))
          timer = setTimeout(late, deadlineMs)
        }
        queue.push(one)
        next()
      }),
    close: async () => {
      await worker.terminate()
    },
  }
}

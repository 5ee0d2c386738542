import type { Server } from 'node:http'

/**
 * How a server goes: it takes no new connection, idle ones are closed, and what is under way gets its answer within
 * `limitMs`; then the rest is cut. True if nothing had to be cut. Asking twice waits for the same end.
 */
export function drainable(server: Server, o: { delayMs: number; limitMs: number }): () => Promise<boolean> {
  let ending: Promise<boolean> | null = null

  async function end(): Promise<boolean> {
    if (o.delayMs > 0) await new Promise(resolve => setTimeout(resolve, o.delayMs))
    return new Promise(resolve => {
      // A connection may turn idle after its last answer was begun before "connection: close" could be said.
      const sweep = setInterval(() => server.closeIdleConnections(), 50)
      const late = setTimeout(() => {
        server.closeAllConnections()
        finish(false)
      }, o.limitMs)
      const finish = (whole: boolean) => {
        clearInterval(sweep)
        clearTimeout(late)
        resolve(whole)
      }
      server.close(() => finish(true))
      server.closeIdleConnections()
    })
  }
  return () => (ending ??= end())
}

/** Waits for Ctrl-C or SIGTERM, stops the site, closes the house. The exit code: 0 if everything got its answer. */
export async function untilSignal(
  serving: { stop(): Promise<boolean> },
  house: { close(): Promise<void> },
): Promise<number> {
  await new Promise<void>(resolve => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  const whole = await serving.stop()
  await house.close()
  return whole ? 0 : 1
}

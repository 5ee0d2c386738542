import { hash, type Options, verify } from '@node-rs/argon2'

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }
const AT_ONCE = 4

let free = AT_ONCE
const waiting: (() => void)[] = []

/** At most four at once: a flood of sign-ins waits here and leaves the processor to the pages. */
async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--
  else await new Promise<void>(resolve => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
}

/** Takes about 20 ms off the main thread; never inside a transaction. */
export const hashPassword = (password: string): Promise<string> =>
  inLine(() => hash(password.normalize('NFKC'), OPTIONS))

let decoy: Promise<string> | null = null

/** Whether the password is the one; without a hash it costs the same time and the answer is no. */
export async function checkPassword(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID())
  const against = stored ?? (await decoy)
  const same = await inLine(() => verify(against, password.normalize('NFKC')))
  return same && stored !== null
}

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A file between its check and its import is named by its own content. */
export const HASH = /^[0-9a-f]{64}$/
const DAY_MS = 86_400_000

const folderOf = (dataDir: string) => join(dataDir, 'imports')

/** Keeps a file with what was found in it, for a day; the same file again gets the new report. */
export async function hold(dataDir: string, bytes: Uint8Array, report: string): Promise<string> {
  const folder = folderOf(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await sweep(folder)
  const hash = createHash('sha256').update(bytes).digest('hex')
  await writeFile(join(folder, `${hash}.csv`), bytes, { mode: 0o600 })
  await writeFile(join(folder, `${hash}.json`), report, { mode: 0o600 })
  return hash
}

export async function readHeld(dataDir: string, hash: string): Promise<{ bytes: Uint8Array; report: string } | null> {
  if (!HASH.test(hash)) return null
  const path = join(folderOf(dataDir), hash)
  try {
    return { bytes: await readFile(`${path}.csv`), report: await readFile(`${path}.json`, 'utf8') }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

export async function dropHeld(dataDir: string, hash: string): Promise<void> {
  for (const kind of ['csv', 'json']) await rm(join(folderOf(dataDir), `${hash}.${kind}`), { force: true })
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    try {
      if (Date.now() - (await stat(path)).mtimeMs > DAY_MS) await rm(path, { force: true })
    } catch (error) {
      // Another process swept it first.
      if (!isMissing(error)) throw error
    }
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string }
export type Place = {
  readonly folder: string
  /** Writes a file into the place and answers its path. */
  readonly file: (name: string, content: string | Uint8Array) => string
  /** Runs the command line on the place's own database, as a person would. */
  readonly run: (...args: string[]) => Promise<Ran>
  readonly json: (...args: string[]) => Promise<unknown>
  /** Starts it and kills it for good after some milliseconds. */
  readonly killAfter: (ms: number, ...args: string[]) => Promise<void>
}

/** An empty folder with a database of its own. */
export function emptyPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const env = { ...process.env, DATABASE_URL: `file:${join(folder, 'test.db')}`, DATA_DIR: folder, LOG_LEVEL: 'warn' }
  const start = (args: string[]) =>
    spawn(process.execPath, ['src/cli.ts', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const run = (...args: string[]) =>
    new Promise<Ran>((resolve, reject) => {
      const child = start(args)
      let out = ''
      let err = ''
      child.stdout.on('data', chunk => {
        out += String(chunk)
      })
      child.stderr.on('data', chunk => {
        err += String(chunk)
      })
      child.once('error', reject)
      child.once('close', code => resolve({ code, out, err }))
    })
  return {
    folder,
    run,
    file: (name, content) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    },
    json: async (...args) => {
      const { code, out, err } = await run(...args, '--json')
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`)
      return JSON.parse(out)
    },
    killAfter: (ms, ...args) =>
      new Promise(resolve => {
        const child = start(args)
        const timer = setTimeout(() => child.kill('SIGKILL'), ms)
        child.once('close', () => {
          clearTimeout(timer)
          resolve()
        })
      }),
  }
}

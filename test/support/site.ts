import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    base: string
    dataDir: string
    signIns: { role: string; email: string; password: string }[]
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

/** Starts the built site with the demo town in a folder of its own, as `npm run demo` would; stops it and asserts a clean end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-site-'))
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const told: string[] = []
  const child = spawn(process.execPath, ['src/cli.ts', 'demo', '--port', String(port), '--json'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DATABASE_URL: `file:${join(dataDir, 'guildhall.db')}`,
      SITE_URL: base,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stderr?.on('data', chunk => told.push(String(chunk)))
  let out = ''
  child.stdout?.on('data', chunk => {
    out += String(chunk)
  })
  const died = (code: number | null) => process.stderr.write(`the site died with ${code}:\n${told.join('')}\n`)
  child.once('exit', died)
  await ready(base, child, told)
  const line = out.split('\n').find(l => l.startsWith('{')) ?? '{}'
  const { signIns } = JSON.parse(line) as { signIns: { role: string; email: string; password: string }[] }
  project.provide('base', base)
  project.provide('dataDir', dataDir)
  project.provide('signIns', signIns)
  return async () => {
    const code = await new Promise<number | null>(resolve => {
      child.off('exit', died)
      child.once('exit', resolve)
      child.kill('SIGTERM')
    })
    rmSync(dataDir, { recursive: true, force: true })
    if (code !== 0) throw new Error(`the site ended with ${code}:\n${told.join('')}`)
  }
}

async function ready(base: string, child: ChildProcess, told: string[]): Promise<void> {
  const until = Date.now() + 110_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the site did not start:\n${told.join('')}`)
    const answer = await fetch(`${base}/readyz`).catch(() => null)
    if (answer?.status === 200) return
    await new Promise(resolve => setTimeout(resolve, 150))
  }
  child.kill('SIGKILL')
  throw new Error(`the site was not ready in time:\n${told.join('')}`)
}

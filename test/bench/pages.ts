import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from '#kernel/assert.ts'
import { load } from './load.ts'
import { type Figure, inTurn, median } from './measure.ts'

const CONNECTIONS = 32
const ROUND_MS = 3_000
const ROUNDS = 5

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  assert(address !== null && typeof address === 'object', 'a listening server has an address')
  probe.close()
  return address.port
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = ''
  assert(child.stdout, 'its output is piped')
  for await (const chunk of child.stdout) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0] ?? ''
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** The cookie of somebody who signed in through the site's own form. */
async function signIn(base: string, person: { email: string; password: string }): Promise<string> {
  const form = await (await fetch(`${base}/sign-in`)).text()
  const action = /<form[^>]*action="([^"]*_action[^"]*)"/.exec(form)?.[1]?.replaceAll('&amp;', '&')
  assert(action, 'the sign-in page has its form')
  const answer = await fetch(new URL(action, `${base}/sign-in`), {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: base, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: person.email, password: person.password }),
  })
  const cookie = answer.headers.getSetCookie().find(c => c.includes('session='))
  assert(cookie, 'signing in sets a cookie')
  return cookie.split(';')[0] ?? ''
}

/** The directory page against a bare node:http that answers the same bytes, for visitors and for the signed-in. */
export async function benchPages(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'))
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    DATA_DIR: folder,
    DATABASE_URL: `file:${join(folder, 'town.db')}`,
    SITE_URL: base,
    LOG_LEVEL: 'warn',
  }
  const site = spawn(process.execPath, ['src/cli.ts', 'demo', '--port', String(port), '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const yardsticks: ChildProcess[] = []
  const yardstick = async (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes)
    const child = spawn(process.execPath, ['test/bench/bare.ts', join(folder, name)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    yardsticks.push(child)
    return `http://127.0.0.1:${await firstLine(child)}/`
  }
  try {
    const { signIns } = JSON.parse(await firstLine(site)) as {
      signIns: { role: string; email: string; password: string }[]
    }
    const customer = signIns.find(s => s.role === 'customer')
    assert(customer, 'the town has an end user')
    const cookie = await signIn(base, customer)
    const figures: Figure[] = []
    for (const [name, headers, least] of [
      ['signed out', {}, 0.3],
      ['signed in', { cookie }, 0.04],
    ] as const) {
      const page = new Uint8Array(await (await fetch(`${base}/partners`, { headers })).arrayBuffer())
      const bare = await yardstick(name, page)
      const one = (url: string, ms: number, extra = {}) => load(url, { connections: CONNECTIONS, ms, headers: extra })
      await one(`${base}/partners`, 1_000, headers)
      await one(bare, 1_000)
      const { a, b } = await inTurn(
        ROUNDS,
        () => one(`${base}/partners`, ROUND_MS, headers),
        () => one(bare, ROUND_MS),
      )
      figures.push({
        name: `directory page, ${name}`,
        ratio: median(a) / median(b),
        bar: { least },
        detail: `${Math.round(median(a))} requests/s, bare node:http ${Math.round(median(b))}, ${Math.round(page.length / 1024)} kB`,
      })
    }
    return figures
  } finally {
    await Promise.all([site, ...yardsticks].map(stopped))
    rmSync(folder, { recursive: true, force: true })
  }
}

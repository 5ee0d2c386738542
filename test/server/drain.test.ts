import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { echo, send, siteWith } from './site.ts'

test.each([
  'SIGTERM',
  'SIGINT',
] as const)('a request under way gets its answer over %s, new ones do not, and the process ends well', async signal => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-drain-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const child = spawn(process.execPath, ['test/server/drain-process.ts'], {
    env: { ...process.env, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  child.stdout.on('data', chunk => {
    out += String(chunk)
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  await expect.poll(() => out, { timeout: 15_000 }).toMatch(/port \d+/)
  const port = Number(/port (\d+)/.exec(out)?.[1])
  const held = send(port, '/account')
  await expect.poll(() => out).toContain('held')
  child.kill(signal)
  await expect
    .poll(() =>
      send(port, '/readyz').then(
        a => a.status,
        () => 'refused',
      ),
    )
    .not.toBe(200)
  expect(await held).toMatchObject({ status: 200, body: 'worth the wait' })
  expect(await ended).toBe(0)
})

test('while it drains it says that it is not ready, and asking twice to stop is one end', async () => {
  const { port, stop } = await siteWith(echo, {}, { drainDelayMs: 200 })
  const stopped = Promise.all([stop(), stop()])
  expect((await send(port, '/readyz')).status).toBe(503)
  const last = await send(port, '/account')
  expect(last).toMatchObject({ status: 200, headers: { connection: 'close' } })
  expect(await stopped).toEqual([true, true])
  await expect(send(port, '/livez')).rejects.toThrow()
})

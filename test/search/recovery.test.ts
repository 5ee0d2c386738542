import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Doc, Fed } from '#search/document.ts'
import { documents } from '#search/documents.ts'
import { EmbeddedEngine } from '#search/embedded.adapter.ts'
import { readQuery } from '#search/query.ts'
import { requestFor } from '#search/request.ts'
import { connectSqlite } from '#search/sqlite.adapter.ts'
import { makeTown, NOW } from './data.ts'

const town = makeTown({ partners: 30, cases: 60, reviews: 90, words: 500 })
async function* all(feds: readonly Fed[] = town.feds) {
  yield* feds
}
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'guildhall-recovery-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const engineIn = (path: string, thread = false) => {
  const engine = new EmbeddedEngine({ folder: path, thread, clock: () => NOW })
  onTestFinished(() => engine.close())
  return engine
}
const total = async (engine: EmbeddedEngine) => (await engine.search(requestFor('partner'))).total
async function built(path: string): Promise<void> {
  const engine = engineIn(path)
  await engine.ensureReady()
  await engine.rebuild(all(), 41)
  await engine.close()
}

test('an index that was closed is opened as it was, with the job it followed', async () => {
  const path = folder()
  await built(path)
  const engine = engineIn(path)
  expect(await engine.ensureReady()).toEqual({ rebuild: false })
  expect([await total(engine), await engine.followed(), await engine.isIntact(), await engine.followedAt()]).toEqual([
    30,
    41,
    true,
    NOW.getTime(),
  ])
})

test('a followed job is kept together with what it changed', async () => {
  const path = folder()
  await built(path)
  const engine = engineIn(path)
  await engine.ensureReady()
  await engine.replace([{ partner: (town.feds[0] as Fed).partner, docs: [] }], 57)
  await engine.close()
  const again = engineIn(path)
  await again.ensureReady()
  expect([await total(again), await again.followed()]).toEqual([29, 57])
})

test('before there is an index, searches are told that it is being prepared', async () => {
  const engine = engineIn(folder())
  expect(await engine.ensureReady()).toEqual({ rebuild: true })
  await expect(total(engine)).rejects.toMatchObject({ code: 'not_ready' })
  expect((await engine.health()).ok).toBe(false)
})

test('an unfinished, unreadable or foreign file is passed over for the newest complete one, and swept away', async () => {
  const path = folder()
  await built(path)
  copyFileSync(join(path, 'search-1.db'), join(path, 'search-3.db'))
  const half = connectSqlite(join(path, 'search-3.db'))
  half.exec(`update meta set value = '0' where key = 'complete'`)
  half.close()
  writeFileSync(join(path, 'search-4.db'), 'not a database at all')
  writeFileSync(join(path, 'search-5.db'), '')
  const engine = engineIn(path)
  expect(await engine.ensureReady()).toEqual({ rebuild: false })
  expect(await total(engine)).toBe(30)
  expect(readdirSync(path).filter(name => name.endsWith('.db'))).toEqual(['search-1.db'])
})

test('a file of another schema is built anew', async () => {
  const path = folder()
  await built(path)
  const old = connectSqlite(join(path, 'search-1.db'))
  old.exec(`update meta set value = '0' where key = 'schema'`)
  old.close()
  expect(await engineIn(path).ensureReady()).toEqual({ rebuild: true })
})

test('a file that was left open is checked, and damaged words are seen', async () => {
  const path = folder()
  await built(path)
  const harm = connectSqlite(join(path, 'search-1.db'))
  harm.exec(`update meta set value = '0' where key = 'clean'`)
  harm.close()
  const whole = engineIn(path)
  await whole.ensureReady()
  expect(await whole.isIntact()).toBe(true)
  await whole.close()
  const worse = connectSqlite(join(path, 'search-1.db'))
  worse.exec(`update meta set value = '0' where key = 'clean'; delete from full_partner_data where id > 10`)
  worse.close()
  const damaged = engineIn(path)
  await damaged.ensureReady()
  expect(await damaged.isIntact()).toBe(false)
})

test('one process writes; another reads what it writes and takes over when it is gone', async () => {
  const path = folder()
  await built(path)
  const [writer, reader] = [engineIn(path), engineIn(path, true)]
  await writer.ensureReady()
  await reader.ensureReady()
  expect([writer.writes, reader.writes]).toEqual([true, false])
  await expect(reader.replace([], 1)).rejects.toMatchObject({ code: 'write_failed' })
  const [first, second] = town.feds as [Fed, Fed]
  const renamed = documents({ ...(town.facts[1] as (typeof town.facts)[0]), name: 'Zwanenzang Ateliers' }, NOW)
  await writer.replace(
    [
      { partner: first.partner, docs: [] },
      { partner: second.partner, docs: renamed.docs.slice(0, 1) as Doc[] },
    ],
    60,
  )
  expect(await total(reader)).toBe(29)
  expect((await reader.search(requestFor('partner', { query: readQuery('zwanenzang ateliers') }))).hits[0]?.id).toBe(
    second.partner,
  )
  await writer.rebuild(all(), 61)
  await reader.keepUp()
  expect(await total(reader)).toBe(30)
  await writer.close()
  await reader.keepUp()
  expect(reader.writes).toBe(true)
  await reader.replace([{ partner: first.partner, docs: [] }], 62)
  expect(await total(reader)).toBe(29)
})

test('a reader without any file finds the one that the writer makes', async () => {
  const path = folder()
  const [writer, reader] = [engineIn(path), engineIn(path)]
  expect(await writer.ensureReady()).toEqual({ rebuild: true })
  expect(await reader.ensureReady()).toEqual({ rebuild: false })
  await writer.rebuild(all(), 1)
  await reader.keepUp()
  expect(await total(reader)).toBe(30)
})

test('a document that cannot be written changes nothing, also not in memory', async () => {
  const engine = engineIn(folder())
  await engine.ensureReady()
  await engine.rebuild(all(), 1)
  const bad = documents({ ...(town.facts[0] as (typeof town.facts)[0]), name: 'Onmogelijk Bureau' }, NOW)
  const broken = { ...bad.docs[0], partner: null } as unknown as Doc
  await engine.search(requestFor('partner', { query: readQuery('onmogelijk') }))
  await expect(engine.replace([{ partner: bad.partner, docs: [bad.docs[0] as Doc, broken] }], 5)).rejects.toThrow()
  expect(await engine.followed()).toBe(1)
  expect((await engine.search(requestFor('partner', { query: readQuery('onmogelijk ') }))).total).toBe(0)
  expect(await total(engine)).toBe(30)
})

test('many changes wear a file out, and it says so', async () => {
  const engine = engineIn(folder())
  await engine.ensureReady()
  await engine.rebuild(all(), 1)
  expect(await engine.isWorn()).toBe(false)
})

test('a writer that is killed in the middle of its work leaves an index that opens whole', {
  timeout: 60_000,
}, async () => {
  const path = folder()
  await built(path)
  const script = `
    import { EmbeddedEngine } from '#search/embedded.adapter.ts'
    import { documents } from '#search/documents.ts'
    import { makeTown, NOW } from './test/search/data.ts'
    const town = makeTown({ partners: 30, cases: 60, reviews: 90, words: 500 })
    const engine = new EmbeddedEngine({ folder: process.argv[1], thread: false })
    await engine.ensureReady()
    for (let n = 100; ; n++) {
      const facts = town.facts[n % 30]
      await engine.replace([documents({ ...facts, name: 'Turn ' + n }, NOW)], n)
      if (n === 110) console.log('working')
    }`
  for (const pause of [5, 40, 90]) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise(resolve => child.stdout.once('data', resolve))
    await new Promise(resolve => setTimeout(resolve, pause))
    child.kill('SIGKILL')
    await new Promise(resolve => child.once('exit', resolve))
    const engine = engineIn(path)
    expect(await engine.ensureReady()).toEqual({ rebuild: false })
    expect(await engine.isIntact()).toBe(true)
    expect(await total(engine)).toBe(30)
    const followed = (await engine.followed()) ?? 0
    const page = await engine.search(requestFor('partner', { query: readQuery(`turn ${followed} `) }))
    expect(page.hits[0]?.card.title).toBe(`Turn ${followed}`)
    await engine.close()
  }
  expect(existsSync(join(path, 'search-1.db'))).toBe(true)
})

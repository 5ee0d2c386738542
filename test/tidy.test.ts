/** The house rules that a machine can hold. A failure names the file, the import and the rule it breaks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Which rooms a room may enter, by the face. Everyone may use the kernel. This table is the architecture. */
const everyone = ['audit', 'settings']
const may: Record<string, string[]> = {
  kernel: [],
  outbox: [],
  audit: [],
  settings: [],
  ledger: [],
  programs: everyone,
  identity: ['outbox', ...everyone],
  partners: ['identity', 'programs', 'outbox', ...everyone],
  attribution: ['identity', 'partners', 'programs', 'outbox', ...everyone],
  enablement: ['identity', 'partners', 'programs', 'outbox', ...everyone],
  licences: ['programs', 'partners', 'attribution', 'ledger', 'outbox', ...everyone],
  turnover: ['attribution', 'licences', 'outbox', ...everyone],
  tiers: ['partners', 'programs', 'attribution', 'turnover', 'outbox', ...everyone],
  commissions: ['programs', 'partners', 'attribution', 'licences', 'turnover', 'ledger', 'outbox', ...everyone],
  payouts: ['partners', 'programs', 'commissions', 'licences', 'ledger', 'outbox', ...everyone],
  directory: ['partners', 'outbox', ...everyone],
  reviews: ['partners', 'programs', 'attribution', 'outbox', ...everyone],
  search: ['partners', 'directory', 'reviews', 'outbox', ...everyone],
  ui: [],
}
/** Folders and files of the front: they enter any face, and no store. */
const front = new Set(['pages', 'actions', 'doors', 'commands', 'messages'])
const MAX_LINES = 300

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(f => /\.(ts|svelte|astro)$/.test(f) && !f.endsWith('.d.ts'))
  .map(f => f.replaceAll('\\', '/'))
const textOf = (file: string) => readFileSync(`src/${file}`, 'utf8')
const imports = /(?:^|\n)\s*(?:import|export)\s(type\s)?(?:[^'"`;]*?\sfrom\s*)?['"]([^'"\n]+)['"]/g
const importsOf = (file: string) =>
  [...textOf(file).matchAll(imports)].map(m => ({ type: m[1] !== undefined, to: m[2] ?? '' }))

const isStore = (name: string) => name === 'store.ts' || name.endsWith('.store.ts')
const isAdapter = (name: string) => name.endsWith('.adapter.ts')
const isView = (name: string) => /^[A-Z].*\.(astro|svelte)$/.test(name)
/** `identity/session.ts` is the one door to lucia that the owner asked for (decision 005). */
const isFace = (name: string) => name === 'index.ts' || name === 'session.ts' || name.endsWith('.verbs.ts')
const isRule = (room: string, name: string) =>
  room in may && name.endsWith('.ts') && !isFace(name) && !isStore(name) && !isAdapter(name)

/** Where an import leads: [room, file] for our own, or the package's name. */
function target(file: string, to: string): { room: string; name: string } | { pack: string } {
  if (to.startsWith('#db/')) return { room: 'db', name: to.slice(4) }
  const own = to.startsWith('#') ? to.slice(1) : null
  const path = own ?? (to.startsWith('.') ? new URL(to, `file:///${file}`).pathname.slice(1) : null)
  if (path === null) return { pack: to }
  const [room = '', ...rest] = path.split('/')
  return { room, name: rest.join('/') }
}

function broken(file: string, to: string, type: boolean): string | null {
  const [room = '', ...rest] = file.split('/')
  const name = rest.join('/')
  const there = target(file, to)
  const inRoom = room in may
  if ('pack' in there) {
    if (!inRoom || isStore(name) || isAdapter(name) || type) return null
    if (isView(name))
      return /^(drizzle-orm|@libsql|libsql|meilisearch|node:|lucia)/.test(to)
        ? 'a view touches no foreign effects'
        : null
    return /^(drizzle-orm|@libsql|libsql|astro$|astro:(?!schema)|svelte|meilisearch|lucia|nodemailer|@node-rs|pino|sharp|node:(?!crypto$))/.test(
      to,
    )
      ? 'rules and faces are pure of frameworks and effects'
      : null
  }
  if (there.room === 'db') {
    // Without a Cx nothing can be fetched, so a rule may use the pure parts of a face that its room may enter.
    if (there.name === 'client.ts')
      return isRule(room, name) ? 'a rule is told its facts; it does not fetch them' : null
    if (there.name.startsWith('schema/')) return isStore(name) ? null : 'only a store knows the tables'
    if (there.name === 'orm.ts' && inRoom) return isStore(name) ? null : 'only a store asks the database'
    return inRoom ? 'rooms know the client only' : null
  }
  const abroad = there.room !== room
  if (abroad && isStore(there.name)) return 'a store is private to its room'
  if (name.endsWith('.svelte') && !type && (there.name === 'index.ts' || isStore(there.name))) {
    return 'an island never imports a face: it would ship the server'
  }
  if (!inRoom) return abroad && there.room in may && isStore(there.name) ? 'enter a room by its face' : null
  if (isRule(room, name) && !abroad && !type && (isStore(there.name) || there.name === 'index.ts')) {
    return 'a rule is told its facts; it does not fetch them'
  }
  // Texts are data: whoever words something may read them.
  if (!abroad || there.room === 'kernel' || there.room === 'messages') return null
  if (!(there.room in may) || front.has(there.room)) return 'a room never enters the front'
  if (isView(name) && there.room === 'ui') return null
  if (!(may[room] ?? []).includes(there.room)) return `${room} may not enter ${there.room}`
  if (there.name !== 'index.ts' && !(isView(name) && isView(there.name))) return 'enter a room by its face'
  return null
}

test('every import obeys the house', () => {
  const wrong = files.flatMap(f => importsOf(f).map(({ to, type }) => ({ f, to, why: broken(f, to, type) })))
  expect(wrong.filter(x => x.why).map(x => `${x.f} -> ${x.to}: ${x.why}`)).toEqual([])
})

test('every folder of src is a room of the table or belongs to the front, and is flat', () => {
  const strange = files.filter(f => {
    const [room = '', ...rest] = f.split('/')
    if (rest.length === 0) return false
    return !(room in may || front.has(room)) || (room in may && rest.length > 1)
  })
  expect(strange).toEqual([])
})

test('no file is longer than 300 lines', () => {
  const db = readdirSync('db', { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.ts'))
  const all = [...files.map(f => `src/${f}`), ...db.map(f => `db/${f}`)]
  const long = all.map(f => ({ f, n: readFileSync(f, 'utf8').split('\n').length })).filter(x => x.n > MAX_LINES)
  expect(long.map(x => `${x.f}: ${x.n} lines`)).toEqual([])
})

test('every rule file has its test', () => {
  const rules = files.filter(f => {
    const [room = '', ...rest] = f.split('/')
    return rest.length === 1 && room !== 'ui' && isRule(room, rest[0] ?? '')
  })
  const untested = rules.filter(f => !existsSync(`test/${f.replace(/\.ts$/, '.test.ts')}`))
  // Types and data only: nothing in it decides anything.
  const decides = untested.filter(f => /\bfunction\b|=>/.test(textOf(f)))
  expect(decides).toEqual([])
})

test('the query builder is named in one file, for each other one that names it costs every start', () => {
  const db = readdirSync('db', { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.ts'))
  const all = [...files.map(f => `src/${f}`), ...db.map(f => `db/${f.replaceAll('\\', '/')}`)]
  const naming = all.filter(f => /from 'drizzle-orm(\/sqlite-core)?'/.test(readFileSync(f, 'utf8')))
  expect(naming.sort()).toEqual(['db/orm.ts', 'db/tables.ts'])
})

test('no page or view carries an inline style, and none prints text as markup', () => {
  const views = files.filter(f => /\.(astro|svelte)$/.test(f))
  const styled = views.filter(f => /<[a-z][^>]*\sstyle=|\sstyle:|define:vars/.test(textOf(f)))
  // An icon is a drawing that the build reads from a package; structured data is escaped JSON.
  const printed = views.filter(f => /set:html=\{(?!.*json)|\{@html/i.test(textOf(f)) && f !== 'ui/Icon.astro')
  expect([styled, printed]).toEqual([[], []])
})

test('money is never computed with number arithmetic', () => {
  const money = /^(ledger|commissions|payouts|turnover)\//
  const rules = files.filter(f => money.test(f) && !isStore(f.split('/')[1] ?? ''))
  expect(rules.filter(f => /Number\([^)]*(minor|amount|net)\b|parseFloat/.test(textOf(f)))).toEqual([])
})

test('a program is named in its own preset only', () => {
  const names = /\b(copernica|cocentric|one-network|simpro|cloudcodes)\b/i
  const code = (f: string) => textOf(f).replace(/^\s*(\*|\/\/|\/\*).*$/gm, '')
  expect(files.filter(f => /\.ts$/.test(f) && !/programs\/preset/.test(f) && names.test(code(f)))).toEqual([])
})

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { connect } from '#db/client.ts'
import { migrate, schemaState } from '#db/migrate.ts'
import { createStaffLink } from '#identity/index.ts'
import { ok } from '#kernel/result.ts'
import { enact } from '../enact.ts'
import { readEnv } from '../env.ts'
import { openHouse } from '../house.ts'
import { serve as serveSite } from '../server.ts'
import { type Command, Failure, type Given, Misuse, type Output, withSite } from './command.ts'

const ENTRY = fileURLToPath(new URL('../../dist/server/entry.mjs', import.meta.url))
const PORT = { type: 'string', value: 'N', says: 'the port to listen on (default: PORT, else 4321)' } as const

function portFrom(given: Given, fallback: number): number {
  const text = given.text('port')
  if (text === undefined) return fallback
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Misuse('--port is a number from 0 to 65535')
  return Number(text)
}

/** What people call the roles of the three first sign-ins. */
const WORDS: Readonly<Record<string, string>> = { customer: 'end user' }

/** Opens the house on a current schema and serves until told to stop; then drains. Exit code 1 if something was cut off. */
async function serveUntilStopped(given: Given, out: Output, fill: boolean): Promise<void> {
  const env = readEnv()
  if (!existsSync(ENTRY)) throw new Failure('the site is not built yet: npm run build [not-built]')
  const port = portFrom(given, env.port)
  let signIns: readonly { role: string; email: string; password: string }[] = []
  if (fill) signIns = await fillWithTown(out)
  const house = await openHouse({ ...env, port }, { logTo: 'stderr' })
  await migrate(house.database)
  const site = await serveSite(house, { port, host: env.host })
  const address = env.siteUrl?.origin ?? `http://localhost:${new URL(site.url).port}`
  const people = signIns.map(s => `  ${(WORDS[s.role] ?? s.role).padEnd(18)}${s.email.padEnd(34)}${s.password}`)
  out.answer(
    { url: address, signIns },
    [`Guildhall is open at ${address}`, ...(people.length > 0 ? ['Sign in as', ...people] : [])].join('\n'),
  )
  const clean = await new Promise<boolean>((resolve, reject) => {
    let asked = false
    const stop = () => {
      if (asked) return
      asked = true
      site.stop().then(resolve, reject)
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
  })
  await house.close()
  process.exit(clean ? 0 : 1)
}

/** The demo town, if the database is empty: made in a quick database mode, for it can be made again. */
async function fillWithTown(out: Output) {
  const { buildTown, signInsOf, townState } = await import('#db/demo/index.ts')
  const env = readEnv()
  if (!env.databaseUrl.startsWith('file:'))
    throw new Failure('demo data goes into a local database file only; set DATABASE_URL')
  return withSite(async ({ look }) => {
    const state = await townState(look)
    if (state === 'other') return []
    if (state === 'town') return signInsOf()
    if (state === 'half')
      throw new Failure('the demo town was only half built: delete the data folder and start again [half-built]')
    out.log('Filling an empty database with the demo town …')
    const database = await connect({ url: env.databaseUrl, synchronous: 'normal' })
    try {
      const town = await buildTown({ database }, { now: new Date(), onProgress: out.progress })
      return town.signIns
    } finally {
      await database.close()
    }
  })
}

const ROLES = ['owner', 'moderator', 'partner-manager', 'finance'] as const

export const commands: Record<string, Command> = {
  migrate: {
    usage: 'migrate',
    says: 'Brings the schema up to date.',
    takes: [0, 0],
    run: (_given, out) =>
      withSite(async ({ database }) => {
        const state = await schemaState(database)
        if (state === 'ahead') throw new Failure('the database was made by a newer program [schema-ahead]')
        out.answer({ schema: state }, 'The schema is current.')
      }),
  },
  serve: {
    usage: 'serve [--port N]',
    says: 'The site: migrates, then serves until SIGTERM or Ctrl-C. Never fills in demo data.',
    options: { port: PORT },
    takes: [0, 0],
    run: (given, out) => serveUntilStopped(given, out, false),
  },
  demo: {
    usage: 'demo [--port N]',
    says: 'Demo data if the database is empty, then the site. Safe to repeat.',
    options: { port: PORT },
    takes: [0, 0],
    run: (given, out) => serveUntilStopped(given, out, true),
  },
  'create-admin': {
    usage: 'create-admin EMAIL [--role owner|moderator|partner-manager|finance]',
    says: 'Prints a one-time link with which that person sets a password.',
    options: { role: { type: 'string', value: 'ROLE', says: 'what the person may do (default: owner)' } },
    takes: [1, 1],
    run: (given, out) =>
      withSite(async ({ database, env, at }) => {
        const role = ROLES.find(r => r === (given.text('role') ?? 'owner'))
        if (!role) throw new Misuse(`--role is one of ${ROLES.join(', ')}`)
        const email = given.positionals[0] ?? ''
        const made = await enact({ database, worker: { nudge() {} } }, { name: 'create admin', now: at }, async cx => {
          const link = await createStaffLink(cx, email, [role])
          return link.ok ? ok(link.value) : link
        })
        if (!made.ok) throw new Failure(`${email}: no link was made [${made.refusal}]`)
        const base = env.siteUrl?.origin ?? `http://localhost:${env.port}`
        out.answer({ email, role, url: `${base}${made.value.path}` }, `${base}${made.value.path}`)
      }),
  },
}

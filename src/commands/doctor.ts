import { pino } from 'pino'
import * as attribution from '#attribution/index.ts'
import * as audit from '#audit/index.ts'
import * as commissions from '#commissions/index.ts'
import { schemaState } from '#db/migrate.ts'
import * as ledger from '#ledger/index.ts'
import * as licences from '#licences/index.ts'
import * as outbox from '#outbox/index.ts'
import * as payouts from '#payouts/index.ts'
import { openSearch } from '#search/index.ts'
import { type Command, Failure, type Site, withSite } from './command.ts'

type Check = { readonly name: string; readonly ok: boolean; readonly detail: string }
const check = (name: string, faults: readonly string[], good: string): Check => ({
  name,
  ok: faults.length === 0,
  detail:
    faults.length === 0
      ? good
      : faults.slice(0, 5).join('; ') + (faults.length > 5 ? `; and ${faults.length - 5} more` : ''),
})

type Finding = { readonly ok: boolean; readonly message: string }
async function collect(source: AsyncIterable<Finding>): Promise<string[]> {
  const faults: string[] = []
  for await (const finding of source) if (!finding.ok) faults.push(finding.message)
  return faults
}

/** Every invariant that can be proved on live data; each check is told by name, also when it is well. */
export async function examine(
  site: Site,
  progress: (share: number, what: string) => void = () => {},
): Promise<Check[]> {
  const { database, look } = site
  const checks: Check[] = []
  const steps: [string, () => Promise<Check>][] = [
    [
      'schema',
      async () =>
        check(
          'schema',
          (await schemaState(database)) === 'current' ? [] : ['the schema is not the program’s'],
          'current',
        ),
    ],
    ['file', async () => fileCheck(database)],
    [
      'guards',
      async () =>
        check(
          'guards',
          (await ledger.guards(look)).filter(f => !f.ok).map(f => f.message),
          'every trigger is as it was made',
        ),
    ],
    [
      'ledger',
      async () => check('ledger', await collect(ledger.verify(look)), 'chain, sums, balances and closed months agree'),
    ],
    [
      'statements',
      async () =>
        check('statements', await collect(payouts.verify(look)), 'numbered without gaps, as they were issued'),
    ],
    [
      'payouts',
      async () =>
        check('payouts', await collect(payouts.verifyPayouts(look)), 'every run is what the ledger and its files say'),
    ],
    [
      'bindings',
      async () =>
        check(
          'bindings',
          (await attribution.verify(look)).map(f => f.message),
          'at most one a customer at any instant',
        ),
    ],
    [
      'commissions',
      async () => {
        const { facts, causes } = await commissions.backlog(look)
        const waits = facts + causes > 0 ? `; ${facts} facts and ${causes} causes wait to be settled` : ''
        const faults = (await commissions.verify(look)).map(f => f.message)
        return check('commissions', faults, `what stands is what the ledger says${waits}`)
      },
    ],
    [
      'licences',
      async () =>
        check(
          'licences',
          (await licences.verify(look)).map(f => f.message),
          'no charge is above its ceiling, and the ledger says the same',
        ),
    ],
    [
      'registries',
      async () =>
        check(
          'registries',
          (await attribution.verifyRegistries(look)).map(f => f.message),
          'every frozen month of leads is as it was frozen',
        ),
    ],
    [
      'audit',
      async () =>
        check(
          'audit',
          (await audit.verify(look)).map(f => `entry ${f.seq}: ${f.message}`),
          'the log’s chain is whole',
        ),
    ],
    [
      'index',
      async () => {
        const found = await withIndex(site)
        // Ranking numbers move with the day and with everybody's ratings: a stale number is due, not wrong.
        const stale = found.filter(d => d.what === 'stale').length
        const faults = found.filter(d => d.what !== 'stale').map(d => `${d.document} is ${d.what}`)
        return check(
          'index',
          faults,
          `finds what the database lists${stale > 0 ? `; ${stale} documents have older numbers` : ''}`,
        )
      },
    ],
    [
      'jobs',
      async () => {
        const { dead, open } = await outbox.counts(look)
        return check(
          'jobs',
          dead > 0 ? [`${dead} jobs were given up; an admin can retry them`] : [],
          `${open} open, none given up`,
        )
      },
    ],
  ]
  for (const [index, [what, run]] of steps.entries()) {
    progress(index / steps.length, what)
    checks.push(await run())
  }
  return checks
}

/** The embedded index against the database, caught up first: a derived thing may lag, but it may not lie. */
async function withIndex({ env, database }: Site) {
  const log = pino({ level: 'silent' })
  const found = await openSearch({ dataDir: env.dataDir, database, log, thread: false })
  try {
    return await found.differences()
  } finally {
    await found.close()
  }
}

async function fileCheck(database: Site['database']): Promise<Check> {
  if (database.remote) return check('file', [], 'the server’s affair')
  const faults = await database.alone('integrity', async client => {
    const integrity = (await client.execute('PRAGMA integrity_check(5)')).rows
      .map(r => String(r[0]))
      .filter(t => t !== 'ok')
    const keys = (await client.execute('PRAGMA foreign_key_check')).rows.map(r => `${r[0]} row ${r[1]} has no ${r[2]}`)
    return [...integrity, ...keys]
  })
  return check('file', faults, 'whole, every reference met')
}

export const commands: Record<string, Command> = {
  doctor: {
    usage: 'doctor',
    says: 'Proves every invariant on the live data; exit code 1 if one fails.',
    takes: [0, 0],
    run: (_given, out) =>
      withSite(async site => {
        const checks = await examine(site, out.progress)
        const text = checks.map(c => `${c.ok ? 'ok  ' : 'FAIL'} ${c.name.padEnd(12)} ${c.detail}`).join('\n')
        const bad = checks.filter(c => !c.ok)
        if (bad.length === 0) return out.answer({ ok: true, checks }, text)
        if (!out.json) out.raw(`${text}\n`)
        throw new Failure(`${bad.map(c => c.name).join(', ')}: ${bad[0]?.detail ?? ''}`, { ok: false, checks })
      }),
  },
}

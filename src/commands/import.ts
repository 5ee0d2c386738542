import { basename } from 'node:path'
import type { Cx } from '#db/client.ts'
import * as attribution from '#attribution/index.ts'
import * as commissions from '#commissions/index.ts'
import * as directory from '#directory/index.ts'
import { readBindings } from '#doors/bindings-file.ts'
import type { FileError, Read } from '#doors/csv.ts'
import { readCustomers } from '#doors/customers-file.ts'
import { readPartners } from '#doors/partners-file.ts'
import { readTurnover } from '#doors/turnover-file.ts'
import { formatMoney, type Money } from '#kernel/money.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import * as partners from '#partners/index.ts'
import * as programs from '#programs/index.ts'
import * as turnover from '#turnover/index.ts'
import {
  type Command,
  Failure,
  fileFailure,
  type Given,
  type Output,
  readFile,
  type Site,
  withSite,
} from './command.ts'
import { dryRun } from './dry-run.ts'
import { settleAll } from './settle.ts'
import { enact } from '../enact.ts'

type Report = { readonly rows: number; readonly errors: readonly FileError[] }
const DRY = { type: 'boolean', says: 'do everything, report, and change nothing' } as const

/** Reads the file, then takes it whole in one transaction or not at all. Faults of either are told in one way. */
async function take<T, R extends Report>(
  site: Site,
  path: string,
  read: Read<T>,
  verb: (cx: Cx, rows: T[]) => Promise<Result<R, string>>,
): Promise<R> {
  if (read.errors.length > 0) throw fileFailure(path, read.errors)
  let faults: readonly FileError[] = []
  const outcome = await enact(
    { database: site.database, worker: { nudge() {} } },
    { name: 'import', now: site.at },
    async (cx): Promise<Result<R, string>> => {
      const report = await verb(cx, read.items)
      if (!report.ok || report.value.errors.length === 0) return report
      faults = report.value.errors
      return refuse('has-errors')
    },
  )
  if (outcome.ok) return outcome.value
  throw faults.length > 0 ? fileFailure(path, faults) : new Failure(`${path}: ${outcome.refusal}`)
}

const counts = (report: object): string =>
  Object.entries(report)
    .filter(([name, value]) => typeof value === 'number' && name !== 'errorCount')
    .map(([name, value]) => `${value} ${name}`)
    .join(', ')

function tell(out: Output, report: object, dry: boolean): void {
  out.answer({ dryRun: dry, ...report }, `${dry ? 'Dry run, nothing kept: ' : ''}${counts(report)}`)
}

const command = (
  what: string,
  usage: string,
  says: string,
  run: (site: Site, path: string, given: Given, out: Output) => Promise<object>,
  options = {},
): Command => ({
  usage: `import ${what} FILE.csv ${usage}[--dry-run]`,
  says,
  options: { ...options, 'dry-run': DRY },
  takes: [1, 1],
  run: async (given, out) => {
    const path = given.positionals[0] ?? ''
    const dry = given.flag('dry-run')
    const work = (site: Site) => run(site, path, given, out)
    tell(out, dry ? await dryRun(work) : await withSite(work), dry)
  },
})

async function importPartners(site: Site, path: string, given: Given): Promise<object> {
  const program = given.text('program') ?? programs.DEFAULT_PROGRAM
  const unsaid = (await programs.findProgram(site.look, program)) ? null : programs.presetFaults(program, {})
  if (unsaid && unsaid.length > 0) {
    const names = unsaid.map(fault => fault.setting).join(' and ')
    throw new Failure(`the program ${program} is not open, and opens only with ${names}: open it with them first`)
  }
  return take(site, path, readPartners(readFile(path)), async (cx, rows) => {
    const report = await partners.importPartners(cx, rows, program)
    if (!report.ok || report.value.errors.length > 0) return report
    const listings = await directory.importListings(
      cx,
      rows.map(row => ({ ...row, partner: row.id })),
    )
    return listings.ok ? ok({ ...report.value, listings: listings.value.published }) : listings
  })
}

async function importBindings(site: Site, path: string, _given: Given, out: Output): Promise<object> {
  const zones = new Map((await programs.listPrograms(site.look)).map(p => [p.key as string, p.timeZone]))
  const rows = readBindings(readFile(path), program => zones.get(program) ?? 'UTC')
  const report = await take(site, path, rows, (cx, items) => attribution.importBindings(cx, items))
  await settleAll(site.database, () => new Date(), out.progress)
  return report
}

async function importTurnover(site: Site, path: string, _given: Given, out: Output): Promise<object> {
  const [program] = await programs.listPrograms(site.look)
  const events = readTurnover(readFile(path), program?.timeZone ?? 'UTC')
  const report = await take(site, path, events, (cx, items) =>
    turnover.record(cx, items, 'csv', { file: basename(path) }),
  )
  await settleAll(site.database, () => new Date(), out.progress)
  const sums = (list: readonly Money[]) => list.map(m => ({ currency: m.currency, net: formatMoney(m) }))
  return {
    ...report,
    totals: sums(report.totals),
    paid: sums(report.paid),
    commission: sums(await commissions.totals(site.look)),
  }
}

export const commands: Record<string, Command> = {
  'import partners': command(
    'partners',
    '[--program KEY] ',
    'Takes partners in by external_id, all or none; their listings are published.',
    importPartners,
    {
      program: { type: 'string', value: 'KEY', says: 'the program they join (default: the directory program)' },
    },
  ),
  'import customers': command('customers', '', 'Takes customers in by external_id, all or none.', (site, path) =>
    take(site, path, readCustomers(readFile(path)), (cx, rows) => attribution.importCustomers(cx, rows)),
  ),
  'import bindings': command('bindings', '', 'Takes in the history of who chose whom, all or none.', importBindings),
  'import turnover': command(
    'turnover',
    '',
    'Takes in invoices, payments and credit notes, all or none; repeating a file changes nothing.',
    importTurnover,
  ),
}

import { parse } from 'node:path'
import { plainMail } from '#kernel/contact.ts'
import type { PartnerId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import * as payouts from '#payouts/index.ts'
import { passUntil } from '../due.ts'
import { enact } from '../enact.ts'
import { accepted, type Command, Failure, type Given, Misuse, type Site, withSite, writeFile } from './command.ts'
import { settleAll, settled } from './settle.ts'

const RUN = {
  type: 'string',
  value: 'ID',
  says: 'a partner’s external id or slug; absent: every payment of the run',
} as const
const BY = { type: 'string', value: 'EMAIL', says: 'who does it' } as const

function runOf(given: Given): string {
  const run = (given.positionals[0] ?? '').trim()
  if (run === '') throw new Misuse('the run has no name')
  return run
}

function personOf(given: Given): string {
  const by = given.text('by')?.trim() ?? ''
  if (by === '') throw new Misuse('--by EMAIL is missing')
  // The second person is told from the first by it, so that it must be somebody's.
  if (plainMail(by) === null) throw new Misuse('--by is a mail address like ann@example.com')
  return by
}

async function partnerOf({ look }: Site, given: Given): Promise<{ partner?: PartnerId }> {
  const name = given.text('partner')
  if (name === undefined) return {}
  const partner = await partners.findPartner(look, name)
  if (!partner) throw new Failure(`there is no partner "${name}" [unknown-partner]`, { refusal: 'unknown-partner' })
  return { partner: partner.id }
}

const stage = (site: Site) => ({ database: site.database, worker: { nudge() {} } })

const prepare: Command = {
  usage: 'payout prepare RUN --by EMAIL [--dry-run]',
  says: 'Reserves what is payable to each partner, and tells who is left out and why.',
  options: { by: BY, 'dry-run': { type: 'boolean', says: 'tell what would be prepared, and write nothing' } },
  takes: [1, 1],
  run: (given, out) =>
    withSite(async site => {
      const run = runOf(given)
      const by = personOf(given)
      const dryRun = given.flag('dry-run')
      if (!dryRun) {
        await settleAll(site.database, () => new Date(), out.progress)
        await passUntil(stage(site), site.at, settled)
      }
      const prepared = await accepted(
        `${run} was not prepared`,
        dryRun
          ? await payouts.preparePayout(site.look, { run, by, dryRun })
          : await enact(stage(site), { name: 'payout prepare', now: site.at }, cx =>
              payouts.preparePayout(cx, { run, by }),
            ),
      )
      const { items, skipped, totals } = prepared
      out.answer(
        { run, dryRun, items, skipped, totals },
        [
          `${run}: ${items.length} payments ${dryRun ? 'would be prepared' : 'prepared'}, ${skipped.length} left out`,
          ...items.map(i => `  ${i.partner}  ${i.amount} ${i.currency}${i.byHand ? `  by hand: ${i.byHand}` : ''}`),
          ...skipped.map(s => `  ${s.partner}  ${s.amount} ${s.currency}  left out: ${s.reason}`),
        ].join('\n'),
      )
    }),
}

const approve: Command = {
  usage: 'payout approve RUN --by EMAIL',
  says: 'A second person approves a prepared run.',
  options: { by: BY },
  takes: [1, 1],
  run: (given, out) =>
    withSite(async site => {
      const run = runOf(given)
      const by = personOf(given)
      const done = await enact(stage(site), { name: 'payout approve', now: site.at }, cx =>
        payouts.approvePayout(cx, { run, by }),
      )
      await accepted(`${run} was not approved`, done)
      out.answer({ run, approved: true, by }, `${run} is approved by ${by}`)
    }),
}

/** The first file gets the very name that was asked for; a further currency's stands beside it ("run.USD.xml"). */
function pathFor(out: string, currency: string, first: boolean): string {
  if (first) return out
  const { dir, name, ext } = parse(out)
  return `${dir === '' ? '' : `${dir}/`}${name}.${currency}${ext}`
}

const exportRun: Command = {
  usage: 'payout export RUN --out FILE [--currency EUR]',
  says: 'The bank file of an approved run, one a currency; exporting again gives the same bytes.',
  options: {
    out: { type: 'string', value: 'FILE', says: 'where to write; further currencies stand beside it' },
    currency: { type: 'string', value: 'CODE', says: 'this currency only' },
  },
  takes: [1, 1],
  run: (given, out) =>
    withSite(async site => {
      const run = runOf(given)
      const target = given.text('out')
      if (target === undefined) throw new Misuse('--out FILE is missing')
      const currency = given.text('currency')
      const files = await accepted(
        `${run} was not exported`,
        await enact(stage(site), { name: 'payout export', now: site.at }, cx =>
          payouts.exportPayout(cx, { run, ...(currency === undefined ? {} : { currency }) }),
        ),
      )
      const order = [...files].sort((a, b) => Number(b.currency === 'EUR') - Number(a.currency === 'EUR'))
      const written = order.map((file, i) => {
        const path = pathFor(target, file.currency, i === 0)
        writeFile(path, file.bytes)
        return { file: path, currency: file.currency, payments: file.payments, sum: file.total }
      })
      out.answer(
        { run, files: written },
        written.map(w => `${w.file}: ${w.payments} payments, ${w.sum} ${w.currency}`).join('\n') ||
          `${run}: nothing for the bank`,
      )
    }),
}

/** What the bank says of a run, or of one partner's payments in it: the same command with another verb and another word. */
const bankSays = (
  word: 'settle' | 'reject',
  done: 'settled' | 'rejected',
  says: string,
  verb: typeof payouts.settlePayout | typeof payouts.rejectPayment,
): Command => ({
  usage: `payout ${word} RUN [--partner ID]`,
  says,
  options: { partner: RUN },
  takes: [1, 1],
  run: (given, out) =>
    withSite(async site => {
      const run = runOf(given)
      const which = await partnerOf(site, given)
      await accepted(
        `${run} was not ${done}`,
        await enact<unknown, string>(stage(site), { name: `payout ${word}`, now: site.at }, cx =>
          verb(cx, { run, ...which }),
        ),
      )
      out.answer({ run, [done]: true, ...which }, `${run} is ${done}${which.partner ? ` for ${which.partner}` : ''}`)
    }),
})

const settle = bankSays(
  'settle',
  'settled',
  'The bank has paid: the whole run, or one partner’s payments.',
  payouts.settlePayout,
)
const reject = bankSays(
  'reject',
  'rejected',
  'The bank has refused: what was reserved is payable again.',
  payouts.rejectPayment,
)

export const commands: Record<string, Command> = {
  'payout prepare': prepare,
  'payout approve': approve,
  'payout export': exportRun,
  'payout settle': settle,
  'payout reject': reject,
}

import { once } from 'node:events'
import { endOfDay, parseMonth } from '#kernel/period.ts'
import { ok } from '#kernel/result.ts'
import * as ledger from '#ledger/index.ts'
import * as payouts from '#payouts/index.ts'
import { passUntil } from '../due.ts'
import { enact } from '../enact.ts'
import { accepted, type Command, Failure, Misuse, withSite } from './command.ts'
import { dayFrom, partnerOf } from './named.ts'
import { settleAll, settled } from './settle.ts'

const FORMATS = new Set(['json', 'csv', 'pdf', 'html'])
const statement: Command = {
  usage: 'statement --partner ID --period YYYY-MM [--format json|csv|pdf|html] [--language en|nl]',
  says: 'A closed month of a partner, one statement a currency.',
  options: {
    partner: { type: 'string', value: 'ID', says: 'the partner’s external id or slug' },
    period: { type: 'string', value: 'YYYY-MM', says: 'a closed month' },
    format: { type: 'string', value: 'FORMAT', says: 'json (default), csv, pdf or html' },
    language: { type: 'string', value: 'LANGUAGE', says: 'of a pdf or html: en (default) or nl' },
  },
  takes: [0, 0],
  run: (given, out) =>
    withSite(async ({ look }) => {
      const period = parseMonth(given.text('period') ?? '')
      if (!period.ok) throw new Misuse('--period is a month like 2025-03')
      const format = out.json ? 'json' : (given.text('format') ?? 'json')
      if (!FORMATS.has(format)) throw new Misuse('--format is json, csv, pdf or html')
      const language = given.text('language') ?? 'en'
      if (language !== 'en' && language !== 'nl') throw new Misuse('--language is en or nl')
      const found = await payouts.statement(look, await partnerOf(look, given), period.value)
      if (!found)
        throw new Failure(
          `there is no statement for ${period.value}: the month is open, or nothing moved in it [no-statement]`,
        )
      const words = payouts.statementWords(language)
      if (format === 'csv') out.raw(payouts.statementCsv(found))
      else if (format === 'html') out.raw(payouts.statementHtml(found, words))
      else if (format === 'pdf') {
        if (!process.stdout.write(await payouts.statementPdf(found, words))) await once(process.stdout, 'drain')
      } else out.raw(`${JSON.stringify(payouts.statementJson(found), null, out.json ? 0 : 2)}\n`)
    }),
}

const close: Command = {
  usage: 'close YYYY-MM',
  says: 'The month’s end: closes it and every earlier open month, and issues the statements.',
  takes: [1, 1],
  run: (given, out) =>
    withSite(async ({ database, at }) => {
      const period = parseMonth(given.positionals[0] ?? '')
      if (!period.ok) throw new Misuse('a period is a month like 2025-03')
      const stage = { database, worker: { nudge() {} } }
      await settleAll(database, () => new Date(), out.progress)
      await passUntil(stage, at, settled)
      const outcome = await enact(stage, { name: 'close', now: at }, cx => payouts.closeMonth(cx, period.value))
      // The close names numbers and figures; the lines of its papers are written after it, so that it holds nobody up. Also
      // where it was closed already: a close that was killed here goes on here.
      await enact(stage, { name: 'statement lines', now: at }, async cx => ok(await payouts.passStatementsDue(cx)))
      const closed = await accepted(`${period.value} was not closed`, outcome)
      out.answer(closed, `${period.value} is closed: ${closed.statements} statements`)
    }),
}

const exportJournal: Command = {
  usage: 'export journal --format hledger|csv [--until DATE]',
  says: 'The whole ledger, as posted by the end of a day.',
  options: {
    format: { type: 'string', value: 'FORMAT', says: 'hledger or csv' },
    until: { type: 'string', value: 'DATE', says: 'the last day (default: all)' },
  },
  takes: [0, 0],
  run: given =>
    withSite(async ({ look }) => {
      const format = given.text('format') ?? 'hledger'
      if (format !== 'hledger' && format !== 'csv') throw new Misuse('--format is hledger or csv')
      const day = dayFrom(given, 'until')
      const until = day === undefined ? undefined : endOfDay(day, 'UTC')
      for await (const text of format === 'csv' ? ledger.exportCsv(look, until) : ledger.exportHledger(look, until)) {
        if (!process.stdout.write(text)) await once(process.stdout, 'drain')
      }
    }),
}

export const commands: Record<string, Command> = { statement, close, 'export journal': exportJournal }

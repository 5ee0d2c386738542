import * as commissions from '#commissions/index.ts'
import { type Command, withSite } from './command.ts'
import { dayFrom, partnerOf } from './named.ts'

const earnings: Command = {
  usage: 'earnings --partner ID [--as-of DATE]',
  says: 'Balances and entries of a partner, as posted by the end of that day.',
  options: {
    partner: { type: 'string', value: 'ID', says: 'the partner’s external id or slug' },
    'as-of': { type: 'string', value: 'DATE', says: 'a day; what was posted later is left out (default: today)' },
  },
  takes: [0, 0],
  run: (given, out) =>
    withSite(async ({ look }) => {
      const day = dayFrom(given, 'as-of')
      const answer = await commissions.earnings(look, await partnerOf(look, given), day)
      if (out.json) return out.answer(answer, '')
      const balances = answer.balances.map(
        b =>
          `${b.currency}  pending ${b.pending}  payable ${b.payable}  held ${b.held}  in payment ${b.inPayment}  paid ${b.paid}`,
      )
      const entries = answer.entries.map(
        e =>
          `${e.earnedOn}  ${e.cause}  ${e.customer}  ${e.amount} ${e.currency}  ${e.reason ?? `${e.ratePercent} % of ${e.base}`}`,
      )
      out.answer(answer, [`${answer.partner} as of ${answer.asOf}`, ...balances, ...entries].join('\n'))
    }),
}

export const commands: Record<string, Command> = { earnings }

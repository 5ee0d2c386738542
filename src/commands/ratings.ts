import { endOfDay, parseDay } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import * as reviews from '#reviews/index.ts'
import { type Command, Failure, Misuse, withSite } from './command.ts'

const ratings: Command = {
  usage: 'ratings --partner ID [--as-of DATE]',
  says: 'What customers’ reviews say of a partner in numbers, as they stood at the end of that day.',
  options: {
    partner: { type: 'string', value: 'ID', says: 'the partner’s external id or slug' },
    'as-of': { type: 'string', value: 'DATE', says: 'a day (default: now)' },
  },
  takes: [0, 0],
  run: (given, out) =>
    withSite(async ({ look, at }) => {
      const name = given.text('partner')
      if (name === undefined) throw new Misuse('--partner is missing')
      const text = given.text('as-of')
      const day = text === undefined ? null : parseDay(text)
      if (day && !day.ok) throw new Misuse('--as-of is a day like 2025-12-31')
      const partner = await partners.findPartner(look, name)
      if (!partner) throw new Failure(`there is no partner "${name}" [unknown-partner]`)
      const when = day ? endOfDay(day.value, 'UTC') : at
      const rating = (await reviews.ratingsOf(look, [partner.id], when)).get(partner.id)
      if (!rating) throw new Error('broken promise: every partner has its numbers')
      const { count, mean, bayes, upper, low } = rating
      const moves = (await partners.standingOf(look, partner.id)).filter(change => change.at <= when)
      const state = moves.at(-1)?.state ?? 'active'
      const answer = { count, mean, bayes, upper, low, standing: state === 'active' ? 'good' : state }
      const stars = mean === null ? 'no rating yet' : `${mean.toFixed(1)} of 5`
      out.answer(
        answer,
        `${partner.name}: ${stars}, ${count} reviews counted, ${low ? 'low' : 'not low'}, ${answer.standing}`,
      )
    }),
}

export const commands: Record<string, Command> = { ratings }

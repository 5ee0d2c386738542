import { type Currency, isCurrency, money } from '#kernel/money.ts'
import type { Change, Need, Progress } from '#tiers/index.ts'
import { amount, date, list, midSentence, number, percent } from '#ui/format.ts'
import type { Locale } from '#ui/link.ts'
import { words } from '#ui/messages.ts'
import { termWord, tierName } from '#ui/tier-name.ts'

const rate = (locale: Locale, text: string): string => percent(locale, Number(text) / 100, 4)

/** "8 of 10 customers", "€500.00 of €1,000.00", or what a person confirms. */
export function needWords(locale: Locale, { requirement, have, need, confirmedOn }: Need): string {
  const say = words(locale)
  if (confirmedOn !== null && requirement.measure !== 'confirmed')
    return say('tiers.need.instead', { at: date(locale, confirmedOn) })
  switch (requirement.measure) {
    case 'closed-won':
      return say('tiers.need.won', {
        have: number(locale, have),
        need: number(locale, need),
        within: requirement.withinMonths,
        months: requirement.lastMonths,
      })
    case 'revenue': {
      const sum = (minor: bigint) =>
        isCurrency(requirement.currency) ? amount(locale, money(minor, requirement.currency as Currency)) : '–'
      return say('tiers.need.revenue', { have: sum(have), need: sum(need), months: requirement.lastMonths })
    }
    case 'confirmed':
      return confirmedOn === null
        ? say('tiers.need.open')
        : say('tiers.need.confirmed', { at: date(locale, confirmedOn) })
  }
}

export const needName = (locale: Locale, { requirement }: Need): string =>
  requirement.measure === 'confirmed'
    ? termWord(locale, 'requirement', requirement.what)
    : words(locale)(requirement.measure === 'revenue' ? 'tiers.need.name.revenue' : 'tiers.need.closed-won')

/** What is still missing, as the beginning of a sentence: "2 more customers and 1 confirmation". Empty when nothing is. */
export function missingWords(locale: Locale, needs: readonly Need[]): string {
  const say = words(locale)
  const open = needs.filter(need => !need.met)
  const told = open.filter(need => need.requirement.measure === 'confirmed').length
  const parts = open.flatMap(({ requirement, have, need }) => {
    if (requirement.measure === 'closed-won') return say('tiers.missing.customers', { count: Number(need - have) })
    if (requirement.measure === 'revenue' && isCurrency(requirement.currency))
      return say('tiers.missing.revenue', { amount: amount(locale, money(need - have, requirement.currency)) })
    return []
  })
  return list(locale, told === 0 ? parts : [...parts, say('tiers.missing.confirmations', { count: told })])
}

/** "margin 15 % → 30 %", or the name of what is gained or lost. */
export function changeWords(locale: Locale, change: Change): string {
  const say = words(locale)
  if (change.what === 'rate' || change.what === 'margin')
    return say(`tiers.change.${change.what}`, { from: rate(locale, change.from), to: rate(locale, change.to) })
  const word = termWord(locale, change.what, change.word)
  return change.gained ? word : say('tiers.change.without', { word })
}

/** The whole of a step in one sentence: "2 more customers by 31 Dec 2025: margin 15 % → 30 % from 1 Jan 2026". */
export function stepWords(locale: Locale, step: Progress['steps'][number]): string {
  const say = words(locale)
  const figures = step.changes.filter(one => !('gained' in one))
  const told = figures.length > 0 ? figures : step.changes.filter(one => 'gained' in one && one.gained)
  const changes = list(
    locale,
    told.map(one => midSentence(changeWords(locale, one))),
  )
  const what = changes === '' ? tierName(locale, step.tier) : changes
  const params = { missing: missingWords(locale, step.needs), what, at: date(locale, step.from) }
  if (step.entry === 'invite') return say('tiers.step.invite', { what })
  if (step.met) return say('tiers.step.met', params)
  if (step.by === null || step.fromLast === null) return say('tiers.step.open', params)
  if (step.fromLast === step.by) return say('tiers.step.once', { ...params, by: date(locale, step.by) })
  return say('tiers.step.by', { ...params, by: date(locale, step.by), at: date(locale, step.fromLast) })
}

/** Figures as they would be; what is lost together, after one "no longer". */
function lossWords(locale: Locale, changes: readonly Change[]): string[] {
  const figures = changes.filter(one => !('gained' in one)).map(one => changeWords(locale, one))
  const lost = changes.flatMap(one =>
    'gained' in one && !one.gained ? [midSentence(termWord(locale, one.what, one.word))] : [],
  )
  return lost.length === 0 ? figures : [...figures, words(locale)('tiers.change.without', { word: list(locale, lost) })]
}

export function keepWords(locale: Locale, keeping: NonNullable<Progress['keeping']>, tier: string): string {
  const say = words(locale)
  const params = {
    tier: tierName(locale, tier),
    falls: tierName(locale, keeping.falls),
    by: date(locale, keeping.by),
    missing: missingWords(locale, keeping.needs),
    what: list(locale, lossWords(locale, keeping.changes)),
  }
  return say(keeping.met ? 'tiers.keep.met' : 'tiers.keep.open', params)
}

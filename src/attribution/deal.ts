import { MAX_MINOR, type Money, money, roundDiv } from '#kernel/money.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Signature } from './dealing.ts'

const DAY_MS = 86_400_000
const MAX_TERM = 1_200
const MAX_STAGES = 120

/** What can be wrong with a signature by itself: amounts of one currency, none negative; a term in whole months; not of tomorrow's tomorrow. */
export function checkSignature(
  {
    net,
    firstYearNet,
    stages,
    termMonths,
    at,
  }: Pick<Signature, 'net' | 'firstYearNet' | 'stages' | 'termMonths' | 'at'>,
  now: Date,
): Result<null, 'bad-amount' | 'bad-term' | 'in-the-future'> {
  const amounts = [net, ...stages, ...(firstYearNet ? [firstYearNet] : [])]
  const fits = ({ minor, currency }: Money) => currency === net.currency && minor >= 0n && minor <= MAX_MINOR
  if (!amounts.every(fits) || stages.length > MAX_STAGES) return refuse('bad-amount')
  if (!Number.isInteger(termMonths) || termMonths < 0 || termMonths > MAX_TERM) return refuse('bad-term')
  return at.getTime() > now.getTime() + DAY_MS ? refuse('in-the-future') : ok(null)
}

/** What a signature says, as it is compared when it is told again; without its instant if the caller left that out. */
export function saidOf(s: Signature, assumed: boolean): string {
  const minor = (amount: Money) => String(amount.minor)
  return JSON.stringify([
    assumed ? null : s.at.getTime(),
    s.kind,
    s.subscription,
    s.termMonths,
    minor(s.net),
    s.net.currency,
    s.firstYearNet && minor(s.firstYearNet),
    s.stages.map(minor),
    s.lead,
    s.via,
    s.discount,
    s.product,
  ])
}

/** The first year's net: as told, else that part of a longer term. Minor units, rounded once. */
export function firstYearOf({
  firstYearNet,
  net,
  termMonths,
}: Pick<Signature, 'firstYearNet' | 'net' | 'termMonths'>): Money {
  if (firstYearNet !== null) return firstYearNet
  return termMonths > 12 ? money(roundDiv(net.minor * 12n, BigInt(termMonths)), net.currency) : net
}

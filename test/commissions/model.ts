import { type Currency, exponentOf } from '#kernel/money.ts'
import { type Day, dayOf } from '#kernel/period.ts'

/**
 * A second opinion: the program worked out the slow way, from lists, by arithmetic of its own. It shares nothing with the
 * rooms but the calendar. Everything is computed from scratch for each question.
 */
export type Span = { customer: string; partner: string; from: number; until: number }
export type Paper = {
  kind: 'invoice' | 'payment' | 'credit_note'
  document: string
  invoice: string | null
  customer: string
  at: number
  minor: bigint
  currency: Currency
}
export class Model {
  readonly spans: Span[] = []
  readonly papers: Paper[] = []
  readonly joined = new Map<string, number>()
  readonly moves: { partner: string; at: number; active: boolean }[] = []
  /** Rates in ten-thousandths of a per cent, by the day from which they hold. */
  readonly rates: { from: string; rate: bigint }[] = [{ from: '', rate: 100_000n }]
  readonly zone: string
  readonly atOnce: boolean

  constructor(zone: string, atOnce: boolean) {
    this.zone = zone
    this.atOnce = atOnce
  }

  day(at: number): Day {
    return dayOf(new Date(at), this.zone)
  }

  active(partner: string, day: string): boolean {
    const joined = this.joined.get(partner)
    if (joined === undefined || this.day(joined) > day) return false
    let active = true
    for (const move of this.moves) if (move.partner === partner && this.day(move.at) <= day) active = move.active
    return active
  }

  ownerAt(customer: string, at: number): Span | undefined {
    return this.spans.find(s => s.customer === customer && s.from <= at && at < s.until)
  }

  /** Mirrors a choice: ends what holds, opens a new one. False if the choice is refused. */
  choose(customer: string, partner: string, at: number): boolean {
    if (!this.active(partner, this.day(at))) return false
    const open = this.ownerAt(customer, at)
    if (open?.partner === partner) return false
    if (open) open.until = at
    this.spans.push({ customer, partner, from: at, until: Number.POSITIVE_INFINITY })
    return true
  }

  release(customer: string, partner: string, at: number): boolean {
    const open = this.ownerAt(customer, at)
    if (open?.partner !== partner) return false
    open.until = at
    return true
  }

  rateOn(day: string): bigint {
    let rate = 0n
    for (const version of this.rates) if (version.from <= day) rate = version.rate
    return rate
  }

  /** n × rate ÷ a million to the nearest whole, halves away from zero; by remainder, not by doubling. */
  ratio(minor: bigint, rate: bigint): bigint {
    const whole = (minor * rate) / 1_000_000n
    const rest = (minor * rate) % 1_000_000n
    return rest >= 500_000n ? whole + 1n : whole
  }

  part(amount: bigint, paid: bigint, basis: bigint): bigint {
    if (basis === 0n) return 0n
    const capped = paid < basis ? paid : basis
    const whole = (amount * capped) / basis
    const rest = (amount * capped) % basis
    return rest * 2n >= basis ? whole + 1n : whole
  }

  isLone(paper: Paper): boolean {
    if (paper.kind !== 'credit_note') return false
    return (
      paper.invoice === null ||
      paper.invoice === paper.document ||
      !this.papers.some(p => p.kind === 'invoice' && p.document === paper.invoice)
    )
  }

  /** Accrued and matured of one cause by the end of a day, whoever earns it. */
  positionOn(own: Paper, day: string): { basis: bigint; accrued: bigint; matured: bigint } {
    const ownDay = this.day(own.at)
    if (ownDay > day) return { basis: 0n, accrued: 0n, matured: 0n }
    const rate = this.rateOn(ownDay)
    if (own.kind === 'credit_note') {
      const amount = -this.ratio(own.minor, rate)
      return { basis: -own.minor, accrued: amount, matured: amount }
    }
    let basis = own.minor
    let paid = 0n
    for (const p of this.papers) {
      if (p.kind === 'invoice' || p.invoice !== own.document || p.document === p.invoice || this.day(p.at) > day)
        continue
      if (p.kind === 'credit_note') basis -= p.minor
      else paid += p.minor
    }
    if (basis < 0n) basis = 0n
    const accrued = this.ratio(basis, rate)
    return { basis, accrued, matured: this.atOnce ? accrued : this.part(accrued, paid, basis) }
  }

  reason(own: Paper, partner: string): string | null {
    if (!this.active(partner, this.day(own.at))) return 'partner-not-active'
    const joined = this.joined.get(partner) ?? Number.POSITIVE_INFINITY
    if (joined > own.at) return 'agreement-not-accepted'
    return this.ownerAt(own.customer, own.at)?.partner === partner ? null : 'not-bound'
  }

  causes(): Paper[] {
    return this.papers.filter(p => p.kind === 'invoice' || this.isLone(p))
  }

  /** A partner's entries as they stand in the end, one line each, sorted. */
  entries(partner: string): string[] {
    const lines: string[] = []
    for (const own of this.causes()) {
      if (!this.spans.some(s => s.customer === own.customer && s.partner === partner)) continue
      const reason = this.reason(own, partner)
      const end = this.positionOn(own, '9999-12-31')
      const amount = reason === null ? end.accrued : 0n
      const text = [this.decimal(end.basis, own.currency), this.decimal(amount, own.currency)]
      const cause = `${own.kind === 'invoice' ? 'invoice' : 'credit-note'}:${own.document}`
      const payableOn = reason === null ? this.payableOn(own) : null
      lines.push(
        [cause, own.customer, ...text, own.currency, this.day(own.at), payableOn ?? '-', reason ?? '-'].join(' '),
      )
    }
    return lines.sort()
  }

  payableOn(own: Paper): string | null {
    if (this.positionOn(own, '9999-12-31').matured === 0n) return null
    if (own.kind === 'credit_note') return this.day(own.at)
    const days = [
      ...new Set([own, ...this.papers.filter(p => p.invoice === own.document)].map(p => this.day(p.at))),
    ].sort()
    let last: string | null = null
    let before = 0n
    for (const day of days) {
      const { matured } = this.positionOn(own, day)
      if (matured > before) last = day
      before = matured
    }
    return last
  }

  /** "EUR pending payable" of what is dated that day or before, in minor units; rows of zeros left out. */
  balances(partner: string, day: string): string[] {
    const sums = new Map<string, { pending: bigint; payable: bigint }>()
    for (const own of this.causes()) {
      if (this.reason(own, partner) !== null) continue
      const { accrued, matured } = this.positionOn(own, day)
      const sum = sums.get(own.currency) ?? { pending: 0n, payable: 0n }
      sum.pending += accrued - matured
      sum.payable += matured
      sums.set(own.currency, sum)
    }
    return [...sums]
      .filter(([, sum]) => sum.pending !== 0n || sum.payable !== 0n)
      .map(([currency, sum]) => `${currency} ${sum.pending} ${sum.payable}`)
      .sort()
  }

  decimal(minor: bigint, currency: Currency): string {
    const digits = exponentOf(currency)
    const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0')
    const sign = minor < 0n ? '-' : ''
    return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
  }
}

import { addMonths } from '#kernel/period.ts'
import { Model } from './model.ts'

/** A second opinion on deals, worked out the slow way from lists: a registry beside a directory in one house. */
export type LeadSpan = {
  id: string
  partner: string
  customer: string
  registered: number
  approved: number
  rejected: number
}
export type Signed = {
  id: string
  customer: string
  at: number
  kind: 'new' | 'renewal' | 'expansion'
  trial: boolean
  term: number
  minor: bigint
  stage: bigint | null
  currency: string
  lead: string | null
}
export type Mark = { deal: string; partner: string; at: number; rate: bigint | null }
const NEVER = Number.POSITIVE_INFINITY

export class DealModel extends Model {
  readonly leads: LeadSpan[] = []
  readonly deals: Signed[] = []
  readonly marks: Mark[] = []
  readonly stops: { partner: string; customer: string; at: number }[] = []
  readonly recurring: { partner: string; at: number }[] = []
  /** Which deal a paper names. */
  readonly dealOf = new Map<string, string>()

  holds(lead: LeadSpan, deal: Signed): boolean {
    if (lead.approved > deal.at || lead.rejected <= deal.at) return false
    return deal.kind === 'renewal' || !this.isLate(lead, deal)
  }
  isLate(lead: LeadSpan, deal: Signed): boolean {
    return this.day(deal.at) > addMonths(this.day(lead.approved), 12)
  }
  leadsFor(deal: Signed): LeadSpan[] {
    if (deal.lead !== null) return this.leads.filter(l => l.id === deal.lead)
    return this.leads.filter(l => l.customer === deal.customer && (l.registered <= deal.at || l.approved !== NEVER))
  }
  /** The lead that has the deal; no lead, no deal. */
  winner(deal: Signed): LeadSpan | undefined {
    return this.leadsFor(deal)
      .filter(l => this.holds(l, deal))
      .sort((a, b) => a.approved - b.approved)[0]
  }

  /** What the renewal renews, by hand: strike out what earlier renewals took, then take what is left. */
  renewed(renewal: Signed, partner: string): Signed | undefined {
    let open: Signed[] = []
    let found: Signed | undefined
    for (const deal of this.deals
      .filter(d => d.customer === renewal.customer && !d.trial)
      .sort((a, b) => a.at - b.at)) {
      if (deal.at > renewal.at) break
      if (deal.kind === 'renewal') {
        const mine = open.filter(o => this.marks.some(m => m.deal === o.id && m.partner === partner && m.at <= deal.at))
        found = (mine.length > 0 ? mine : open).at(-1)
        open = open.filter(o => o !== found)
      }
      if (deal === renewal) return found
      open.push(deal)
    }
    // A trial renews nothing away; it is looked at after all that came before it.
    const mine = open.filter(o => this.marks.some(m => m.deal === o.id && m.partner === partner && m.at <= renewal.at))
    return (mine.length > 0 ? mine : open).at(-1)
  }

  share(deal: Signed, partner: string): { part: boolean; rate: bigint | null } {
    const renewed = deal.kind === 'renewal' ? this.renewed(deal, partner) : undefined
    const mine = this.marks.filter(m => m.deal === renewed?.id && m.partner === partner && m.at <= deal.at)
    return { part: mine.some(m => m.rate === null), rate: mine.filter(m => m.rate !== null).at(-1)?.rate ?? null }
  }

  why(lead: LeadSpan, deal: Signed): string | null {
    const { partner, customer } = lead
    if (!this.active(partner, this.day(deal.at))) return 'partner-not-active'
    if ((this.joined.get(partner) ?? NEVER) > deal.at) return 'agreement-not-accepted'
    if (lead.approved > deal.at || lead.rejected <= deal.at) return 'lead-not-validated'
    if (deal.kind !== 'renewal' && this.isLate(lead, deal)) return 'outside-window'
    if (deal.trial) return 'poc-or-trial'
    if (deal.term < 12) return 'term-too-short'
    const first = this.deals
      .filter(d => d.customer === customer && d.kind === 'new' && !d.trial)
      .sort((a, b) => a.at - b.at)[0]
    if (deal.kind !== 'renewal' && first !== deal) return 'not-initial-deal'
    const { part, rate } = this.share(deal, partner)
    if (deal.kind === 'renewal' && (!part || rate === null)) return 'renewal-not-shared'
    if (this.stops.some(s => s.partner === partner && s.customer === customer && s.at <= deal.at))
      return 'account-stopped'
    const stopped = this.recurring.some(s => s.partner === partner && this.day(s.at) <= this.day(deal.at))
    return deal.kind === 'renewal' && stopped ? 'recurring-stopped' : null
  }

  /** The lead and the reason by which the partner has an entry on the deal; undefined: it has none. */
  entryOn(deal: Signed, partner: string): { lead: LeadSpan; reason: string | null } | undefined {
    const winner = this.winner(deal)
    const mine = this.leadsFor(deal).filter(l => l.partner === partner)
    if (winner) {
      if (winner.partner !== partner) return undefined
      const valid = mine.filter(l => this.holds(l, deal)).sort((a, b) => a.approved - b.approved)
      const lead = valid.find(l => this.why(l, deal) === null) ?? winner
      return { lead, reason: this.why(lead, deal) }
    }
    const told = mine.map(lead => ({ lead, reason: this.why(lead, deal) }))
    const order = ['partner-not-active', 'agreement-not-accepted', 'lead-not-validated', 'outside-window']
    return told.sort((a, b) => order.indexOf(b.reason ?? '') - order.indexOf(a.reason ?? ''))[0]
  }

  rateFor(deal: Signed, partner: string): bigint {
    return deal.kind === 'renewal' ? (this.share(deal, partner).rate ?? 0n) : 200_000n
  }

  dealOn(deal: Signed, rate: bigint, day: string): { basis: bigint; accrued: bigint; matured: bigint } {
    if (this.day(deal.at) > day) return { basis: 0n, accrued: 0n, matured: 0n }
    let basis = deal.stage ?? deal.minor
    let paid = 0n
    for (const p of this.papersOf(deal)) {
      if (this.day(p.at) > day) continue
      if (p.kind === 'credit_note') basis -= p.minor
      else paid += p.minor
    }
    if (basis < 0n) basis = 0n
    const accrued = this.ratio(basis, rate)
    return { basis, accrued, matured: this.part(accrued, paid, basis) }
  }
  papersOf(deal: Signed) {
    const invoices = new Set(this.papers.filter(p => p.kind === 'invoice').map(p => p.document))
    return this.papers.filter(p => {
      if (p.kind === 'invoice') return false
      if (p.invoice !== null && invoices.has(p.invoice)) return this.dealOf.get(p.invoice) === deal.id
      return p.kind === 'credit_note' && this.dealOf.get(p.document) === deal.id
    })
  }

  /** Whether a paper of turnover is of a deal that a lead has: then the deal earns, and it does not. */
  isTaken(document: string): boolean {
    const deal = this.deals.find(d => d.id === this.dealOf.get(document))
    return deal !== undefined && this.winner(deal) !== undefined
  }

  override causes() {
    return super.causes().filter(own => !this.isTaken(own.document))
  }

  dealLines(partner: string): string[] {
    return this.deals
      .flatMap(deal => {
        const entry = this.entryOn(deal, partner)
        if (!entry) return []
        const rate = this.rateFor(deal, partner)
        const end = this.dealOn(deal, rate, '9999-12-31')
        const earns = entry.reason === null
        const text = [end.basis, earns ? end.accrued : 0n].map(minor => this.decimal(minor, deal.currency as never))
        const payableOn = earns ? this.dealPayableOn(deal, rate) : null
        const day = this.day(deal.at)
        return [
          [`deal:${deal.id}`, deal.customer, ...text, deal.currency, day, payableOn ?? '-', entry.reason ?? '-'].join(
            ' ',
          ),
        ]
      })
      .sort()
  }

  dealPayableOn(deal: Signed, rate: bigint): string | null {
    if (this.dealOn(deal, rate, '9999-12-31').matured === 0n) return null
    const own = this.day(deal.at)
    const moved = this.papersOf(deal).map(p => (this.day(p.at) < own ? own : this.day(p.at)))
    let last: string | null = null
    let before = 0n
    for (const day of [...new Set([own, ...moved])].sort()) {
      const { matured } = this.dealOn(deal, rate, day)
      if (matured > before) last = day
      before = matured
    }
    return last
  }
}

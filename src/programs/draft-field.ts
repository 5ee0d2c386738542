import type { Requirement, TermsBody } from './terms.ts'

/** One field of the form in which new terms are written: its name is its place in the terms, so that a fault is told at the field. */
export type DraftField = {
  readonly name: string
  readonly kind: 'percent' | 'whole' | 'decimal' | 'box' | 'lines' | 'payable'
  readonly value: string
  /** What it is, whichever rule or tier it is of: "earns.rate". */
  readonly label: string
  /** The rule or tier it is of. */
  readonly of: readonly string[]
}

/** What a partner manager changes most: rates, windows, what is payable when, the measures of tiers, charges and the discount. */
export function draftFields(body: TermsBody): DraftField[] {
  const fields: DraftField[] = []
  const add = (kind: DraftField['kind'], name: string, value: string | number, of: readonly string[] = []) =>
    fields.push({ name, kind, value: String(value), label: name.replace(/\.\d+/g, ''), of })
  const percents = (name: string, rate: string | Readonly<Record<string, string>>, of: readonly string[] = []) => {
    const label = name.replace(/\.\d+/g, '')
    if (typeof rate === 'string') fields.push({ name, kind: 'percent', value: rate, label, of })
    else
      for (const [tier, value] of Object.entries(rate))
        fields.push({ name: `${name}.${tier}`, kind: 'percent', value, label, of: [...of, tier] })
  }
  for (const [index, rule] of body.earns.entries()) {
    if (rule.rate !== 'as-agreed') percents(`earns.${index}.rate`, rule.rate, [rule.key])
    if (rule.minTermMonths !== null) add('whole', `earns.${index}.minTermMonths`, rule.minTermMonths, [rule.key])
  }
  if (body.lead) add('whole', 'lead.windowMonths', body.lead.windowMonths)
  add('payable', 'payable.when', body.payable.when)
  add('whole', 'payable.days', 'days' in body.payable ? body.payable.days : '')
  for (const [index, tier] of body.tiers.entries())
    for (const [at, one] of tier.requirements.entries())
      for (const [name, kind] of measuresOf(one))
        add(kind, `tiers.${index}.requirements.${at}.${name}`, measured(one, name), [tier.key])
  if (body.licence) {
    percents('licence.percentOfList', body.licence.percentOfList)
    add('percent', 'licence.ceilingPercent', body.licence.ceilingPercent)
    const steps = body.licence.steps.map(step => [step.tier, step.accounts, step.percentOfList])
    add('lines', 'licence.steps', steps.map(step => step.filter(part => part !== null).join(' ')).join('\n'))
    add('box', 'resoldEarns', body.resoldEarns ? 'yes' : '')
  }
  if (body.discount) {
    add('percent', 'discount.percent', body.discount.percent)
    add('lines', 'discount.products', body.discount.products === 'all' ? '' : body.discount.products.join('\n'))
  }
  return fields
}

function measuresOf(one: Requirement): readonly (readonly [string, DraftField['kind']])[] {
  if (one.measure === 'closed-won')
    return [
      ['customers', 'whole'],
      ['withinMonths', 'whole'],
      ['lastMonths', 'whole'],
    ]
  if (one.measure !== 'revenue') return []
  return [
    ['amount', 'decimal'],
    ['lastMonths', 'whole'],
  ]
}
const measured = (one: object, name: string): string | number =>
  (one as Readonly<Record<string, string | number>>)[name] ?? ''

/** Terms with what was typed into the fields; what is no number stays text, so that the check names it at its field. */
export function withFields(body: TermsBody, typed: Readonly<Record<string, string>>): unknown {
  const draft: unknown = structuredClone(body)
  const said = (name: string) => (typed[name] ?? '').trim()
  for (const { name, kind } of draftFields(body)) {
    const text = said(name)
    if (name.startsWith('payable.')) continue
    if (kind === 'whole') place(draft, name, numberIn(text))
    else if (kind === 'box') place(draft, name, text !== '')
    else if (name === 'licence.steps') place(draft, name, linesOf(text).map(stepOf))
    else if (name === 'discount.products') place(draft, name, text === '' ? 'all' : linesOf(text))
    else place(draft, name, text.replace(',', '.').replace(/\s*%$/, ''))
  }
  const when = said('payable.when')
  const dated = when === 'after-first-payment' || when === 'after-deal'
  place(draft, 'payable', dated ? { when, days: numberIn(said('payable.days')) } : { when })
  if (body.lead) widen(draft, body, numberIn(said('lead.windowMonths')))
  return draft
}

/** A rule whose window was the lead's own moves with it. */
function widen(draft: unknown, body: TermsBody, months: unknown): void {
  for (const [index, rule] of body.earns.entries())
    if (rule.windowMonths !== null && rule.windowMonths === body.lead?.windowMonths)
      place(draft, `earns.${index}.windowMonths`, months)
}

const numberIn = (text: string): unknown => (/^\d{1,9}$/.test(text) ? Number(text) : text)
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** "premier 10 65": from 10 open accounts on, partners of that tier are charged 65 % of list; without a tier all are. */
function stepOf(line: string): unknown {
  const parts = line
    .replace(/%/g, '')
    .split(/[\s;]+/)
    .filter(part => part !== '')
  const [percentOfList = '', accounts = '', tier = null] = parts.reverse()
  return { tier, accounts: numberIn(accounts), percentOfList: percentOfList.replace(',', '.') }
}

function place(draft: unknown, path: string, value: unknown): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let target = draft as Record<string, unknown>
  for (const name of names) target = target[name] as Record<string, unknown>
  target[last] = value
}

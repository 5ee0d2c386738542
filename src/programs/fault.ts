import type { z } from 'astro/zod'
import { exponentOf, isCurrency, parsePercent } from '#kernel/money.ts'
import { type TermsBody, termsBody } from './terms.ts'

/** What is wrong with a draft, and where: `path` as in "earns.0.rate", `detail` what may stand there or what does. */
export type TermsFault = { readonly path: string; readonly code: string; readonly detail: string }
export type Checked =
  | { readonly body: TermsBody; readonly faults: readonly [] }
  | { readonly body: null; readonly faults: readonly TermsFault[] }

/**
 * Reads a draft of terms and names every fault at its place: first what is not of the shape, then what contradicts itself. No
 * per cent of list may be above the draft's ceiling, nor the ceiling above `ceiling`, the one the program opened with (COP-10).
 */
export function checkTerms(draft: unknown, ceiling: string | null = null): Checked {
  const parsed = termsBody.safeParse(draft, { reportInput: true })
  if (!parsed.success) return { body: null, faults: parsed.error.issues.flatMap(issue => shapeFaults(issue)) }
  const faults = [
    ...twins(parsed.data),
    ...strangers(parsed.data),
    ...contradictions(parsed.data),
    ...tooDear(parsed.data, ceiling),
  ]
  return faults.length > 0 ? { body: null, faults } : { body: parsed.data, faults: [] }
}

type Issue = z.core.$ZodIssue
const at = (path: readonly PropertyKey[]): string => path.map(String).join('.')

function shapeFaults(issue: Issue, above: readonly PropertyKey[] = []): TermsFault[] {
  const path = [...above, ...issue.path]
  const fault = (code: string, detail = ''): TermsFault[] => [{ path: at(path), code, detail }]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ path: at([...path, key]), code: 'unknown-field', detail: key }))
    case 'invalid_type':
      return issue.input === undefined ? fault('missing', issue.expected) : fault('wrong-type', issue.expected)
    case 'invalid_value':
      return fault('not-one-of', issue.values.map(String).join(', '))
    case 'invalid_union': {
      // Of the shapes that it may have, the one that it nearly has tells most.
      const near = issue.errors.find(issues => issues.length > 0 && issues.every(inner => inner.path.length > 0))
      return near ? near.flatMap(inner => shapeFaults(inner, path)) : fault('bad-value')
    }
    case 'invalid_key':
      return fault('bad-word', String(issue.path.at(-1) ?? ''))
    case 'too_small':
      return fault('too-small', String(issue.minimum))
    case 'too_big':
      return fault('too-large', String(issue.maximum))
    case 'invalid_format':
      return fault('bad-word')
    default:
      return fault('bad-value', issue.message)
  }
}

/** What may be there once and is there again. */
function twins(body: TermsBody): TermsFault[] {
  const again = (path: (index: number) => string, values: readonly (string | number)[]): TermsFault[] =>
    values.flatMap((value, index) =>
      values.indexOf(value) < index ? [{ path: path(index), code: 'twice', detail: String(value) }] : [],
    )
  const steps = body.licence?.steps ?? []
  const kinds = body.earns.flatMap((rule, index) =>
    rule.event === 'deal' ? rule.dealKinds.map(kind => ({ kind: kind as string, index })) : [],
  )
  const invoices = body.earns.flatMap((rule, index) => (rule.event === 'invoice' ? [index] : []))
  return [
    ...again(index => `attribution.${index}`, body.attribution),
    ...again(
      index => `earns.${index}.key`,
      body.earns.map(rule => rule.key),
    ),
    ...again(
      index => `earns.${kinds[index]?.index}.dealKinds`,
      kinds.map(({ kind }) => kind),
    ),
    ...again(
      index => `earns.${invoices[index]}.event`,
      invoices.map(() => 'invoice'),
    ),
    ...body.earns.flatMap((rule, index) => again(one => `earns.${index}.conditions.${one}`, rule.conditions)),
    ...again(
      index => `tiers.${index}.key`,
      body.tiers.map(tier => tier.key),
    ),
    ...again(
      index => `tiers.${index}.rank`,
      body.tiers.map(tier => tier.rank),
    ),
    ...again(
      index => `modules.${index}.key`,
      body.modules.map(module => module.key),
    ),
    ...again(
      index => `obligations.${index}.what`,
      body.obligations.map(one => one.what),
    ),
    ...again(
      index => `licence.steps.${index}.accounts`,
      steps.map(step => `${step.tier ?? ''} ${step.accounts}`.trim()),
    ),
  ]
}

/** Tiers and modules that are named and not there. */
function strangers(body: TermsBody): TermsFault[] {
  const tiers = new Set(body.tiers.map(tier => tier.key))
  const modules = new Set(body.modules.map(module => module.key))
  const unknown = (known: ReadonlySet<string>, code: string, path: string, names: readonly string[]): TermsFault[] =>
    names.flatMap((name, index) => (known.has(name) ? [] : [{ path: `${path}.${index}`, code, detail: name }]))
  const named = (path: string, rates: unknown): TermsFault[] =>
    typeof rates === 'object' && rates !== null
      ? Object.keys(rates).flatMap(tier =>
          tiers.has(tier) ? [] : [{ path: `${path}.${tier}`, code: 'unknown-tier', detail: tier }],
        )
      : []
  const asked = (path: string, list: TermsBody['tiers'][number]['requirements']): TermsFault[] =>
    list.flatMap((one, index) => {
      const place = `${path}.requirements.${index}`
      if (one.measure === 'closed-won') return unknown(modules, 'unknown-module', `${place}.modules`, one.modules)
      if (one.measure !== 'revenue') return []
      if (!isCurrency(one.currency)) return [{ path: `${place}.currency`, code: 'no-currency', detail: one.currency }]
      const decimals = one.amount.split('.')[1]?.length ?? 0
      return decimals > exponentOf(one.currency)
        ? [{ path: `${place}.amount`, code: 'too-many-decimals', detail: one.currency }]
        : []
    })
  return [
    ...body.earns.flatMap((rule, index) => named(`earns.${index}.rate`, rule.rate)),
    ...named('licence.percentOfList', body.licence?.percentOfList),
    ...(body.licence?.steps ?? []).flatMap((step, index) =>
      step.tier === null || tiers.has(step.tier)
        ? []
        : [{ path: `licence.steps.${index}.tier`, code: 'unknown-tier', detail: step.tier }],
    ),
    ...body.tiers.flatMap((tier, index) => asked(`tiers.${index}`, tier.requirements)),
    ...body.modules.flatMap((module, index) => [
      ...asked(`modules.${index}`, module.requirements),
      ...unknown(tiers, 'unknown-tier', `modules.${index}.tiers`, module.tiers),
    ]),
    ...body.obligations.flatMap(({ binds }, index) => [
      ...unknown(tiers, 'unknown-tier', `obligations.${index}.binds.tiers`, binds.tiers),
      ...unknown(modules, 'unknown-module', `obligations.${index}.binds.modules`, binds.modules),
    ]),
  ]
}

/** What cannot be meant: each half is well-formed, and together they say nothing. */
function contradictions(body: TermsBody): TermsFault[] {
  const faults: TermsFault[] = []
  const fault = (path: string, code: string, detail = '') => faults.push({ path, code, detail })
  const byLead = body.attribution.includes('lead') || body.attribution.includes('referral')
  if (byLead && body.lead === null) fault('lead', 'lead-terms-missing')
  if (!byLead && body.lead !== null) fault('lead', 'lead-terms-unused')
  for (const [index, rule] of body.earns.entries()) {
    const place = `earns.${index}`
    if (rule.event === 'invoice' && rule.base !== 'net-turnover') fault(`${place}.base`, 'base-of-deals', rule.base)
    if (rule.event === 'deal' && rule.base === 'net-turnover') fault(`${place}.base`, 'base-of-invoices', rule.base)
    if (rule.event === 'deal' && rule.dealKinds.length === 0) fault(`${place}.dealKinds`, 'too-small', '1')
    const shared = rule.event === 'deal' && rule.dealKinds.every(kind => kind === 'renewal')
    if (rule.rate === 'as-agreed' && !shared) fault(`${place}.rate`, 'agreed-renewals-only')
    // Without the condition, a renewal that nobody agreed to share would have no rate at all.
    if (rule.rate === 'as-agreed' && !rule.conditions.includes('renewal-not-shared'))
      fault(`${place}.conditions`, 'condition-missing', 'renewal-not-shared')
  }
  if (body.benefit !== 'fee' && body.discount === null) fault('discount', 'discount-missing')
  return faults
}

function tooDear(body: TermsBody, ceiling: string | null): TermsFault[] {
  if (body.licence === null) return []
  const { percentOfList, ceilingPercent, steps } = body.licence
  const above = (path: string, percent: string, limit: string): TermsFault[] =>
    (parsePercent(percent) ?? 0n) > (parsePercent(limit) ?? 0n) ? [{ path, code: 'above-ceiling', detail: limit }] : []
  const charges =
    typeof percentOfList === 'string'
      ? above('licence.percentOfList', percentOfList, ceilingPercent)
      : Object.entries(percentOfList).flatMap(([tier, percent]) =>
          above(`licence.percentOfList.${tier}`, percent, ceilingPercent),
        )
  return [
    ...(ceiling === null ? [] : above('licence.ceilingPercent', ceilingPercent, ceiling)),
    ...charges,
    ...steps.flatMap((step, index) =>
      above(`licence.steps.${index}.percentOfList`, step.percentOfList, ceilingPercent),
    ),
  ]
}

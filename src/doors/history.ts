import { z } from 'astro/zod'
import { isCurrency } from '#kernel/money.ts'
import { MAX_ID } from '#kernel/id.ts'
import { isTimeZone, parseInstant, parseMonth } from '#kernel/period.ts'

/** Histories (interfaces.md section 4): JSON Lines, each one dated act, in time order. */
const id = z
  .string()
  .min(1)
  .max(MAX_ID)
  .refine(
    text => text === text.trim() && !/\p{C}|\p{Zl}|\p{Zp}/u.test(text),
    'an id has no outer blanks or control characters',
  )
const text = (max: number) => z.string().trim().min(1).max(max)
const amount = z.string().regex(/^\d{1,20}(\.\d{1,20})?$/, 'an amount is a plain decimal string like "1234.50"')
const currency = z.string().refine(isCurrency, 'no ISO 4217 currency code')
const instant = z.string().transform((value, context) => {
  const at = parseInstant(value, 'UTC')
  if (at.ok) return at.value
  context.addIssue({ code: 'custom', message: 'no ISO 8601 time with a zone' })
  return z.NEVER
})
const zone = z.string().refine(isTimeZone, 'no IANA time zone')
const domain = z.string().trim().min(1).max(253)
const country = z.string().trim().min(2).max(100)
const by = z.enum(['customer', 'partner', 'vendor'])
const period = z.string().refine(value => parseMonth(value).ok, 'a period is a month like "2025-03"')
const occurredAt = instant.optional()

const settings = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .refine(given => given.timeZone === undefined || zone.safeParse(given.timeZone).success, 'no IANA time zone')

const ACTS = {
  'add-program': z.strictObject({ program: id, preset: id.optional(), settings: settings.optional() }),
  'add-partner': z.strictObject({
    partner: id,
    name: text(200),
    program: id,
    tier: id.optional(),
    domain: domain.optional(),
    country: country.optional(),
    modules: z.array(id).optional(),
    agreement: z.boolean().optional(),
  }),
  'accept-agreement': z.strictObject({ partner: id, program: id }),
  'add-customer': z.strictObject({
    customer: id,
    name: text(200),
    domain: domain.optional(),
    country: country.optional(),
  }),
  'select-partner': z.strictObject({ customer: id, partner: id }),
  'release-customer': z.strictObject({ customer: id, partner: id, by, reason: text(2000).optional() }),
  'suspend-partner': z.strictObject({ partner: id, reason: text(2000).optional() }),
  'reinstate-partner': z.strictObject({ partner: id, reason: text(2000).optional() }),
  invoice: z.strictObject({ invoice: id, customer: id, net: amount, currency, deal: id.optional(), occurredAt }),
  payment: z.strictObject({ payment: id, invoice: id, net: amount, occurredAt }),
  'credit-note': z.strictObject({
    creditNote: id,
    customer: id,
    net: amount,
    currency,
    invoice: id.optional(),
    occurredAt,
  }),
  'close-month': z.strictObject({ period }),
  wait: z.strictObject({}),
} as const

/** Acts of the contract whose programs are not built yet: a history that needs them is refused whole, not played in part. */
const LATER = new Set(
  `stop-account stop-recurring register-lead approve-lead reject-lead introduce-contact refer open-deal sign-deal
  log-renewal-participation agree-renewal-share elect-benefit apply-tier invite-tier meet-tier open-account set-account-price
  close-account bill-licences set-bank-details prepare-payout approve-payout settle-payout reject-payment review moderate`.split(
    /\s+/,
  ),
)

type Acts = typeof ACTS
export type Act = {
  [K in keyof Acts]: { readonly line: number; readonly at: Date; readonly do: K } & z.output<Acts[K]>
}[keyof Acts]
export type LineFault = { readonly line: number; readonly field: string | null; readonly message: string }
export type History =
  | { readonly acts: Act[]; readonly fault: null }
  | { readonly acts: null; readonly fault: LineFault }

const MAX_LINE = 65_536

/**
 * Reads a whole history before anything is played. Refuses, naming line and field: text that is no JSON object, an unknown
 * act, an unknown or missing field, a value of the wrong form, and a line dated before the line above it.
 */
export function readHistory(bytes: Uint8Array): History {
  const wrong = (line: number, field: string | null, message: string): History => ({
    acts: null,
    fault: { line, field, message },
  })
  const lines = splitLines(bytes)
  const acts: Act[] = []
  let before = Number.NEGATIVE_INFINITY
  for (const [index, raw] of lines.entries()) {
    const line = index + 1
    if (raw === null) return wrong(line, null, 'the text is not UTF-8')
    if (raw.trim() === '') continue
    if (raw.length > MAX_LINE) return wrong(line, null, `the line is longer than ${MAX_LINE} characters`)
    const object = parseObject(raw)
    if (!object) return wrong(line, null, 'this is no JSON object')
    const { at, do: verb, ...rest } = object
    const when = instant.safeParse(at)
    if (!when.success) return wrong(line, 'at', 'the time is missing or no ISO 8601 time with a zone')
    if (typeof verb !== 'string') return wrong(line, 'do', 'the act is missing')
    if (!(verb in ACTS)) {
      return wrong(
        line,
        'do',
        LATER.has(verb) ? `"${verb}" is not supported yet` : `there is no act "${verb.slice(0, 40)}"`,
      )
    }
    if (when.data.getTime() < before) return wrong(line, 'at', 'the line is dated before the line above it')
    before = when.data.getTime()
    const fields = ACTS[verb as keyof Acts].safeParse(rest)
    if (!fields.success) {
      const [issue] = fields.error.issues
      const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
      if (unknown !== undefined) return wrong(line, unknown, `${verb} has no field "${unknown.slice(0, 40)}"`)
      const path = issue?.path.join('.') || null
      const missing = path !== null && !(String(issue?.path[0]) in rest)
      return wrong(line, path, missing ? `${verb} needs the field "${path}"` : (issue?.message ?? 'malformed'))
    }
    acts.push({ line, at: when.data, do: verb, ...fields.data } as Act)
  }
  return { acts, fault: null }
}

function parseObject(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null && !Array.isArray(value) && isWhole(value)
      ? (value as Record<string, unknown>)
      : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Whether all text in it is whole: half a surrogate pair can be written in JSON, but the database's driver cannot read it back. */
function isWhole(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  return typeof value !== 'object' || value === null || Object.entries(value).flat().every(isWhole)
}

/** Lines as text; null for one that is not UTF-8. */
function splitLines(bytes: Uint8Array): (string | null)[] {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const lines: (string | null)[] = []
  for (let from = 0; from <= bytes.length; ) {
    const at = bytes.indexOf(10, from)
    const end = at < 0 ? bytes.length : at
    try {
      lines.push(decoder.decode(bytes.subarray(from, end)))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      lines.push(null)
    }
    from = end + 1
  }
  return lines
}

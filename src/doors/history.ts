import { type Act, ACTS, type Acts, instant } from './acts.ts'

export type { Act, ActOf } from './acts.ts'
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
    if (!Object.hasOwn(ACTS, verb)) return wrong(line, 'do', `there is no act "${verb.slice(0, 40)}"`)
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

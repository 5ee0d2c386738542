/** JSON as a person typed it, with the line on which each value stands; or the line on which it stops being JSON. */
export type JsonText =
  | { readonly ok: true; readonly value: unknown; readonly lines: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly line: number }

const MAX_DEPTH = 40
const BLANK = /[ \t\r\n]*/y
const TEXT = /"(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/uy
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** Reads it as the language's own reader does, and refuses as well a field that is written twice and lists within lists beyond reason. */
export function readJsonText(text: string): JsonText {
  const lines = new Map<string, number>()
  let index = 0
  let broken = false
  const line = (position: number) => text.slice(0, position).split('\n').length
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = index
    const found = pattern.exec(text)?.[0] ?? null
    if (found !== null) index += found.length
    return found
  }
  const next = (sign: string): boolean => {
    take(BLANK)
    if (text[index] !== sign) return false
    index++
    return true
  }
  const fail = (): undefined => {
    broken = true
  }
  const within = (path: string, name: string | number) => (path === '' ? String(name) : `${path}.${name}`)

  function fields(path: string, depth: number): unknown {
    const entries = new Map<string, unknown>()
    if (next('}')) return {}
    do {
      take(BLANK)
      const name = take(TEXT)
      if (name === null || !next(':')) return fail()
      const key = JSON.parse(name) as string
      if (entries.has(key)) return fail()
      entries.set(key, value(within(path, key), depth + 1))
    } while (!broken && next(','))
    return broken || !next('}') ? fail() : Object.fromEntries(entries)
  }
  function items(path: string, depth: number): unknown {
    const list: unknown[] = []
    if (next(']')) return list
    do list.push(value(within(path, list.length), depth + 1))
    while (!broken && next(','))
    return broken || !next(']') ? fail() : list
  }
  function value(path: string, depth: number): unknown {
    take(BLANK)
    lines.set(path, line(index))
    if (depth > MAX_DEPTH) return fail()
    if (next('{')) return fields(path, depth)
    if (next('[')) return items(path, depth)
    const plain = take(TEXT) ?? take(PLAIN)
    return plain === null ? fail() : JSON.parse(plain)
  }

  const read = value('', 0)
  if (!broken) take(BLANK)
  return broken || index < text.length ? { ok: false, line: line(index) } : { ok: true, value: read, lines }
}

/** The line of a place; of one that is not there, the line of what it is missing from. */
export function lineOf(lines: ReadonlyMap<string, number>, path: string): number {
  for (let place = path; ; place = place.slice(0, Math.max(0, place.lastIndexOf('.')))) {
    const found = lines.get(place)
    if (found !== undefined || place === '') return found ?? 1
  }
}

/** A trigger's text without what SQLite or a formatter may change: blanks and the last semicolon. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/;?\s*$/, '')
    .trim()

/** Every trigger that the migrations leave behind, by name: what is created, less what is dropped again. */
export function triggersOf(migrations: readonly string[]): Map<string, string> {
  const triggers = new Map<string, string>()
  for (const statement of migrations.flatMap(text => text.split('--> statement-breakpoint'))) {
    const text = statement.replace(/^(\s*--[^\n]*\n)*/, '').trim()
    const made = /^CREATE\s+TRIGGER\s+(?:IF\s+NOT\s+EXISTS\s+)?["'`]?(\w+)/i.exec(text)?.[1]
    const gone = /^DROP\s+TRIGGER\s+(?:IF\s+EXISTS\s+)?["'`]?(\w+)/i.exec(text)?.[1]
    if (made !== undefined) triggers.set(made, plain(text.replace(/IF\s+NOT\s+EXISTS\s+/i, '')))
    if (gone !== undefined) triggers.delete(gone)
  }
  return triggers
}

/** What is wrong with the database's guards, a sentence each; nothing if they are the migrations' own. */
export function guardFaults(expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): string[] {
  const missing = [...expected.keys()].filter(name => !found.has(name)).map(name => `the trigger ${name} is missing`)
  const strange = [...found.keys()].filter(name => !expected.has(name)).map(name => `the trigger ${name} is not ours`)
  const changed = [...expected]
    .filter(([name, text]) => found.has(name) && plain(found.get(name) ?? '') !== text)
    .map(([name]) => `the trigger ${name} was changed`)
  return [...missing, ...changed, ...strange].sort()
}

import { parseArgs } from 'node:util'
import { type Command, Failure, type Given, Misuse, type Option } from './command.ts'
import { output } from './output.ts'

/** Each command is loaded when it is called: `--help` should not wait for an engine. */
const COMMANDS: Record<string, () => Promise<Record<string, Command>>> = {
  migrate: () => import('./serve.ts').then(m => m.commands),
  serve: () => import('./serve.ts').then(m => m.commands),
  demo: () => import('./serve.ts').then(m => m.commands),
  'create-admin': () => import('./serve.ts').then(m => m.commands),
  'import partners': () => import('./import.ts').then(m => m.commands),
  'import customers': () => import('./import.ts').then(m => m.commands),
  'import bindings': () => import('./import.ts').then(m => m.commands),
  'import turnover': () => import('./import.ts').then(m => m.commands),
  replay: () => import('./replay.ts').then(m => m.commands),
  earnings: () => import('./earnings.ts').then(m => m.commands),
  statement: () => import('./figures.ts').then(m => m.commands),
  close: () => import('./figures.ts').then(m => m.commands),
  'payout prepare': () => import('./payout.ts').then(m => m.commands),
  'payout approve': () => import('./payout.ts').then(m => m.commands),
  'payout export': () => import('./payout.ts').then(m => m.commands),
  'payout settle': () => import('./payout.ts').then(m => m.commands),
  'payout reject': () => import('./payout.ts').then(m => m.commands),
  'export journal': () => import('./figures.ts').then(m => m.commands),
  ratings: () => import('./ratings.ts').then(m => m.commands),
  search: () => import('./finding.ts').then(m => m.commands),
  reindex: () => import('./finding.ts').then(m => m.commands),
  doctor: () => import('./doctor.ts').then(m => m.commands),
  backup: () => import('./copies.ts').then(m => m.commands),
  restore: () => import('./copies.ts').then(m => m.commands),
}
const COMMON: Record<string, Option> = {
  json: { type: 'boolean', says: 'print JSON on standard output' },
  help: { type: 'boolean', says: 'print this' },
}

function find(words: readonly string[]): { name: string; rest: string[] } | null {
  const two = words.slice(0, 2).join(' ')
  if (two in COMMANDS && words.length > 1) return { name: two, rest: words.slice(2) }
  const one = words[0] ?? ''
  return one in COMMANDS ? { name: one, rest: words.slice(1) } : null
}

async function overview(): Promise<string> {
  const lines: string[] = []
  for (const [name, load] of Object.entries(COMMANDS)) {
    const command = (await load())[name]
    if (command) lines.push(`  ${command.usage}\n      ${command.says}`)
  }
  return `usage: guildhall COMMAND [options]\n\n${lines.join('\n')}\n\nEvery command takes --help and --json.\n`
}

function help(command: Command): string {
  const options = { ...command.options, ...COMMON }
  const rows = Object.entries(options).map(
    ([name, o]) => `  --${name}${o.type === 'string' ? ` ${o.value ?? 'TEXT'}` : ''}`.padEnd(24) + o.says,
  )
  return `usage: guildhall ${command.usage}\n\n${command.says}\n\n${rows.join('\n')}\n`
}

function read(command: Command, rest: string[]): Given {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...COMMON }).map(
      ([name, o]) => [name, { type: o.type, multiple: o.multiple ?? false }] as const,
    ),
  )
  try {
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true })
    const value = (name: string): unknown => (values as Record<string, unknown>)[name]
    if (value('help') !== true && (positionals.length < command.takes[0] || positionals.length > command.takes[1])) {
      throw new Misuse(
        positionals.length < command.takes[0] ? 'an argument is missing' : `too many arguments: ${positionals.at(-1)}`,
      )
    }
    return {
      positionals,
      text: name => value(name) as string | undefined,
      texts: name => (value(name) as string[] | undefined) ?? [],
      flag: name => value(name) === true,
    }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      throw new Misuse(error.message.split('.')[0] ?? 'wrong option')
    }
    throw error
  }
}

/** Runs the command that the words ask for; the exit code. */
export async function main(words: string[]): Promise<number> {
  const asked = find(words)
  if (!asked) {
    const wantsHelp = words.length === 0 || words.includes('--help')
    if (wantsHelp) process.stdout.write(await overview())
    else process.stderr.write(`guildhall: there is no command "${words.slice(0, 2).join(' ')}"; --help lists them\n`)
    return wantsHelp && words.length > 0 ? 0 : 2
  }
  const command = (await COMMANDS[asked.name]?.())?.[asked.name]
  if (!command) throw new Error(`broken promise: ${asked.name} is a command`)
  const out = output(words.includes('--json'))
  try {
    const given = read(command, asked.rest)
    if (given.flag('help')) process.stdout.write(help(command))
    else await command.run(given, out)
    return 0
  } catch (error) {
    if (error instanceof Misuse) {
      process.stderr.write(`guildhall ${asked.name}: ${error.message}\nusage: guildhall ${command.usage}\n`)
      return 2
    }
    const told = error instanceof Failure ? error.message : await unexpected(error)
    process.stderr.write(`guildhall ${asked.name}: ${told}\n`)
    if (out.json && error instanceof Failure && error.report !== undefined)
      process.stdout.write(`${JSON.stringify(error.report)}\n`)
    return 1
  }
}

/** A fault that nobody planned for: one line for the person, the stack only on request, never a statement's parameters. */
async function unexpected(error: unknown): Promise<string> {
  const { describeDatabaseError } = await import('#db/client.ts')
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return describeDatabaseError(error) ?? (error instanceof Error ? error.message : String(error))
}

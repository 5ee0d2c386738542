import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The text of every migration, in order. Inside a bundle the sources lie where the process was started. */
export function migrationTexts(): string[] {
  const beside = fileURLToPath(new URL('../../db/migrations', import.meta.url))
  const folder = existsSync(beside) ? beside : join(process.cwd(), 'db/migrations')
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'))
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REASONS, type Reason } from '#reviews/index.ts'
import { KEYS } from '#settings/index.ts'
import { has } from '#ui/messages.ts'

const ROOTS = ['src/pages/account', 'src/pages/partner', 'src/pages/admin', 'src/pages/welcome', 'src/ui', 'src/pages']
const files = ROOTS.flatMap(root =>
  readdirSync(root, { recursive: root.split('/').length > 2, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.astro$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name)),
)

test('every text that a page names outright is there in both languages', () => {
  const missing = files.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/\bsay\('([^']+)'/g)]
      .map(match => match[1] ?? '')
      .filter(key => !has('en', key) || !has('nl', key))
      .map(key => `${file}: ${key}`),
  )
  expect(missing).toEqual([])
})

test('every redirect after an act is told in words', () => {
  const told = readdirSync('src/actions').flatMap(file =>
    [...readFileSync(join('src/actions', file), 'utf8').matchAll(/done=([a-z-]+)/g)].map(match => `done.${match[1]}`),
  )
  // The receipt of a choice words these itself.
  const own = new Set(['done.chosen', 'done.partner-'])
  expect(told.filter(key => !own.has(key) && !(has('en', key) && has('nl', key)))).toEqual([])
})

test('every reason of a moderator and every setting of the operator has its words', () => {
  const keys = [
    ...REASONS.map((reason: Reason) => `moderation.reason.${reason}`),
    ...KEYS.flatMap(key => [`setting.${key}`, `setting.${key}.hint`]),
  ]
  expect(keys.filter(key => !has('en', key) || !has('nl', key))).toEqual([])
})

/** Names that no page can meet: they belong to the command line, or are answered with 404. */
const UNSEEN = new Set(['dry-run', 'remote-database', 'unknown-file', 'file-exists', 'not-empty', 'unknown-journal'])

test('every refusal of a room has its words', () => {
  const refused = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.verbs\.ts$|^index\.ts$/.test(entry.name))
    .flatMap(entry => [
      ...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/\brefuse\('([a-z-]+)'\)/g),
    ])
    .map(match => match[1] ?? '')
  const silent = [...new Set(refused)].filter(name => !UNSEEN.has(name) && !has('en', `refusal.${name}`))
  expect(silent.sort()).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { groupHandlers, handlers } from '../../src/worker-handlers.ts'

test('every kind of job that a room leaves has somebody who does it', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  const kinds = files.flatMap(name =>
    [...readFileSync(`src/${name}`, 'utf8').matchAll(/\benqueue\([^']{1,60}'([a-z]+\.[a-z]+)'/g)].map(
      found => found[1] ?? '',
    ),
  )
  const known = new Set([...Object.keys(handlers), ...Object.keys(groupHandlers)])
  expect(kinds.length).toBeGreaterThan(15)
  expect([...new Set(kinds)].filter(kind => !known.has(kind))).toEqual([])
})

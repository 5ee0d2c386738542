import { expect, test } from 'vitest'
import { lineOf, readJsonText } from '../../src/programs/json-text.ts'
import { HARBOUR } from './sixth.ts'

const read = (text: string) => {
  const found = readJsonText(text)
  if (!found.ok) throw new Error(`stops on line ${found.line}`)
  return found
}
const stops = (text: string) => {
  const found = readJsonText(text)
  return found.ok ? null : found.line
}

test('reads what the language’s own reader reads', () => {
  for (const value of [HARBOUR, [], {}, 'é\n"\\', -1.5e3, 0, true, null, [[1], { a: [{}] }]])
    for (const indent of [undefined, 2, '\t']) expect(read(JSON.stringify(value, null, indent)).value).toEqual(value)
  expect(read('{"__proto__": 1}').value).toEqual(JSON.parse('{"__proto__": 1}'))
})

test('tells the line of every place, and for what is not there the line of what it is missing from', () => {
  const { lines } = read('{\n  "a": 1,\n  "list": [\n    5,\n    { "b": 2 }\n  ]\n}')
  expect([lineOf(lines, 'a'), lineOf(lines, 'list'), lineOf(lines, 'list.0'), lineOf(lines, 'list.1.b')]).toEqual([
    2, 3, 4, 5,
  ])
  expect([lineOf(lines, 'list.1.c'), lineOf(lines, 'z'), lineOf(lines, '')]).toEqual([5, 1, 1])
})

test.each([
  ['', 1],
  ['{', 1],
  ['{\n"a": 1,\n}', 3],
  ['{"a": 1,\n"a": 2}', 2],
  ['[1\n2]', 2],
  ['[01]', 1],
  ["{'a': 1}", 1],
  ['{"a": "\\x"}', 1],
  ['{}\n\nmore', 3],
  ['"two\nlines"', 1],
  ['['.repeat(50), 1],
])('%j stops being JSON on line %i', (text, line) => expect(stops(text)).toBe(line))

import { expect, test } from 'vitest'
import { reasonsOf } from '#ui/reasons.ts'

test('RK-2: the largest three are named, and nothing that adds nothing', () => {
  expect(reasonsOf({ relevance: 0, quality: 0.3, evidence: 0.1, responsiveness: 0.05, completeness: 0.2 })).toEqual([
    'quality',
    'completeness',
    'evidence',
  ])
  expect(reasonsOf({ relevance: 0, quality: 0.3 })).toEqual(['quality'])
})

import { describe, expect, it } from 'vitest'
import { type CaseContent, evidence, publishableCase, savableCase } from '#directory/case-study.ts'

const study = (change: Partial<CaseContent> = {}): CaseContent => ({
  locale: 'en',
  title: 'Fewer calls, more orders',
  summary: 'A list that sales believes in.',
  client: 'a maker of pumps',
  challenge: 'Four hundred leads a quarter.',
  approach: 'A score that fits on a beer mat.',
  results: 'The list is done by Wednesday.',
  metrics: [{ value: '+38 %', label: 'enquiries that become a quote' }],
  expertise: ['lead-generation'],
  services: [],
  industry: 'manufacturing',
  year: 2026,
  cover: null,
  ...change,
})

describe('a case', () => {
  it('is published with challenge, approach, results and a figure', () => {
    expect(publishableCase(study(), 2026).ok).toBe(true)
    expect(publishableCase(study({ challenge: ' ' }), 2026)).toMatchObject({ refusal: 'challenge-missing' })
    expect(publishableCase(study({ approach: '' }), 2026)).toMatchObject({ refusal: 'approach-missing' })
    expect(publishableCase(study({ results: '' }), 2026)).toMatchObject({ refusal: 'results-missing' })
    expect(publishableCase(study({ metrics: [] }), 2026)).toMatchObject({ refusal: 'metric-missing' })
    expect(publishableCase(study({ metrics: [{ value: '5', label: ' ' }] }), 2026)).toMatchObject({
      refusal: 'metric-missing',
    })
  })

  it('may be saved unfinished, but not without a title', () => {
    expect(savableCase(study({ challenge: '', metrics: [] }), 2026).ok).toBe(true)
    expect(savableCase(study({ title: ' ' }), 2026)).toMatchObject({ refusal: 'title-missing' })
  })

  it('keeps to its lengths', () => {
    expect(savableCase(study({ title: 'x'.repeat(120) }), 2026).ok).toBe(true)
    expect(savableCase(study({ title: 'x'.repeat(121) }), 2026)).toMatchObject({ refusal: 'title-too-long' })
    expect(savableCase(study({ results: 'x'.repeat(4_001) }), 2026)).toMatchObject({ refusal: 'text-too-long' })
    const metric = { value: '1', label: 'one' }
    expect(savableCase(study({ metrics: Array(7).fill(metric) }), 2026)).toMatchObject({ refusal: 'too-many-metrics' })
  })

  it('is not of the future and sells no discount', () => {
    expect(savableCase(study({ year: 2027 }), 2026)).toMatchObject({ refusal: 'bad-year' })
    expect(savableCase(study({ results: 'Now 20% off.' }), 2026)).toMatchObject({ refusal: 'discount-advertised' })
  })
})

describe('evidence', () => {
  it('counts three confirmed cases and three certified people in full', () => {
    expect(evidence(0, 0)).toBe(0)
    expect(evidence(3, 0)).toBeCloseTo(0.7)
    expect(evidence(0, 3)).toBeCloseTo(0.3)
    expect(evidence(30, 30)).toBe(1)
    expect(evidence(1, 1)).toBeCloseTo(1 / 3)
  })
})

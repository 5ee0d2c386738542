import { describe, expect, test } from 'vitest'
import { contradict, type Identity, nameKey, sameFirm } from '#attribution/firm.ts'
import type { CustomerId } from '#kernel/id.ts'

const firm = (name: string, domain: string | null = null, customer: string | null = null): Identity => ({
  customer: customer as CustomerId | null,
  domain,
  nameKey: nameKey(name),
})

describe('two identities are one firm', () => {
  test('by the customer, whatever they are called', () => {
    expect(sameFirm(firm('Acme', 'acme.nl', 'acme'), firm('Acme Holding', 'acme.com', 'acme'))).toBe(true)
    expect(sameFirm(firm('Acme', 'acme.nl', 'acme'), firm('Acme', 'acme.nl', 'acme-2'))).toBe(false)
  })
  test('by an equal domain, whatever they are called', () => {
    expect(sameFirm(firm('Acme', 'acme.nl', 'acme'), firm('ACME Europe', 'acme.nl'))).toBe(true)
    expect(sameFirm(firm('Acme', 'acme.nl', 'acme'), firm('Acme', 'acme.de'))).toBe(false)
  })
  test('by the name without case and blanks, where one side has no domain', () => {
    expect(sameFirm(firm('Acme Groep B.V.', 'acme.nl', 'acme'), firm('  ACME groep  b.v. '))).toBe(true)
    expect(sameFirm(firm('École Été'), firm('ÉCOLE ÉTÉ', 'ecole.fr'))).toBe(true)
    expect(sameFirm(firm('Acme', 'acme.nl', 'acme'), firm('Acme Groep'))).toBe(false)
  })
})

describe('two identities cannot be one firm', () => {
  test('when they are two customers or have two domains; a name may be written in many ways', () => {
    expect(contradict(firm('Acme', null, 'acme'), firm('Acme', null, 'zuivel'))).toBe(true)
    expect(contradict(firm('Acme', 'acme.nl', 'acme'), firm('Acme', 'acme.de'))).toBe(true)
    expect(contradict(firm('Acme', 'acme.nl', 'acme'), firm('The Acme people'))).toBe(false)
    expect(contradict(firm('Acme', 'acme.nl', 'acme'), firm('Anything', 'other.nl', 'acme'))).toBe(false)
  })
})

import { expect, test } from 'vitest'
import { selfDealing } from '../../src/attribution/self-dealing.ts'

const firm = (domain: string | null, email: string | null = null) => ({ domain, email })

test.each([
  ['an equal domain', firm('acme.nl'), firm('acme.nl'), true],
  ['another domain', firm('acme.nl'), firm('acme.be'), false],
  ['case', firm('ACME.nl'), firm('acme.NL'), true],
  ['www.', firm('www.acme.nl'), firm('acme.nl'), true],
  ['a trailing dot', firm('acme.nl.'), firm('acme.nl'), true],
  ['the ASCII form', firm('bücher.example'), firm('xn--bcher-kva.example'), true],
  ['the customer below the partner', firm('acme.nl'), firm('shop.acme.nl'), true],
  ['the partner below the customer', firm('services.acme.nl'), firm('acme.nl'), true],
  ['two neighbours below one domain', firm('a.hosting.example'), firm('b.hosting.example'), false],
  ['a domain that only ends alike', firm('acme.nl'), firm('notacme.nl'), false],
  ['the mail of both', firm(null, 'jan@acme.nl'), firm(null, 'piet@ACME.nl'), true],
  ['the mail of one, the domain of the other', firm('acme.nl'), firm('acme-shop.example', 'piet@mail.acme.nl'), true],
  ['mail at two firms', firm(null, 'jan@acme.nl'), firm(null, 'jan@nova.nl'), false],
  ['free mail', firm(null, 'jan@gmail.com'), firm(null, 'piet@gmail.com'), false],
  ['free mail in other letters', firm(null, 'jan@GMail.com'), firm('gmail.com'), false],
  ['free mail beside one domain', firm('acme.nl', 'jan@gmail.com'), firm('acme.nl', 'piet@gmail.com'), true],
  ['nothing known of one', firm('acme.nl'), firm(null), false],
  ['nothing known of both', firm(null), firm(null), false],
  ['texts that are no domain', firm('acme'), firm('acme'), false],
])('G8: %s', (_, partner, customer, same) => {
  expect(selfDealing(partner, customer)).toBe(same)
  expect(selfDealing(customer, partner)).toBe(same)
})

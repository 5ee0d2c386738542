import { afterEach, describe, expect, inject, test } from 'vitest'
import { closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

/** Sends a form as a browser does; answers where it leads. */
async function sender(as: 'partner' | 'admin', form: string, action: string) {
  const page = await openPage({ scripts: false, signedInAs: as })
  await page.goto(form)
  const made = (await page.locator(`form[action*="${action}"] [name="made"]`).getAttribute('value')) ?? ''
  expect(made).toMatch(/^(lead|deal)_/)
  return async (fields: Record<string, string>): Promise<string> => {
    const answer = await page.request.post(`${form}?_action=${action}`, {
      form: { ...fields, made },
      headers: { origin: inject('base') },
      maxRedirects: 0,
    })
    expect(answer.status()).toBe(303)
    return answer.headers().location ?? ''
  }
}

describe('a form that is sent twice', () => {
  test('registers one lead; another company from the same page is another lead', async () => {
    const send = await sender('partner', '/partner/leads/new', 'leads.register')
    const company = { program: 'simpro', company: 'Dubbelklik BV', companyDomain: 'dubbelklik.example' }
    const [first, second] = await Promise.all([send(company), send(company)])
    expect(second).toBe(first)
    expect(await send({ ...company, company: 'Anders BV', companyDomain: 'anders.example' })).not.toBe(first)
  }, 60_000)

  test('signs one deal, so that nobody earns on it twice', async () => {
    const send = await sender('admin', '/admin/deals/sign', 'deals.sign')
    const deal = { customer: 'noordstuur', kind: 'expansion', subscription: 'paid', termMonths: '12', via: 'direct' }
    const money = { currency: 'EUR', net: '10.00' }
    const [first, second] = await Promise.all([send({ ...deal, ...money }), send({ ...deal, ...money })])
    expect(second).toBe(first)
    expect(await send({ ...deal, ...money, net: '11.00' })).not.toBe(first)
  }, 60_000)

  test('opens one deal', async () => {
    const send = await sender('admin', '/admin/deals', 'deals.open')
    const [first, second] = await Promise.all([send({ customer: 'noordstuur' }), send({ customer: 'noordstuur' })])
    expect(second).toBe(first)
  }, 60_000)
})

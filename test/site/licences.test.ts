import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const FIRM = '/partners/vuurtoren-data'
const main = async (page: Page) => ((await page.textContent('main')) ?? '').replace(/\s+/g, ' ')

/** The demo's customer without a partner, whatever a story before left behind. */
async function unbound(page: Page): Promise<void> {
  await page.goto('/account/leave')
  const leave = page.locator('main form button.button-danger')
  if ((await leave.count()) > 0) await leave.click()
}

async function offer(page: Page, name: string, net: string, currency = 'EUR'): Promise<void> {
  await page.goto('/admin/licences/plans')
  const form = page.locator('section[aria-labelledby="new"]')
  await form.locator('select[name="program"]').selectOption('copernica')
  await form.locator('input[name="planName"]').fill(name)
  await form.locator('input[name="net"]').fill(net)
  await form.locator('input[name="currency"]').fill(currency)
  await form.locator('form button').click()
}

async function retire(page: Page, name: string): Promise<void> {
  await page.goto('/admin/licences/plans')
  const card = page.locator('section.card', { has: page.locator('h2', { hasText: name }) }).first()
  await card.locator('summary').click()
  await card.locator('button.button-danger').click()
}

describe('COP-12, with scripts off', () => {
  test('a customer chooses to buy through its partner; the account opens in the same act, and the receipt says so', async () => {
    const desk = await openPage({ scripts: false, signedInAs: 'admin' })
    const name = `Basic ${Date.now()}`
    const customer = await openPage({ scripts: false, width: 360, signedInAs: 'customer' })
    await unbound(customer)
    await customer.goto(`${FIRM}/choose`)
    expect(await main(customer)).not.toContain(name)

    await offer(desk, name, '49,00')
    expect(await main(desk)).toContain('EUR 49.00')
    await customer.goto(`${FIRM}/choose`)
    expect(await customer.isChecked('#way-0')).toBe(true)
    await customer.locator('label', { hasText: name }).locator('input').check()
    await customer.click('.choose-form button.button-primary')
    await customer.check('#agree')
    await customer.click('.choose-form button.button-primary')
    expect(customer.url()).toMatch(/\/account\/receipts\/[\w-]+\?done=chosen$/)
    const receipt = await main(customer)
    expect(receipt).toContain('through Vuurtoren Data, at a list price of €49.00 a month')
    const account = /acc_\w{16}/.exec(receipt)?.[0] ?? ''
    expect(receipt).toContain(`${name} · ${account}`)

    const partner = await openPage({ scripts: false, width: 360, signedInAs: 'partner' })
    await partner.goto('/partner/accounts')
    expect(await main(partner)).toContain(account)
    await partner.goto(`/partner/accounts/account?id=${account}`)
    expect(await main(partner)).toContain('Costs a month€24.50')
    await partner.fill('input[name="net"]', 'much')
    await partner.click('section[aria-labelledby="price"] form button')
    expect(await main(partner)).toContain('Write an amount such as 49.00')
    await partner.fill('input[name="net"]', '75,00')
    await partner.click('section[aria-labelledby="price"] form button')
    expect(await main(partner)).toContain('Your price is saved')
    const sheet = await partner.request.get('/partner/accounts/prices.csv')
    expect(await sheet.text()).toContain('EUR,49.00,50,24.50,75.00,50.50')
    await desk.goto(`/admin/accounts/account?id=${account}`)
    expect(await main(desk)).not.toContain('75.00')

    await partner.goto(`/partner/accounts/account?id=${account}`)
    await partner.click('section[aria-labelledby="close"] form button')
    expect(await main(partner)).toContain('The account is closed')
    await retire(desk, name)
    await unbound(customer)
    await customer.goto(`${FIRM}/choose`)
    expect(await main(customer)).not.toContain(name)
  })

  test('bought directly, the receipt says so and no account is opened', async () => {
    const desk = await openPage({ scripts: false, signedInAs: 'admin' })
    const name = `Plain ${Date.now()}`
    await offer(desk, name, '9.90')
    const customer = await openPage({ scripts: false, signedInAs: 'customer' })
    await unbound(customer)
    await customer.goto(`${FIRM}/choose`)
    await customer.check('#agree')
    await customer.click('.choose-form button.button-primary')
    const receipt = await main(customer)
    expect(receipt).toContain('directly from us')
    expect(receipt).not.toContain('acc_')
    await retire(desk, name)
    await unbound(customer)
  })
})

describe('the desk', () => {
  test('COP-10: 51 % of list is refused in words, and what was typed stays; a sandbox is opened', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'admin' })
    await page.goto('/admin/accounts/open?partner=polderpost')
    const id = `S-${Date.now()}`
    await page.fill('input[name="account"]', id)
    await page.fill('input[name="net"]', '0.99')
    await page.fill('input[name="percent"]', '51')
    await page.check('input[value="sandbox"]')
    await page.click('main form.console-form button')
    expect(await page.textContent('[role="alert"]')).toContain('more of the list price than the terms allow')
    expect(await page.inputValue('input[name="account"]')).toBe(id)
    await page.fill('input[name="percent"]', '50')
    await page.click('main form.console-form button')
    expect(await main(page)).toContain('The account is open')
    expect(await main(page)).toContain('€0.00 no charge')
  })

  test('a payment with more decimals than its currency has is told at its field; one that fits is recorded once', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'finance' })
    await page.goto('/admin/licences/partner?id=vuurtoren-data')
    const pay = async (reference: string, net: string, currency: string) => {
      await page.locator('#pay-reference').evaluate(one => one.closest('details')?.setAttribute('open', ''))
      await page.fill('#pay-reference', reference)
      await page.fill('#pay-net', net)
      await page.fill('#pay-currency', currency)
      await page
        .locator('form', { has: page.locator('#pay-reference') })
        .locator('button')
        .click()
    }
    const reference = `B-${Date.now()}`
    await pay(reference, '12.50', 'JPY')
    expect(await page.getAttribute('#pay-net', 'aria-invalid')).toBe('true')
    for (const _ of [1, 2]) {
      await pay(reference, '12', 'JPY')
      expect(await main(page)).toContain('The payment is recorded')
    }
    expect((await main(page)).split(reference)).toHaveLength(2)
  })

  test('finance pays and dates nothing, a partner manager dates and pays nothing, and a partner finds no desk', async () => {
    const desk = '/admin/licences/partner?id=vuurtoren-data'
    const forms = async (role: 'finance' | 'moderator') => {
      const page = await openPage({ scripts: false, signedInAs: role })
      await page.goto(desk)
      return [await page.locator('#l0-until').count(), await page.locator('#pay-reference').count()]
    }
    expect(await forms('finance')).toEqual([0, 1])
    // The demo's moderator is a partner manager as well.
    expect(await forms('moderator')).toEqual([1, 0])
    const partner = await openPage({ scripts: false, signedInAs: 'partner' })
    for (const path of ['/admin/accounts', '/admin/licences', desk])
      expect((await partner.goto(path))?.status()).toBe(404)
  })
})

describe('A-1: the pages of licences pass axe', () => {
  const pages = {
    admin: [
      '/admin/accounts',
      '/admin/accounts/open',
      '/admin/licences?month=2026-11',
      '/admin/licences/plans',
      '/admin/licences/partner?id=vuurtoren-data',
    ],
    partner: ['/partner/accounts', '/partner/accounts/open', '/partner/accounts/charges'],
  } as const
  for (const [role, paths] of Object.entries(pages) as [keyof typeof pages, readonly string[]][])
    for (const dark of [false, true])
      test(`for ${role}, ${dark ? 'dark' : 'light'}, at 360 px and without sideways scroll`, async () => {
        const page = await openPage({ width: 360, dark, signedInAs: role })
        for (const path of paths) {
          await page.goto(path)
          await axe(page)
          const wide = await page.evaluate(() => document.documentElement.scrollWidth)
          expect(wide, path).toBeLessThanOrEqual(360)
        }
      })
})

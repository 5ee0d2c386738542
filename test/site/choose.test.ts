import type { Page } from 'playwright-core'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const base = () => inject('base')

/** Partners that this customer can choose, and has not chosen already. */
async function choosable(page: Page, wanted: number): Promise<string[]> {
  const found: string[] = []
  await page.goto('/partners?sort=name')
  const paths = await page.locator('.listing-name a').evaluateAll(all => all.map(one => one.getAttribute('href') ?? ''))
  for (const path of paths) {
    if (found.length === wanted) break
    await page.goto(`${path}/choose`)
    if ((await page.locator('#agree').count()) > 0) found.push(path)
  }
  expect(found.length).toBe(wanted)
  return found
}

const confirm = async (page: Page) => {
  await page.check('#agree')
  await page.click('.choose-form button.button-primary')
}

describe('I-1: choosing, with scripts off', () => {
  test('a visitor reads everything first, signs in and comes back to the same page', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/partners?sort=name')
    const path = await page.getAttribute('.listing-name a', 'href')
    await page.goto(`${path}/choose`)
    expect(await page.textContent('main')).toMatch(/\d+% of your net turnover/)
    expect(await page.locator('.choose-form').count()).toBe(0)
    await page.click('main a.button-primary')
    const person = inject('signIns').find(one => one.role === 'customer')
    await page.fill('input[name="email"]', person?.email ?? '')
    await page.fill('input[name="password"]', person?.password ?? '')
    await page.click('main form button[type="submit"]')
    expect(page.url()).toBe(`${base()}${path}/choose`)
  })

  test('RI-51: the rate, its base and its absence from ranking stand beside the button; the box starts unticked', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'customer' })
    const [path] = await choosable(page, 1)
    await page.goto(`${path}/choose`)
    const text = (await page.textContent('main')) ?? ''
    expect(text).toMatch(/10% of your net turnover/)
    expect(text).toContain('taken from what you pay us')
    expect(text).toContain('plays no part in the order')
    expect(await page.isChecked('#agree')).toBe(false)
    expect(await page.textContent('.choose-form .button-primary')).toContain(
      (await page.textContent('h1'))?.replace('Choose ', '').trim() ?? '?',
    )
  })

  test('without the tick nothing happens and the page says what is missing', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'customer' })
    const [path] = await choosable(page, 1)
    await page.goto(`${path}/choose`)
    await page.locator('.choose-form').evaluate(form => form.setAttribute('novalidate', ''))
    await page.click('.choose-form button.button-primary')
    expect(new URL(page.url()).pathname).toBe(`${path}/choose`)
    expect(await page.textContent('[role="alert"]')).toContain('Please tick the box')
    expect(await page.getAttribute('#agree', 'aria-invalid')).toBe('true')
  })

  test('a tick and a press bind at once and give a dated receipt; pressing again leads to the same one; switching ends it', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'customer' })
    const [firstPath = '', secondPath = ''] = await choosable(page, 2)
    await page.goto(`${firstPath}/choose`)
    const form = await page
      .locator('.choose-form')
      .evaluate(one => [...new FormData(one as HTMLFormElement)].map(([name, value]) => [name, String(value)]))
    await confirm(page)
    expect(page.url()).toMatch(/\/account\/receipts\/[\w-]+\?done=chosen$/)
    const receipt = new URL(page.url()).pathname
    expect(await page.textContent('main')).toMatch(/\d{1,2} \w{3} \d{4}, \d{2}:\d{2}/)

    // The second press of a double click: the same form once more.
    const again = await page.request.post(`${firstPath}/choose?_action=attribution.select`, {
      headers: { origin: base() },
      form: { ...Object.fromEntries(form), agree: 'yes' },
      maxRedirects: 0,
    })
    expect(again.status()).toBe(303)
    expect(again.headers().location).toBe(receipt)
    await page.goto(`${firstPath}/choose`)
    expect(await page.textContent('main')).toContain('is already your partner')

    await page.goto(`${secondPath}/choose`)
    expect(await page.textContent('main')).toContain('stops being your partner at the same moment')
    await confirm(page)
    expect(new URL(page.url()).pathname).not.toBe(receipt)
    await page.goto(receipt)
    expect(await page.textContent('.receipt header')).toContain('Ended')

    await page.goto('/account/leave')
    await page.click('main form button.button-danger')
    await page.goto(`${secondPath}/choose`)
    expect(await page.locator('#agree').count()).toBe(1)
  })

  test('a text that changed since it was read is shown again, and nothing is bound', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'customer' })
    const [path] = await choosable(page, 1)
    await page.goto(`${path}/choose`)
    await page.locator('input[name="disclosure"]').evaluate(one => one.setAttribute('value', 'an-old-one'))
    await confirm(page)
    expect(await page.textContent('[role="alert"]')).toContain('has changed since you opened this page')
    expect(await page.isChecked('#agree')).toBe(false)
  })
})

test('a receipt is found only by the customer, the partner and staff', async () => {
  const page = await openPage({ scripts: false, signedInAs: 'customer' })
  const [path] = await choosable(page, 1)
  await page.goto(`${path}/choose`)
  await confirm(page)
  const receipt = new URL(page.url()).pathname
  const visitor = await openPage({ scripts: false })
  await visitor.goto(receipt)
  expect(visitor.url()).toContain('/sign-in?next=')
  const staff = await openPage({ scripts: false, signedInAs: 'admin' })
  expect((await staff.goto(receipt))?.status()).toBe(200)
})

describe('A-1: the pages of a choice', () => {
  for (const width of [360, 1280])
    for (const dark of [false, true])
      test(`pass axe at ${width} px, ${dark ? 'dark' : 'light'}`, async () => {
        const page = await openPage({ width, dark, signedInAs: 'customer' })
        const [path] = await choosable(page, 1)
        await page.goto(`${path}/choose`)
        await axe(page)
        await page.evaluate(() => document.querySelector('.choose-form')?.setAttribute('novalidate', ''))
        await page.click('.choose-form button.button-primary')
        await page.waitForSelector('[role="alert"]')
        await axe(page)
        await confirm(page)
        await page.waitForURL(/\/account\/receipts\//)
        await axe(page)
        await page.goto(`${path}`)
        await axe(page)
      })
})

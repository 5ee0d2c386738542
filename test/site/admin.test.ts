import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const PAGES = [
  '',
  '/reviews',
  '/partners',
  '/partners/new',
  '/customers',
  '/tiers',
  '/bindings',
  '/turnover',
  '/earnings',
  '/months',
  '/ledger',
  '/jobs',
  '/mails',
  '/people',
  '/audit',
  '/settings',
]
const HEADER = 'event_id,type,customer,invoice,occurred_at,net,currency'
const send = async (page: Page, name: string, text: string) => {
  await page.goto('/admin/turnover')
  await page.setInputFiles('[name="file"]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.click('button:has-text("Check the file")')
}

describe('the admin desk', () => {
  test.each([
    { name: 'narrow, dark and Dutch', width: 360, dark: true, prefix: '/nl' },
    { name: 'wide, light and English', width: 1280, dark: false, prefix: '' },
  ])('every page is free of violations and fits: $name', async ({ width, dark, prefix }) => {
    const page = await openPage({ width, dark, signedInAs: 'admin' })
    for (const path of PAGES) {
      await page.goto(`${prefix}/admin${path}`)
      await axe(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), page.url()).toBe(true)
    }
    for (const list of ['partners', 'customers', 'earnings']) {
      await page.goto(`/admin/${list}`)
      await page.goto((await page.getAttribute('main tbody th a', 'href')) ?? '')
      await axe(page)
    }
  }, 120_000)

  test('staff find only what their role needs; everything else is not there', async () => {
    const moderator = await openPage({ scripts: false, signedInAs: 'finance' })
    for (const [path, status] of [
      ['/admin', 200],
      ['/admin/ledger', 200],
      ['/admin/ledger/export?format=csv', 200],
      ['/admin/reviews', 404],
      ['/admin/settings', 404],
      ['/admin/mails', 404],
      ['/admin/partners', 404],
    ] as const)
      expect((await moderator.request.get(path)).status(), path).toBe(status)
    const partner = await openPage({ scripts: false, signedInAs: 'partner' })
    for (const path of ['/admin', '/admin/ledger/export?format=hledger', '/admin/earnings'])
      expect((await partner.request.get(path)).status(), path).toBe(404)
  })

  test('a file with faults is told by row and column, and nothing of it is taken', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'finance' })
    await send(
      page,
      'bad.csv',
      `${HEADER}\nE-1,invoice,bloemhof,I-1,2026-10-01,10.005,EUR\nE-2,invoice,nobody-here,I-2,2026-10-01,10.00,EUR\n`,
    )
    expect(await page.textContent('h1')).toBe('bad.csv')
    const row = page.locator('main tbody tr').first()
    expect(await row.textContent()).toContain('2')
    expect(await row.textContent()).toContain('net')
    expect(await page.locator('button:has-text("Take")').count()).toBe(0)
    await send(page, 'unknown.csv', `${HEADER}\nE-2,invoice,nobody-here,I-2,2026-10-01,10.00,EUR\n`)
    expect(await page.locator('main tbody tr').first().textContent()).toContain('customer')
    await send(page, 'noise.csv', '\u0000\u0001\u0002 binary')
    expect(await page.locator('main tbody tr').count()).toBeGreaterThan(0)
    await axe(await mirrored(page))
  })

  test('turnover is looked at first, shows what it brings, is taken once, and pays the partner ten per cent', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'finance' })
    await page.goto('/admin/bindings')
    const customer = (await page.locator('main tbody th').first().textContent())?.trim() ?? ''
    const name = (await page.locator('main tbody td').first().textContent())?.trim() ?? ''
    const owner = await openPage({ scripts: false, signedInAs: 'admin' })
    await owner.goto('/admin/bindings')
    const path = (await owner.getAttribute('main tbody th a', 'href')) ?? ''
    const id = decodeURIComponent(path.split('/').pop() ?? '')
    const file = `${HEADER}\nT-1,invoice,${id},SITE-INV-1,${new Date().toISOString()},123.45,EUR\n`
    await send(page, 'october.csv', file)
    expect(await page.textContent('main')).toContain('Nothing is taken yet')
    expect(await page.textContent('main .facts')).toMatch(/EUR\s*123\.45/)
    expect(await page.textContent('main .facts')).toMatch(/EUR\s*12\.35/)
    await axe(await mirrored(page))
    await page.click('button:has-text("Take 1 row")')
    expect(await page.textContent('main tbody')).toContain('october.csv')
    await page.goto('/admin/earnings')
    await page.click(`main tbody a:text-is("${name}")`)
    await expect
      .poll(async () => {
        await page.reload()
        return page.textContent('main')
      })
      .toContain('SITE-INV-1')
    const row = page.locator('main tbody tr', { hasText: 'SITE-INV-1' })
    expect(await row.textContent()).toContain(customer)
    expect(await row.textContent()).toMatch(/EUR\s*12\.35/)
    await send(page, 'october.csv', file)
    expect(await page.textContent('main')).toContain('All of this was taken before')
  })

  test('the ledger leaves as hledger and as CSV', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'finance' })
    const journal = await page.request.get('/admin/ledger/export?format=hledger')
    expect(await journal.text()).toContain('Expenses:Commission:copernica')
    expect(journal.headers()['content-disposition']).toContain('ledger.journal')
    expect(
      (await (await page.request.get('/admin/ledger/export?format=csv&until=2025-12-31')).text()).split('\n').length,
    ).toBeGreaterThan(10)
    expect((await page.request.get('/admin/ledger/export?until=yesterday')).status()).toBe(404)
  })

  test('a partner that is removed is gone: 410, not choosable; reinstating brings it back', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'admin' })
    await page.goto('/admin/partners')
    await page.locator('main tbody th a').nth(7).click()
    const desk = page.url()
    const profile = (await page.getAttribute('.console-head a:has-text("View on the site")', 'href')) ?? ''
    await page.click('summary:has-text("Suspend, reinstate or remove")')
    await page.check('[name="move"][value="remove"]')
    await page.selectOption('[name="ground"]', 'low-rating')
    await page.fill('main [name="reason"]', 'Below three stars for half a year.')
    await page.click('button:has-text("Do this from today on")')
    expect(await page.textContent('[role="status"]')).toContain('removed')
    const visitor = await openPage({ scripts: false })
    expect((await visitor.goto(profile))?.status()).toBe(410)
    await page.goto(desk)
    expect(await page.textContent('main')).toContain('Below three stars for half a year.')
    await page.click('summary:has-text("Suspend, reinstate or remove")')
    await page.check('[name="move"][value="reinstate"]')
    await page.fill('main [name="reason"]', 'The appeal was founded.')
    await page.click('button:has-text("Do this from today on")')
    expect((await visitor.goto(profile))?.status()).toBe(200)
  })

  test('a partner is added and its owner invited; the agreement is the partner’s own to accept', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'admin' })
    await page.goto('/admin/partners/new')
    await page.fill('[name="name"]', 'Zeewind Advies')
    await page.fill('[name="id"]', 'zeewind')
    await page.click('button:has-text("Add partner")')
    expect(await page.textContent('main')).toContain('Not accepted yet')
    await page.fill('main [name="email"]', 'eva@zeewind.example')
    await page.selectOption('main form.console-form [name="role"]', 'owner')
    await page.click('button:has-text("Send invitation")')
    await page.goto('/admin/mails')
    const letter = page.locator('main li', { hasText: 'eva@zeewind.example' }).first()
    const eva = await openPage({ scripts: false })
    await eva.goto((await letter.locator('a').first().getAttribute('href')) ?? '')
    await eva.fill('[name="name"]', 'Eva Zeeman')
    await eva.fill('[name="password"]', 'wind over het water')
    await eva.click('main form button')
    expect(await eva.textContent('.console-tasks')).toContain('Accept the agreement')
    await eva.goto('/partner/agreement')
    await eva.click('button:has-text("Accept the agreement")')
    expect(await eva.textContent('main')).toContain('Accepted')
  })

  test('where the operator wants to look first, a submitted listing waits, shows what changes, and is given back or published', async () => {
    const admin = await openPage({ scripts: false, signedInAs: 'admin' })
    await admin.goto('/admin/settings')
    await admin.uncheck('[name="listing.publish_at_once"]')
    await admin.click('button:has-text("Save")')
    const page = await openPage({ scripts: false, signedInAs: 'partner' })
    const submit = async (city: string) => {
      await page.goto('/partner/listing')
      await page.fill('[name="city"]', city)
      await page.click('button:has-text("Save and publish")')
      expect(await page.textContent('[role="status"]')).toContain('submitted')
      await admin.goto('/admin/partners')
      await admin.click('section table a')
      expect(await admin.locator('main table', { hasText: city }).count()).toBe(1)
    }
    await submit('Vlissingen')
    await axe(await mirrored(admin, 'admin'))
    await admin.fill('#field-return', 'Please tell us why you moved.')
    await admin.click('button:has-text("Give back")')
    await page.goto('/partner/listing')
    expect(await page.textContent('main')).toContain('Please tell us why you moved.')
    await submit('Middelburg')
    await admin.click('button:has-text("Publish")')
    expect(await admin.textContent('[role="status"]')).toContain('published')
    const desk = admin.url().split('?')[0] ?? ''
    const profile = (await admin.getAttribute('.console-head a:has-text("View on the site")', 'href')) ?? ''
    const visitor = await openPage({ scripts: false })
    await visitor.goto(profile)
    expect(await visitor.textContent('main')).toContain('Middelburg')
    await admin.click('summary:has-text("Hide the listing")')
    await admin.fill('#field-hide', 'Its address is being checked.')
    await admin.click('button:has-text("Hide the listing")')
    expect((await visitor.goto(profile))?.status()).toBe(410)
    await admin.goto(desk)
    await admin.click('button:has-text("Show the listing again")')
    expect((await visitor.goto(profile))?.status()).toBe(200)
    await admin.goto('/admin/settings')
    await admin.check('[name="listing.publish_at_once"]')
    await admin.click('button:has-text("Save")')
  })

  test('a customer is added and its people invited; an id of the operator’s own is never merged away', async () => {
    const admin = await openPage({ scripts: false, signedInAs: 'admin' })
    await admin.goto('/admin/customers')
    await admin.click('summary:has-text("Add a customer")')
    await admin.fill('main [name="name"]', 'Drukkerij Van Loon')
    await admin.fill('main [name="id"]', 'van-loon')
    await admin.click('button:has-text("Add customer")')
    expect(await admin.textContent('h1')).toBe('Drukkerij Van Loon')
    await admin.fill('main [name="email"]', 'inkoop@van-loon.example')
    await admin.click('button:has-text("Send invitation")')
    await admin.goto('/admin/mails')
    const letter = admin.locator('main li', { hasText: 'inkoop@van-loon.example' }).first()
    const buyer = await openPage({ scripts: false })
    await buyer.goto((await letter.locator('a').first().getAttribute('href')) ?? '')
    await buyer.fill('[name="name"]', 'Karel van Loon')
    await buyer.fill('[name="password"]', 'inkt papier en pers')
    await buyer.click('main form button')
    expect(await buyer.textContent('h1')).toBe('Drukkerij Van Loon')
    await admin.goto('/admin/customers/van-loon')
    expect(await admin.textContent('main')).toContain('Karel van Loon')
    await admin.click('summary:has-text("Merge into another customer")')
    await admin.fill('[name="into"]', 'bloemhof')
    await admin.click('button:text-is("Merge")')
    expect(await admin.textContent('[role="alert"]')).toContain('signed up itself')
  })

  test('rights are given and taken by the owner, never by oneself', async () => {
    const admin = await openPage({ scripts: false, signedInAs: 'admin' })
    await admin.goto('/admin/people')
    await admin.fill('main [name="email"]', 'wim@guildhall.example')
    await admin.check('main form.console-form [value="moderator"]')
    await admin.click('button:has-text("Send invitation")')
    const wim = admin.locator('.console-person', { hasText: 'wim@guildhall.example' })
    expect(await wim.textContent()).toContain('Moderator')
    await admin.goto('/admin/mails')
    const letter = admin.locator('main li', { hasText: 'wim@guildhall.example' }).first()
    const moderator = await openPage({ scripts: false })
    await moderator.goto((await letter.locator('a').first().getAttribute('href')) ?? '')
    await moderator.fill('[name="password"]', 'zeven sloten en een sleutel')
    await moderator.click('main form button')
    expect(new URL(moderator.url()).pathname).toBe('/admin')
    expect((await moderator.request.get('/admin/reviews')).status()).toBe(200)
    expect((await moderator.request.get('/admin/ledger')).status()).toBe(404)
    await admin.goto('/admin/people')
    await wim.locator('summary').click()
    await wim.locator('[value="moderator"]').uncheck()
    await wim.locator('button').click()
    await moderator.goto('/admin')
    expect(new URL(moderator.url()).pathname).toBe('/sign-in')
  })

  test('settings are kept, and a value that does not fit is refused by field', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'admin' })
    await page.goto('/admin/settings')
    await page.fill('[name="turnover.late_after_days"]', 'soon')
    await page.click('button:has-text("Save")')
    expect(await page.textContent('[role="alert"]')).toContain('late')
    await page.fill('[name="turnover.late_after_days"]', '45')
    await page.click('button:has-text("Save")')
    expect(await page.inputValue('[name="turnover.late_after_days"]')).toBe('45')
    await page.goto('/admin/people')
    expect(await page.textContent('main')).toContain('Owner')
  })
})

/** The same page with scripts on, for axe needs them. */
async function mirrored(page: Page, role: 'finance' | 'admin' = 'finance'): Promise<Page> {
  const twin = await openPage({ signedInAs: role })
  await twin.goto(page.url())
  return twin
}

import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const main = async (page: Page) => ((await page.textContent('main')) ?? '').replace(/\s+/g, ' ')
const wide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

describe('with scripts off, on a phone', () => {
  test('the menu of a console is one button, and its headings lead everywhere', async () => {
    const page = await openPage({ scripts: false, width: 360, signedInAs: 'partner' })
    await page.goto('/partner')
    const leads = page.locator('#console-menu a', { hasText: 'Leads' })
    expect(await leads.isVisible()).toBe(false)
    await page.click('.console-open')
    expect(await page.locator('#console-menu').innerText()).toMatch(/Customers[\s\S]*Money[\s\S]*Working together/)
    await leads.click()
    await page.waitForURL('**/partner/leads')
    expect(await page.textContent('.console-open')).toContain('Leads')
  })

  test('COC-2: a partner registers a lead, the operator approves it, and both read for how long it holds', async () => {
    const name = `Havenlicht ${Date.now()}`
    const partner = await openPage({ scripts: false, width: 360, signedInAs: 'partner' })
    await partner.goto('/partner/leads/new')
    await partner.selectOption('[name="program"]', { label: 'Cocentric' })
    await partner.fill('[name="company"]', name)
    await partner.click('main form.console-form button')
    expect(await main(partner)).toContain('The lead is registered')
    const desk = await openPage({ scripts: false, signedInAs: 'admin' })
    await desk.goto('/admin')
    await desk.click('main a:has-text("wait for a decision"):has-text("lead")')
    await desk.click(`main a:has-text("${name}")`)
    await desk.fill('[name="owner"]', 'Ada Okoro')
    await desk.click('button:has-text("Approve")')
    expect(await main(desk)).toContain('The lead is approved')
    await partner.goto('/partner/leads')
    expect(await main(partner)).toMatch(new RegExp(`${name}.{0,80}Active.{0,20}36\\d days left`))
  })

  test('COC-6, G9: a renewal that earned says why, and its month is a paper that can be kept', async () => {
    const page = await openPage({ scripts: false, width: 360, signedInAs: 'partner' })
    await page.goto('/partner/earnings/why?cause=deal:D-2002')
    const why = await main(page)
    for (const said of ['Renewal · 12 months', 'EUR 26,400.00', '8%', 'EUR 2,112.00', 'Program Cocentric'])
      expect(why).toContain(said)
    await page.goto('/partner/statements')
    const link = (await page.getAttribute('main tbody a[href*="statement.pdf"]', 'href')) ?? ''
    const paper = await page.request.get(link)
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

const PAGES = {
  partner: [
    '',
    '/leads',
    '/leads/new',
    '/leads/lead?id=L-1004',
    '/leads/registry',
    '/tiers',
    '/statements',
    '/tax',
    '/earnings/why?cause=deal:D-2004',
  ],
  admin: [
    '',
    '/leads',
    '/leads/lead?id=L-1010',
    '/tiers',
    '/tiers/vuurtoren-data',
    '/months',
    '/operator',
    '/earnings/vuurtoren-data',
    '/programs/simpro',
    '/deals/deal?deal=D-2003',
  ],
} as const

describe.each([
  { width: 1280, dark: false, prefix: '' },
  { width: 360, dark: true, prefix: '/nl' },
])('A-1 at $width px', ({ width, dark, prefix }) => {
  test.each(['partner', 'admin'] as const)('the pages of money of a %s are free of barriers and fit', async role => {
    const page = await openPage({ width, dark, signedInAs: role })
    for (const path of PAGES[role]) {
      expect((await page.goto(`${prefix}/${role}${path}`))?.status(), path).toBe(200)
      await axe(page)
      expect(await wide(page), path).toBeLessThanOrEqual(0)
    }
  }, 60_000)
})

import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const main = async (page: Page) => ((await page.textContent('main')) ?? '').replace(/\s+/g, ' ')
const wide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
const at = Date.now()

describe('with scripts off', () => {
  test('ONE-10: a partner asks its manager something, and reads the answer', async () => {
    const partner = await openPage({ scripts: false, width: 360, signedInAs: 'partner' })
    await partner.goto('/partner/requests')
    const subject = `Price list ${at}`
    await partner.fill('input[name="subject"]', '  ')
    await partner.fill('textarea[name="text"]', '  ')
    await partner.click('section[aria-labelledby="ask"] form button')
    expect(await main(partner)).toContain('Please mend 2 things')
    await partner.fill('input[name="subject"]', subject)
    await partner.fill('textarea[name="text"]', 'Where is the one of May?')
    await partner.click('section[aria-labelledby="ask"] form button')
    expect(await main(partner)).toContain('Your request is sent')

    const desk = await openPage({ scripts: false, signedInAs: 'admin' })
    await desk.goto('/admin/requests')
    const item = desk.locator('li', { has: desk.locator('strong', { hasText: subject }) })
    await item.locator('textarea').fill('Among the resources.')
    await item.locator('form button').click()
    expect(await main(desk)).toContain('The answer is sent')
    await partner.goto('/partner/requests')
    expect(await main(partner)).toContain('Among the resources.')
  })

  test('COP-14: the operator lends a paper with a link back asked for; the partner finds it until it is taken back', async () => {
    const desk = await openPage({ scripts: false, signedInAs: 'admin' })
    await desk.goto('/admin/resources')
    const title = `Sending mail ${at}`
    await desk.fill('input[name="title"]', title)
    await desk.fill('input[name="address"]', 'javascript:alert(1)')
    await desk.click('section[aria-labelledby="new"] form button')
    expect(await main(desk)).toContain('The web address must start with')
    await desk.fill('input[name="address"]', 'https://operator.example/paper')
    await desk.click('section[aria-labelledby="new"] form button')
    const partner = await openPage({ scripts: false, width: 360, signedInAs: 'partner' })
    await partner.goto('/partner/resources')
    expect(await main(partner)).toContain(title)
    expect(await main(partner)).toContain('Please link back to https://operator.example/paper')
    const item = desk.locator('li', { has: desk.locator('strong', { hasText: title }) })
    await item.locator('form button').click()
    await partner.goto('/partner/resources')
    expect(await main(partner)).not.toContain(title)
  })

  test('COC-6: a signed deal is told once; the partner takes part in renewing it and a share is agreed', async () => {
    const partner = await openPage({ scripts: false, width: 360, signedInAs: 'partner' })
    const desk = await openPage({ scripts: false, signedInAs: 'admin' })
    await desk.goto('/admin/bindings?partner=vuurtoren-data')
    const customer = decodeURIComponent((await desk.getAttribute('main tbody th a', 'href'))?.split('/').at(-1) ?? '')
    await desk.goto('/admin/deals/sign')
    const deal = `D-${at}`
    await desk.fill('input[name="customer"]', customer)
    await desk.fill('input[name="deal"]', deal)
    await desk.fill('input[name="net"]', '1200.555')
    await desk.click('main form.card button')
    expect(await main(desk)).toContain('This is no number that fits here')
    await desk.fill('input[name="net"]', '1200,50')
    await desk.click('main form.card button')
    expect(await main(desk)).toContain('EUR 1,200.50')
    await partner.goto('/partner/deals')
    expect(await main(partner)).toContain(deal)
    await partner.locator('tr', { hasText: deal }).locator('form button').first().click()
    expect(await main(partner)).toContain('You take part since')
    await desk.goto(`/admin/deals/deal?deal=${deal}`)
    await desk.fill('input[name="partner"] >> nth=0', 'vuurtoren-data')
    await desk.fill('input[name="percent"]', '12,5')
    await desk.click('form.card button')
    expect(await main(desk)).toContain('Agreed: 12.5 %')
  })
})

test('nobody of a partner opens the desk, and a visitor is asked to sign in', async () => {
  const partner = await openPage({ signedInAs: 'partner' })
  for (const path of ['/admin/tasks', '/admin/requests', '/admin/resources', '/admin/deals', '/admin/referrals'])
    expect((await partner.goto(path))?.status(), path).toBe(404)
  const visitor = await openPage()
  await visitor.goto('/partner/tasks')
  expect(new URL(visitor.url()).pathname).toBe('/sign-in')
})

const PAGES = {
  admin: [
    '/admin/tasks',
    '/admin/tasks?show=done',
    '/admin/requests',
    '/admin/requests/vuurtoren-data',
    '/admin/resources',
    '/admin/deals',
    '/admin/deals/sign',
    '/admin/deals/stops?partner=vuurtoren-data',
    '/admin/referrals',
  ],
  partner: ['/partner/tasks', '/partner/requests', '/partner/resources', '/partner/deals', '/partner/referrals'],
} as const

describe.each([
  { width: 1280, dark: false },
  { width: 360, dark: true },
])('A-1 at $width px', ({ width, dark }) => {
  test.each(['admin', 'partner'] as const)('the pages of care of a %s are free of barriers and fit', async role => {
    const page = await openPage({ width, dark, signedInAs: role })
    for (const path of [...PAGES[role], '/integrations']) {
      await page.goto(path)
      await axe(page)
      expect(await wide(page), path).toBeLessThanOrEqual(0)
    }
  })
})

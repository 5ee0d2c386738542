import type { Page } from 'playwright-core'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const asPerson = async (role: string): Promise<Page> => {
  const person = inject('signIns').find(one => one.role === role)
  if (!person) throw new Error(`the demo town has no ${role}`)
  const page = await openPage({ scripts: false })
  await page.goto('/sign-in')
  await page.fill('[name="email"]', person.email)
  await page.fill('[name="password"]', person.password)
  await page.click('main form button')
  return page
}
const PAGES = [
  '',
  '/listing',
  '/cases',
  '/cases/new',
  '/reviews',
  '/customers',
  '/earnings',
  '/statements',
  '/people',
  '/agreement',
  '/tiers',
]

describe('the partner console', () => {
  test.each([
    { name: 'narrow, dark and Dutch', width: 360, dark: true, prefix: '/nl' },
    { name: 'wide, light and English', width: 1280, dark: false, prefix: '' },
  ])('every page is free of violations and fits: $name', async ({ width, dark, prefix }) => {
    const page = await openPage({ width, dark, signedInAs: 'partner' })
    for (const path of PAGES) {
      await page.goto(`${prefix}/partner${path}`)
      await axe(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), page.url()).toBe(true)
    }
  }, 120_000)

  test('an editor keeps the listing and sees no money; finance the other way round', async () => {
    const editor = await asPerson('partner editor')
    for (const [path, status] of [
      ['/partner/listing', 200],
      ['/partner/earnings', 404],
      ['/partner/statements/2026-01/statement.csv', 404],
      ['/partner/people', 404],
    ] as const)
      expect((await editor.request.get(path)).status(), path).toBe(status)
    const finance = await asPerson('partner finance')
    for (const [path, status] of [
      ['/partner/listing', 404],
      ['/partner/cases/new', 404],
      ['/partner/earnings', 200],
      ['/partner/agreement', 404],
    ] as const)
      expect((await finance.request.get(path)).status(), path).toBe(status)
  })

  test('a partner edits its listing: a draft changes nothing, publishing does', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'partner' })
    const visitor = await openPage({ scripts: false })
    await page.goto('/partner/listing')
    const profile = (await page.getAttribute('.console-head a.button', 'href')) ?? ''
    const summary = 'We make one customer view and send only what people want to read'
    await page.fill('[name="summary.en"]', summary)
    await page.click('button:has-text("Save draft")')
    expect(await page.textContent('[role="status"]')).toContain('draft is saved')
    await visitor.goto(profile)
    expect(await visitor.textContent('main')).not.toContain(summary)
    await page.click('button:has-text("Save and publish")')
    expect(await page.textContent('[role="status"]')).toContain('published')
    await visitor.goto(profile)
    expect(await visitor.textContent('main')).toContain(summary)
  })

  test('a discount is refused in public texts, and nothing that was typed is lost', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'partner' })
    await page.goto('/partner/listing')
    await page.fill('[name="summary.en"]', 'Now with 20% discount on everything')
    await page.click('button:has-text("Save and publish")')
    expect(await page.textContent('[role="alert"]')).toContain('discount')
    expect(await page.inputValue('[name="summary.en"]')).toBe('Now with 20% discount on everything')
  })

  test('a case without a figure stays a draft and says why; with one it is on the site', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'partner' })
    await page.goto('/partner/cases/new')
    await page.fill('[name="title"]', 'A ferry line that fills its quiet days')
    await page.fill('[name="challenge"]', 'Weekdays in spring were half empty.')
    await page.fill('[name="approach"]', 'We asked travellers what would bring them.')
    await page.fill('[name="results"]', 'Tuesdays sold out by May.')
    await page.click('button:has-text("Save and publish")')
    expect(await page.textContent('[role="alert"]')).toContain('at least one figure')
    await page.fill('[name="metrics"]', '+31 %: travellers on weekdays')
    await page.click('button:has-text("Save and publish")')
    expect(await page.textContent('[role="status"]')).toContain('published')
    const path = (await page.getAttribute('.console-head a.button', 'href')) ?? ''
    const visitor = await openPage({ scripts: false })
    expect((await visitor.goto(path))?.status()).toBe(200)
    expect(await visitor.textContent('main')).toContain('+31 %')
    await page.click('summary:has-text("Take this case off the site")')
    await page.click('main button:has-text("Take this case off the site")')
    expect((await visitor.goto(path))?.status()).toBe(404)
  })

  test('what a partner earns: each entry has its why, and a statement is the same as page, CSV and JSON', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'partner' })
    await page.goto('/partner/earnings')
    await page.click('main tbody tr:not(.is-nothing) summary')
    await page.click('main tbody tr:not(.is-nothing) details[open] a')
    expect(await page.textContent('main')).toContain('The sum')
    await page.goto('/partner/statements')
    const path = (await page.getAttribute('main tbody th a', 'href')) ?? ''
    await page.goto(path)
    const json = (await (await page.request.get(`${path}/statement.json`)).json()) as { closing: { total: string } }[]
    const shown = await page.locator('.statement .facts').first().locator('dd').last().textContent()
    expect(shown?.replace(/[^\d.-]/g, '')).toBe(json[0]?.closing.total)
    const csv = await page.request.get(`${path}/statement.csv`)
    expect(csv.headers()['content-type']).toContain('text/csv')
    expect(csv.headers()['content-disposition']).toContain('attachment')
    expect((await page.request.get('/partner/statements/1999-01/statement.json')).status()).toBe(404)
  })

  test('pages of entries continue where the last one ended, and a month can be asked for', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'partner' })
    await page.goto('/partner/earnings')
    const first = await page.locator('main tbody th').allTextContents()
    await page.click('a[rel="next"]')
    const second = await page.locator('main tbody th').allTextContents()
    expect(first.filter(cause => second.includes(cause))).toEqual([])
    await page.goto('/partner/earnings?month=2026-03')
    for (const day of await page.locator('main tbody tr td:first-child').allTextContents())
      expect(day).toContain('Mar 2026')
  })

  test('the partner replies to a review in public', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'partner' })
    await page.goto('/partner/reviews')
    const card = page.locator('main li', { hasText: 'No reply yet' }).first()
    await card.locator('summary').click()
    await card.locator('textarea').fill('Thank you. We changed how we plan because of this.')
    await card.locator('button').click()
    expect(await page.textContent('[role="status"]')).toContain('public')
    expect(await page.textContent('main')).toContain('We changed how we plan because of this.')
  })

  test("a case of somebody else's is not there", async () => {
    const page = await openPage({ scripts: false, signedInAs: 'partner' })
    expect((await page.goto('/partner/cases/case_somebodyelses22'))?.status()).toBe(404)
    expect((await page.goto('/admin/partners'))?.status()).toBe(404)
  })

  test('an owner invites a colleague, who joins with the link alone', async () => {
    const owner = await openPage({ scripts: false, signedInAs: 'partner' })
    await owner.goto('/partner/people')
    await owner.fill('[name="email"]', 'nadia@vuurtoren-data.example')
    await owner.selectOption('main form.console-form [name="role"]', 'finance')
    await owner.click('button:has-text("Send invitation")')
    expect(await owner.textContent('main')).toContain('nadia@vuurtoren-data.example')
    const admin = await openPage({ scripts: false, signedInAs: 'admin' })
    await admin.goto('/admin/mails')
    const letter = admin.locator('main li', { hasText: 'nadia@vuurtoren-data.example' }).first()
    const link = (await letter.locator('a').first().getAttribute('href')) ?? ''
    const nadia = await openPage({ scripts: false })
    await nadia.goto(link)
    await nadia.fill('[name="name"]', 'Nadia Benali')
    await nadia.fill('[name="password"]', 'drie woorden en een punt')
    await nadia.click('main form button')
    expect(new URL(nadia.url()).pathname).toBe('/partner')
    expect((await nadia.request.get('/partner/earnings')).status()).toBe(200)
    expect((await nadia.request.get('/partner/listing')).status()).toBe(404)
    await nadia.goto(link)
    expect(await nadia.textContent('h1')).toContain('does not work any more')
  })
})

import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { axe, closePages, hydrated, openPage } from '../support/browser.ts'

afterEach(closePages)

const heading = (page: Page) => page.textContent('#results-heading').then(text => text?.trim() ?? '')
const total = async (page: Page) => Number.parseInt((await heading(page)).replace(/\D/g, ''), 10)
const names = (page: Page) => page.locator('.listing-name').allTextContents()
/** The first expertise that some but not all partners have, with its number. */
async function someFacet(page: Page) {
  const all = await total(page)
  for (const option of await page.locator('#facets fieldset').first().locator('.facet-option').all()) {
    const count = Number.parseInt((await option.locator('.facet-count').textContent()) ?? '', 10)
    if (count > 0 && count < all) {
      const box = option.locator('input')
      return { count, box, id: (await box.getAttribute('id')) ?? '', value: (await box.getAttribute('value')) ?? '' }
    }
  }
  throw new Error('no expertise divides the partners')
}

describe('A-2: with scripts off', () => {
  let page: Page
  beforeEach(async () => {
    page = await openPage({ scripts: false })
    await page.goto('/partners')
  })

  test('a filter is ticked and applied by a button; the count beside it was true; its chip takes it away', async () => {
    const all = await total(page)
    const { count, box, value } = await someFacet(page)
    await box.check()
    await page.click('.rail-apply button')
    expect(new URL(page.url()).searchParams.getAll('expertise')).toEqual([value])
    expect(await total(page)).toBe(count)
    expect(await page.locator('.applied [data-chip]').getAttribute('aria-label')).toMatch(/^Remove filter: Expertise, /)
    await page.click('.applied [data-chip]')
    expect(new URL(page.url()).search).toBe('')
    expect(await total(page)).toBe(all)
  })

  test('words are searched by the form, together with what is ticked and how it is sorted', async () => {
    const name = (await names(page))[1]?.trim() ?? ''
    await page.fill('#q', name)
    await page.press('#q', 'Enter')
    expect(new URL(page.url()).searchParams.get('q')).toBe(name)
    expect((await names(page))[0]?.trim()).toBe(name)
    await page.selectOption('#sort', 'name')
    await page.click('.results-sort button')
    const query = new URL(page.url()).searchParams
    expect([query.get('q'), query.get('sort')]).toEqual([name, 'name'])
  })

  test('A–Z is A–Z, and every page of it together is everybody once', async () => {
    await page.goto('/partners?sort=name')
    const seen = [...(await names(page))]
    while ((await page.locator('.pagination a[rel="next"]').count()) > 0) {
      await page.click('.pagination a[rel="next"]')
      seen.push(...(await names(page)))
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(await total(page))
  })

  test('Back restores the question', async () => {
    const { box, count } = await someFacet(page)
    await box.check()
    await page.click('.rail-apply button')
    await page.click('.listing-card .stretched')
    await page.goBack()
    expect(await total(page)).toBe(count)
    expect(await page.locator('#facets input:checked:not([value=""])').count()).toBe(1)
  })

  test('a wrong value is dropped with a line; a page past the end says so', async () => {
    await page.goto('/partners?rating=17&country=Narnia')
    expect(await page.textContent('#results')).toContain('Narnia')
    await page.goto('/partners?page=4000')
    expect(await page.textContent('#results')).toContain('There is no page 4,000')
  })

  test('nothing found names what can be taken away, with the number that would be left', async () => {
    const all = await total(page)
    await page.goto('/partners?q=zzzzqqqq&accepting=1')
    const links = await page.locator('#results .empty a').allTextContents()
    expect(links.some(text => text.startsWith('Without “zzzzqqqq”: '))).toBe(true)
    await page.click('text=/^Without “zzzzqqqq”/')
    expect(await total(page)).toBeGreaterThan(0)
    expect(await total(page)).toBeLessThanOrEqual(all)
  })

  test('on a phone the filters unfold in the page', async () => {
    const phone = await openPage({ scripts: false, width: 360 })
    await phone.goto('/partners')
    expect(await phone.locator('#facets input').first().isVisible()).toBe(false)
    await phone.click('#filters summary')
    await phone.locator('#facets input[type="checkbox"]:enabled').first().check()
    await phone.click('.rail-apply button')
    expect(new URL(phone.url()).search).not.toBe('')
  })
})

describe('with scripts on', () => {
  let page: Page
  beforeEach(async () => {
    page = await openPage()
    await page.goto('/partners')
    await hydrated(page)
  })
  const settled = (address: RegExp) => page.waitForURL(address)
  const counted = (count: number) =>
    page.waitForFunction(
      n => document.querySelector('#results-heading')?.textContent?.trim().startsWith(`${n} `),
      count,
    )

  test('results follow the typing without a new page, and the address says what is asked', async () => {
    await page.evaluate(() => Object.assign(window, { same: true }))
    const name = (await names(page))[2]?.trim() ?? ''
    await page.locator('#q').pressSequentially(name, { delay: 20 })
    await settled(/[?&]q=/)
    await page.waitForFunction(n => document.querySelector('.listing-name')?.textContent?.trim() === n, name)
    expect(new URL(page.url()).searchParams.get('q')).toBe(name)
    expect(await page.evaluate(() => 'same' in window)).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
  })

  test('A-3, A-4: a tick applies at once, the focus stays on it, and the status says how many match', async () => {
    const { count, id, value } = await someFacet(page)
    const status = page.locator('[role="status"]')
    expect(await status.count()).toBe(1)
    await page.focus(`[id="${id}"]`)
    await page.keyboard.press('Space')
    await settled(new RegExp(`expertise=${value}`))
    await counted(count)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(id)
    await page.waitForFunction(
      n => document.querySelector('[role="status"]')?.textContent?.startsWith(`${n} partner`),
      count,
    )
    await axe(page)
  })

  test('A-5: a chip is taken away and the focus goes to the next, then to the heading', async () => {
    const { id } = await someFacet(page)
    await page.check(`[id="${id}"]`)
    await settled(/expertise=/)
    await page.locator('#f-accepting-1').check()
    await settled(/accepting=1/)
    await page.waitForFunction(() => document.querySelectorAll('[data-chip]').length === 2)
    await page.locator('[data-chip]').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelectorAll('[data-chip]').length === 1)
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-chip'))).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelectorAll('[data-chip]').length === 0)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('results-heading')
  })

  test('Back and forward restore the form and the results', async () => {
    const all = await total(page)
    const { id, count } = await someFacet(page)
    await page.check(`[id="${id}"]`)
    await counted(count)
    await page.goBack()
    await counted(all)
    expect(await page.isChecked(`[id="${id}"]`)).toBe(false)
    await page.goForward()
    await counted(count)
    expect(await page.isChecked(`[id="${id}"]`)).toBe(true)
  })

  test('the sort applies at once and paging leads to the heading of the results', async () => {
    await page.selectOption('#sort', 'name')
    await settled(/sort=name/)
    const before = await names(page)
    await page.locator('.pagination a[rel="next"]').click()
    await settled(/page=2/)
    await page.waitForFunction(() => document.activeElement?.id === 'results-heading')
    expect(await names(page)).not.toEqual(before)
  })

  test('A-6: suggestions are walked by arrows, taken by Enter, closed and then cleared by Escape', async () => {
    const label = await page.locator('#facets fieldset .facet-label').first().textContent()
    const start = (label ?? '').slice(0, 4)
    await page.locator('#q').pressSequentially(start, { delay: 30 })
    await page.waitForSelector('#q-options:not([hidden]) [role="option"]')
    expect(await page.getAttribute('#q', 'aria-expanded')).toBe('true')
    expect(await page.getAttribute('#q', 'aria-activedescendant')).toBeNull()
    await page.keyboard.press('ArrowDown')
    expect(await page.getAttribute('#q', 'aria-activedescendant')).toBe('q-option-0')
    expect(await page.getAttribute('#q-option-0', 'aria-selected')).toBe('true')
    await axe(page)
    await page.keyboard.press('Escape')
    expect(await page.getAttribute('#q', 'aria-expanded')).toBe('false')
    expect(await page.inputValue('#q')).toBe(start)
    await page.keyboard.press('Escape')
    expect(await page.inputValue('#q')).toBe('')
    await page.locator('#q').pressSequentially(start, { delay: 30 })
    await page.waitForSelector('#q-options:not([hidden]) [role="option"]')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/partners(\/|\?(expertise|service|industry)=)/)
  })

  test('a failed refresh keeps the results and offers to try again', async () => {
    const before = await names(page)
    await page.route('**/partners?*', route => route.fulfill({ status: 429, body: '' }))
    await page.selectOption('#sort', 'name')
    await page.waitForSelector('.search-field [role="alert"]')
    expect(await names(page)).toEqual(before)
    await page.unroute('**/partners?*')
    await page.click('.search-field [role="alert"] button')
    await page.waitForFunction(() => document.querySelector('.search-field [role="alert"]') === null)
  })

  test('A-8: on a phone the filters are a sheet that says how many it will show and gives the focus back', async () => {
    const phone = await openPage({ width: 360 })
    await phone.goto('/partners')
    await hydrated(phone)
    await phone.click('#filters summary')
    await phone.waitForSelector('dialog.sheet[open] #facets')
    await axe(phone)
    await phone.locator('dialog #facets input[type="checkbox"]:enabled').first().check()
    await phone.waitForURL(/\?/)
    await phone.waitForFunction(() => document.querySelectorAll('[data-chip]').length === 1)
    const said = await phone.textContent('.sheet-foot button')
    await phone.keyboard.press('Escape')
    await phone.waitForFunction(() => !document.querySelector('dialog[open]'))
    expect(await phone.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
    expect(said).toContain(String(await total(phone)))
    expect(await phone.textContent('#filters-label')).toBe('Filters (1)')
  })
})

test('A-19: by keyboard alone one gets from the door to a profile', async () => {
  const page = await openPage()
  await page.goto('/partners')
  await hydrated(page)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to results')
  const asked: string[] = []
  // A logo that comes into view is fetched then, and takes nothing from anybody.
  page.on('request', request => request.resourceType() !== 'image' && asked.push(request.url()))
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('results-heading')
  // A link within the page once fetched the list anew, and took it from under the keyboard.
  await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 100)))
  expect(asked).toEqual([])
  const onAName = () => page.evaluate(() => document.activeElement?.matches('.listing-name a') ?? false)
  for (let i = 0; i < 8 && !(await onAName()); i++) await page.keyboard.press('Tab')
  expect(await onAName()).toBe(true)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/partners\/[a-z0-9-]+$/)
})

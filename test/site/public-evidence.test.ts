import { afterEach, describe, expect, inject, test } from 'vitest'
import { closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const number = (text: string | null) => Number.parseInt((text ?? '').replace(/\D/g, ''), 10)

describe('what readers are told about reviews', () => {
  test('RI-32: paging reaches every published review, and the one line explains those that the average leaves out', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/partners?sort=reviews')
    const profile = (await page.getAttribute('.listing-name a', 'href')) ?? ''
    await page.goto(profile)
    const counts = await page.locator('.histogram .count').allTextContents()
    const counted = counts.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)
    expect(await page.textContent('.rating-summary')).toContain(`${counted} verified reviews, last 36 months`)
    const line = page.locator('text=/shown but not in the average/')
    const leftOut = (await line.count()) > 0 ? number((await line.textContent())?.split(' ')[0] ?? '') : 0
    const seen = new Set<string>()
    for (;;) {
      const ids = await page.locator('article.review').evaluateAll(all => all.map(one => one.id))
      for (const id of ids) seen.add(id)
      const next = page.locator('a.button:has-text("Older reviews")')
      if ((await next.count()) === 0) break
      await next.click()
    }
    expect(seen.size).toBe(counted + leftOut)
  })

  test('a row of the histogram shows exactly as many reviews as it says, and can be cleared', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/partners?sort=reviews')
    await page.goto((await page.getAttribute('.listing-name a', 'href')) ?? '')
    const row = page.locator('.histogram a').last()
    const said = (await row.getAttribute('aria-label')) ?? ''
    expect(said).toMatch(/^\d stars?: \d+ reviews?, \d+%$/)
    await row.click()
    const stars = await page.locator('article.review .review-head .visually-hidden').allTextContents()
    expect(new Set(stars).size).toBe(1)
    await page.click('.review-sort .chip-match')
    expect(new URL(page.url()).search).toBe('')
  })

  test('RI-30: every profile with reviews says how they are checked, and when the rules last changed', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/partners?sort=reviews')
    await page.goto((await page.getAttribute('.listing-name a', 'href')) ?? '')
    const note = await page.textContent('.review-note')
    expect(note).toContain('who cannot see its stars')
    expect(note).toMatch(/last changed on \d/)
    expect(await page.locator('#reviews ~ * a[href="/how-reviews-work"]').count()).toBeGreaterThan(0)
  })

  test('RI-35: the home page shows the newest good review beside the newest critical one, or none', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/')
    const stars = await page.locator('.pair .review-head .visually-hidden').allTextContents()
    expect(stars.length).toBe(2)
    expect(Number.parseFloat(stars[0] ?? '')).toBeGreaterThanOrEqual(4)
    expect(Number.parseFloat(stars[1] ?? '')).toBeLessThanOrEqual(3)
  })

  test('a review that was searched for stands on the page that it leads to', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/partners?kind=review&sort=lowest')
    const link = page.locator('.review-hit .stretched').first()
    const id = ((await link.getAttribute('href')) ?? '').split('#')[1] ?? ''
    await link.click()
    expect(await page.locator(`[id="${id}"]`).count()).toBe(1)
  })
})

describe('what readers are told about the order', () => {
  test('RK-1, RK-6: one click from the results stand the factors with their weights, which are the whole', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/partners')
    await page.click('.results-foot a[href="/how-ranking-works"]')
    const weights = await page.locator('.factors strong').allTextContents()
    expect(weights.reduce((sum, text) => sum + number(text), 0)).toBe(100)
    expect(await page.textContent('main')).toContain('Payment plays no part')
  })

  test('RK-2: each result names at most three factors, and none where the order is another', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/partners?q=email')
    const cards = await page.locator('.listing-card').count()
    expect(await page.locator('.listing-why').count()).toBe(cards)
    await page.goto('/partners?q=email&sort=name')
    expect(await page.locator('.listing-why').count()).toBe(0)
  })
})

describe('RI-59: a partner that was removed', () => {
  test('answers 410 with words that blame nobody, on its page and where it was chosen, and is in no list', async () => {
    const page = await openPage({ scripts: false })
    for (const path of ['/partners/ravensgate', '/nl/partners/ravensgate', '/partners/ravensgate/choose']) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(410)
      expect(await page.locator('meta[name="robots"]').getAttribute('content')).toContain('noindex')
      expect((await page.textContent('main'))?.toLowerCase()).not.toMatch(/rating|review|waardering|removed|verwijderd/)
    }
    const sitemap = await (await fetch(`${inject('base')}/sitemap.xml`)).text()
    expect(sitemap).not.toContain('ravensgate')
  })
})

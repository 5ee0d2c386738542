import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const base = () => inject('base')
const html = async (path: string) => (await fetch(base() + path)).text()
const first = (text: string, pattern: RegExp): string => {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new Error(`nothing like ${pattern} there`)
  return found
}

/** One page of every kind that a visitor can open, found by following the site's own links. */
async function screens(): Promise<Record<string, string>> {
  const directory = await html('/partners?sort=reviews')
  const profile = first(directory, /href="(\/partners\/[a-z0-9-]+)"/)
  const study = first(await html('/partners?kind=case'), /href="(\/cases\/[a-z0-9-]+)"/)
  const expertise = first(await html('/'), /href="(\/expertise\/[a-z0-9-]+)"/)
  return {
    home: '/',
    directory: '/partners',
    results: '/partners?q=email&sort=rating',
    'no results': '/partners?q=zzzzqqqq&accepting=1',
    cases: '/partners?kind=case',
    reviews: '/partners?kind=review',
    profile,
    'profile, filtered': `${profile}?sort=lowest&stars=5`,
    choose: `${profile}/choose`,
    case: study,
    expertise,
    program: '/program',
    ranking: '/how-ranking-works',
    'how reviews work': '/how-reviews-work',
    licences: '/licences',
    help: '/help',
    lost: '/no-such-page',
  }
}

describe('A-1: every public screen', () => {
  for (const width of [360, 1280])
    for (const dark of [false, true])
      test(`passes axe and keeps its width at ${width} px, ${dark ? 'dark' : 'light'}`, {
        timeout: 240_000,
      }, async () => {
        const page = await openPage({ width, dark, locale: 'en' })
        for (const [name, path] of Object.entries(await screens())) {
          await page.goto(path)
          await axe(page)
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          expect(over, `${name} is wider than the screen`).toBe(0)
        }
      })

  test('I-5: says the same in Dutch, whose words are longer', { timeout: 120_000 }, async () => {
    const page = await openPage({ width: 360, locale: 'nl' })
    for (const [name, path] of Object.entries(await screens())) {
      await page.goto(path === '/' ? '/nl' : `/nl${path}`)
      expect(await page.getAttribute('html', 'lang')).toBe('nl')
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(over, `${name} is wider than the screen`).toBe(0)
      if (['home', 'directory', 'profile', 'choose'].includes(name)) await axe(page)
    }
  })
})

describe('every public page', () => {
  test('has one h1, a title and a description of its own, and skips no level of heading', async () => {
    const page = await openPage({ scripts: false })
    const titles = new Map<string, string>()
    const descriptions = new Map<string, string>()
    for (const [name, path] of Object.entries(await screens())) {
      await page.goto(path)
      expect(await page.locator('h1').count(), `${name} has one h1`).toBe(1)
      const levels = await page
        .locator('main :is(h1, h2, h3, h4)')
        .evaluateAll(all => all.map(one => Number(one.tagName[1])))
      levels.forEach((level, i) => {
        expect(level - (levels[i - 1] ?? 0), `${name}: ${levels.join(' ')}`).toBeLessThanOrEqual(1)
      })
      if ((await page.locator('meta[name="robots"]').count()) > 0) continue
      const title = await page.title()
      const description = (await page.getAttribute('meta[name="description"]', 'content')) ?? ''
      expect(titles.get(title), title).toBeUndefined()
      expect(descriptions.get(description), description).toBeUndefined()
      titles.set(title, name)
      descriptions.set(description, name)
      expect(description.length, name).toBeGreaterThan(20)
      const canonical = new URL((await page.getAttribute('link[rel="canonical"]', 'href')) ?? '')
      expect(canonical.pathname).toBe(path)
      const dutch = (await page.getAttribute('link[hreflang="nl"]', 'href')) ?? ''
      expect((await fetch(dutch)).status, dutch).toBe(200)
    }
    expect(titles.size).toBeGreaterThan(8)
  })

  test('C-1: carries no inline style and allows none; scripts run only by their hash or from this site', async () => {
    for (const path of Object.values(await screens())) {
      const response = await fetch(base() + path)
      const text = await response.text()
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(text, path).not.toMatch(/<[^>]+\sstyle=/)
      expect(text, path).not.toMatch(/<[^>]+\son[a-z]+=/)
      expect(policy, path).toMatch(/default-src 'self'/)
      expect(policy, path).not.toMatch(/unsafe-inline|unsafe-eval/)
      expect(policy, path).toMatch(/frame-ancestors 'none'/)
    }
  })

  test('P-2: ships at most 45 kB of script on the directory and none anywhere else', { timeout: 120_000 }, async () => {
    for (const [name, path] of Object.entries(await screens())) {
      const page = await openPage()
      const scripts: Promise<number>[] = []
      page.on('response', response => {
        if (response.request().resourceType() === 'script')
          scripts.push(response.body().then(body => gzipSync(body).length))
      })
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      const bytes = (await Promise.all(scripts)).reduce((a, b) => a + b, 0)
      if (/^\/partners(\?|$)/.test(path)) expect(bytes, name).toBeLessThanOrEqual(45_000)
      else expect(bytes, name).toBe(0)
    }
  })

  test('P-2: stays within 60 kB of HTML and 18 kB of CSS, compressed', async () => {
    for (const [name, path] of Object.entries(await screens())) {
      const text = await html(path)
      expect(gzipSync(text).length, name).toBeLessThanOrEqual(60_000)
      const sheets = [...text.matchAll(/href="(\/_astro\/[^"]+\.css)"/g)].map(found => found[1] ?? '')
      let bytes = 0
      for (const sheet of sheets) bytes += gzipSync(await html(sheet)).length
      expect(bytes, name).toBeLessThanOrEqual(18_000)
    }
  })
})

describe('structured data', () => {
  const blocks = (text: string) =>
    [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(found =>
      JSON.parse(found[1] ?? ''),
    )

  test('S-2: a profile states the rating that it shows, and reviews that stand on the page', async () => {
    const { profile = '' } = await screens()
    const page = await openPage({ scripts: false })
    await page.goto(profile)
    const [organisation] = blocks(await page.content())
    expect(organisation['@type']).toBe('Organization')
    const shown = await page.textContent('.rating-stat .stat')
    expect(Number(organisation.aggregateRating.ratingValue)).toBe(Number(shown))
    const counts = await page.locator('.histogram .count').allTextContents()
    const sum = counts.reduce((total, text) => total + Number.parseInt(text, 10), 0)
    expect(organisation.aggregateRating.reviewCount).toBe(sum)
    expect(organisation.review.length).toBe(Math.min(10, await page.locator('article.review').count()))
  })

  test('S-4: the directory is a list of what it shows', async () => {
    const text = await html('/partners')
    const [collection] = blocks(text)
    expect(collection['@type']).toBe('CollectionPage')
    expect(collection.mainEntity.itemListElement.length).toBeGreaterThan(2)
    for (const item of collection.mainEntity.itemListElement) expect(text).toContain(new URL(item.url).pathname)
  })
})

describe('what does not exist', () => {
  test('a page that is not there answers 404 and offers the way on', async () => {
    const page = await openPage({ scripts: false })
    for (const path of [
      '/no-such-page',
      '/partners/nobody-at-all',
      '/cases/nothing',
      '/expertise/nothing',
      '/nl/nope',
    ]) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(404)
      expect(await page.locator('main a.button').count(), path).toBeGreaterThan(0)
    }
  })

  test('robots and sitemap name what may be found, and only that', async () => {
    const robots = await html('/robots.txt')
    for (const closed of ['/api/', '/account/', '/partner/', '/admin/'])
      expect(robots).toContain(`Disallow: ${closed}\n`)
    const { profile = '', case: study = '' } = await screens()
    const sitemap = await html('/sitemap.xml')
    expect(sitemap).toContain(`${profile}</loc>`)
    expect(sitemap).toContain(`${study}</loc>`)
    expect(sitemap).not.toContain('/account')
    for (const stamp of sitemap.matchAll(/<lastmod>([^<]+)</g)) expect(Date.parse(stamp[1] ?? '')).not.toBeNaN()
  })
})

describe('colours and language, without script', () => {
  test('a visitor picks dark, keeps it from page to page, and goes back to the device', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/help')
    await page.locator('.site-tools details.tool-wide summary').first().click()
    await page.locator('.tool-wide button[value="dark"]').click()
    expect(new URL(page.url()).pathname).toBe('/help')
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark')
    await page.goto('/partners')
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark')
    await page.locator('.site-tools details.tool-wide summary').first().click()
    await page.locator('.tool-wide button[value="auto"]').click()
    expect(await page.getAttribute('html', 'data-theme')).toBeNull()
  })

  test('the other language is the same page with the same question', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/partners?sort=name&accepting=1')
    await page.locator('.site-tools a[hreflang="nl"]').first().click()
    expect(page.url()).toBe(`${base()}/nl/partners?sort=name&accepting=1`)
    expect(await page.getAttribute('html', 'lang')).toBe('nl')
  })

  test('nobody is sent to another site after picking colours', async () => {
    for (const back of ['https://example.com/', '//example.com', '/\\example.com']) {
      const response = await fetch(`${base()}/theme`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: base(), 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ theme: 'dark', back }),
      })
      expect(response.headers.get('location')).toBe('/')
    }
  })
})

import type { Page } from 'playwright-core'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const base = () => inject('base')
const person = (role: string) => {
  const found = inject('signIns').find(one => one.role === role)
  if (!found) throw new Error(`the demo town has no ${role}`)
  return found
}
const signIn = async (page: Page, { email, password }: { email: string; password: string }) => {
  await page.goto('/sign-in')
  await page.fill('[name="email"]', email)
  await page.fill('[name="password"]', password)
  await page.click('main form button')
}
/** The link of the newest letter to an address, as an admin without a mail server reads it. */
async function letterTo(address: string): Promise<string> {
  const admin = await openPage({ scripts: false, signedInAs: 'admin' })
  for (let tries = 0; tries < 40; tries++) {
    await admin.goto('/admin/mails')
    const letter = admin.locator('main li', { hasText: `to ${address}` }).first()
    if ((await letter.count()) > 0) return (await letter.locator('a').first().getAttribute('href')) ?? ''
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`no letter to ${address}`)
}

describe('the doors', () => {
  test('every door is free of violations, narrow and wide, light and dark', async () => {
    for (const [width, dark] of [
      [360, true],
      [1280, false],
    ] as const) {
      const page = await openPage({ width, dark })
      for (const path of ['/sign-in', '/sign-up', '/reset', '/reset?token=x', '/verify?token=x', '/welcome/nothing']) {
        await page.goto(path)
        await axe(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      }
    }
  })

  test('a wrong password and an address nobody has get the same answer', async () => {
    const page = await openPage({ scripts: false })
    await signIn(page, { email: person('customer').email, password: 'this-is-not-it' })
    const wrong = await page.textContent('[role="alert"]')
    await signIn(page, { email: 'nobody@nowhere.example', password: 'this-is-not-it' })
    expect(await page.textContent('[role="alert"]')).toBe(wrong)
    expect(await page.inputValue('[name="email"]')).toBe('nobody@nowhere.example')
  })

  test('who tries too often is asked to wait, in words', async () => {
    const page = await openPage({ scripts: false })
    for (let tries = 0; tries <= 10; tries++)
      await signIn(page, { email: 'guess@nowhere.example', password: `guess ${tries}` })
    expect(await page.textContent('[role="alert"]')).toContain('Please wait a quarter of an hour')
  })

  test('a visitor who asks for a console page signs in and arrives there, in the language asked for', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/nl/account/profile')
    expect(new URL(page.url()).pathname).toBe('/nl/sign-in')
    const { email, password } = person('customer')
    await page.fill('[name="email"]', email)
    await page.fill('[name="password"]', password)
    await page.click('main form button')
    expect(new URL(page.url()).pathname).toBe('/nl/account/profile')
  })

  test('a place of another site is no place to go on to', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/sign-in?next=//evil.example/')
    const { email, password } = person('customer')
    await page.fill('[name="email"]', email)
    await page.fill('[name="password"]', password)
    await page.click('main form button')
    expect(page.url()).toBe(`${base()}/account`)
  })

  test('somebody new signs up, follows the letter, changes the password and is signed out everywhere', async () => {
    const page = await openPage({ scripts: false })
    await page.goto('/sign-up')
    await page.fill('[name="name"]', 'Sanne de Wit')
    await page.fill('[name="email"]', 'sanne@dewit-bouw.example')
    await page.fill('[name="password"]', 'een lang wachtwoord')
    await page.click('main form button')
    expect(await page.textContent('[role="status"]')).toContain('letter is on its way')
    await page.goto(await letterTo('sanne@dewit-bouw.example'))
    await page.fill('[name="organisation"]', 'De Wit Bouw')
    await page.click('main form button')
    expect(new URL(page.url()).pathname).toBe('/account')
    expect(await page.textContent('h1')).toBe('De Wit Bouw')
    await page.goto('/account/profile')
    await page.fill('[name="current"]', 'een lang wachtwoord')
    await page.fill('[name="password"]', 'een ander lang wachtwoord')
    await page.click('text=Change password')
    expect(await page.textContent('[role="status"]')).toContain('Your password is changed')
    await page.goto('/account/devices')
    await page.click('text=Sign out everywhere')
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await signIn(page, { email: 'sanne@dewit-bouw.example', password: 'een ander lang wachtwoord' })
    expect(new URL(page.url()).pathname).toBe('/account')
    await page.goto('/sign-out')
    await page.click('main form button')
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })
})

describe('the customer', () => {
  test('every page of the account is free of violations, narrow and wide, light and dark', async () => {
    for (const [width, dark, locale] of [
      [360, true, 'nl'],
      [1280, false, 'en'],
    ] as const) {
      const page = await openPage({ width, dark, signedInAs: 'customer' })
      const paths = ['', '/leave', '/reviews', '/people', '/profile', '/devices']
      for (const path of paths) {
        await page.goto(`${locale === 'nl' ? '/nl' : ''}/account${path}`)
        await axe(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), page.url()).toBe(true)
      }
    }
  })

  test("the consoles of others are not there for a customer, nor are others' reviews", async () => {
    const page = await openPage({ scripts: false, signedInAs: 'customer' })
    for (const path of ['/admin', '/partner', '/partner/earnings', '/account/reviews/rev_somebodyelses1']) {
      expect((await page.goto(path))?.status(), path).toBe(404)
    }
  })

  test('RI-08, RI-10: a customer writes a review, a moderator who sees no stars refuses it with a reason, and the author reads why; then it is published', async () => {
    const page = await openPage({ scripts: false, signedInAs: 'customer' })
    await page.goto('/account/reviews')
    await page.click('main a:has-text("Write a review")')
    await axe(await mirrored(page))
    await fillReview(page, 'Clear and on time')
    expect(await page.textContent('[role="status"]')).toContain('five working days')
    expect(await page.textContent('main')).toContain('Waiting for a moderator')

    const moderator = await openPage({ scripts: false, signedInAs: 'moderator' })
    await pick(moderator, 'Clear and on time')
    expect(await moderator.locator('main .stars').count()).toBe(0)
    expect(await moderator.textContent('main article')).not.toContain('2 stars')
    await moderator.click('summary:has-text("Do not publish")')
    await moderator.click('button:has-text("Reject review")')
    expect(await moderator.textContent('[role="alert"]')).toContain('give a reason')
    await moderator.check('[name="reason"][value="personal_data"]')
    await moderator.fill('[name="facts"]', 'A telephone number stands in it.')
    await moderator.click('button:has-text("Reject review")')
    expect(await moderator.textContent('[role="status"]')).toContain('rejected')

    await page.goto('/account/reviews')
    expect(await page.textContent('main')).toContain('It contains personal data of somebody')
    expect(await page.textContent('main')).toContain('A telephone number stands in it.')
    await page.click('main li a:has-text("Change")')
    await fillReview(page, 'Clear, on time, no numbers')
    await pick(moderator, 'Clear, on time, no numbers')
    await moderator.click('button:has-text("Publish")')
    expect(await moderator.textContent('[role="status"]')).toContain('published')
    await page.goto('/account/reviews')
    expect(await page.textContent('main .console-list')).toContain('Published')
  })

  test('a customer leaves its partner in two steps, and the history says so', async () => {
    const page = await openPage({ scripts: false })
    await signIn(page, person('customer, bound'))
    const twin = await openPage({ width: 360 })
    await signIn(twin, person('customer, bound'))
    for (const path of ['/account', '/account/leave']) {
      await twin.goto(path)
      await axe(twin)
    }
    await page.goto('/account')
    const partner = (await page.textContent('main h2')) ?? ''
    await page.click('main a:has-text("Leave")')
    expect(await page.textContent('h1')).toBe(`Leave ${partner}?`)
    await page.fill('[name="reason"]', 'We do it ourselves now.')
    await page.click('main form button')
    await page.goto('/account')
    expect(await page.textContent('main')).toContain('You have no partner yet')
    expect(await page.textContent('main table')).toContain('We do it ourselves now.')
    await page.goto('/account/leave')
    expect(new URL(page.url()).pathname).toBe('/account')
  })
})

/** The same page with scripts on, for axe needs them. */
async function mirrored(page: Page): Promise<Page> {
  const twin = await openPage({ signedInAs: 'customer' })
  await twin.goto(page.url())
  return twin
}

async function fillReview(page: Page, title: string): Promise<void> {
  await page.check('[name="overall"][value="2"]')
  await page.fill('[name="title"]', title)
  await page.fill('[name="challenge"]', 'We had three address lists and none of them was right.')
  await page.fill('[name="wentWell"]', 'They asked good questions before they built anything.')
  await page.fill('[name="couldBeBetter"]', 'The planning slipped by two weeks and we heard of it late.')
  await page.fill('[name="role"]', 'Head of marketing')
  await page.check('[name="connection"][value="no"]')
  await page.check('[name="incentive"][value="no"]')
  await page.click('main form button:has-text("Send review")')
}

async function pick(moderator: Page, title: string): Promise<void> {
  await moderator.goto('/admin/reviews')
  const links = await moderator.locator('main nav a').evaluateAll(all => all.map(one => one.getAttribute('href') ?? ''))
  for (const link of links.reverse()) {
    await moderator.goto(link)
    if ((await moderator.textContent('main article h2')) === title) return
  }
  throw new Error(`${title} is not in the queue`)
}

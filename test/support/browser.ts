import { existsSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect, inject } from 'vitest'

export type Role = 'customer' | 'partner' | 'admin' | 'finance' | 'moderator'
export type PageOptions = {
  scripts?: boolean
  width?: number
  height?: number
  dark?: boolean
  locale?: 'en' | 'nl'
  signedInAs?: Role
}

let browser: Browser | null = null
const cookies = new Map<Role, Awaited<ReturnType<BrowserContext['cookies']>>>()
const opened = new Set<{ context: BrowserContext; complaints: string[] }>()

/** The browser comes from an npm package and unpacks itself; where its libraries lack, it brings its own. */
async function start(): Promise<Browser> {
  const lacksLibraries = !['/usr/lib/x86_64-linux-gnu/libnss3.so', '/usr/lib64/libnss3.so', '/usr/lib/libnss3.so'].some(
    existsSync,
  )
  if (lacksLibraries) process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs24.x'
  const executablePath = await sparticuz.executablePath()
  if (lacksLibraries)
    process.env.LD_LIBRARY_PATH = `${[process.env.TMPDIR, 'al2023', 'lib'].join('/')}:${process.env.LD_LIBRARY_PATH ?? ''}`
  // Only --no-sandbox: the package's own arguments would switch web security off, and such tests prove nothing.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

async function context(options: PageOptions): Promise<BrowserContext> {
  browser ??= await start()
  return browser.newContext({
    baseURL: inject('base'),
    javaScriptEnabled: options.scripts ?? true,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    locale: options.locale === 'nl' ? 'nl-NL' : 'en-GB',
    reducedMotion: 'reduce',
  })
}

async function signInCookies(role: Role) {
  const known = cookies.get(role)
  if (known) return known
  const visitor = await context({ scripts: false })
  const page = await visitor.newPage()
  const person = inject('signIns').find(s => s.role === role)
  if (!person) throw new Error(`the demo town has no ${role}`)
  await page.goto('/sign-in')
  await page.fill('input[name="email"]', person.email)
  await page.fill('input[name="password"]', person.password)
  await page.click('main form button[type="submit"]')
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
  const jar = await visitor.cookies()
  cookies.set(role, jar)
  await visitor.close()
  return jar
}

/** A page of a fresh browser profile. A console error, a failed request of ours or a policy violation fails the test. */
export async function openPage(options: PageOptions = {}): Promise<Page> {
  const jar = options.signedInAs ? await signInCookies(options.signedInAs) : []
  const profile = await context(options)
  await profile.addCookies(jar)
  const complaints: string[] = []
  opened.add({ context: profile, complaints })
  const page = await profile.newPage()
  page.on('console', message => {
    // A browser reports the document's own 404 or 410 as an error as well; the test looks at the status itself.
    if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('response', response => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
  })
  page.on('request', request => {
    if (!request.url().startsWith(inject('base')) && !request.url().startsWith('data:'))
      complaints.push(`left the site: ${request.url()}`)
  })
  return page
}

/** Closes what a test opened and holds its pages to their silence. Call it in `afterEach`. */
export async function closePages(): Promise<void> {
  const all = [...opened]
  opened.clear()
  await Promise.all(all.map(o => o.context.close()))
  expect(all.flatMap(o => o.complaints)).toEqual([])
}

/** Asserts that axe finds nothing on the page as it stands. */
export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const told = violations.map(
    v =>
      `${v.id}: ${v.nodes
        .map(n => n.target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  )
  expect(told, page.url()).toEqual([])
}

/** Waits until every island on the page listens. */
export const hydrated = (page: Page) => page.waitForFunction(() => !document.querySelector('astro-island[ssr]'))

afterAll(async () => {
  await browser?.close()
  browser = null
})

import { afterEach, describe, expect, test } from 'vitest'
import { readBankFile } from '../payouts/bank-file.ts'
import { axe, closePages, openPage } from '../support/browser.ts'

afterEach(closePages)

const RUN = 'site 2026/é'
const run = `/admin/payouts/run?run=${encodeURIComponent(RUN)}`

describe('money on its way to partners', () => {
  test('two people pay out a run without scripts, the bank’s file adds up, and what comes back is payable again', async () => {
    const partner = await openPage({ scripts: false, signedInAs: 'partner' })
    await partner.goto('/partner/bank')
    await partner.fill('[name="iban"]', 'NL91ABNA0417164301')
    await partner.fill('[name="name"]', 'Vuurtoren Data')
    await partner.click('main form button:has-text("Save")')
    expect(await partner.textContent('#field-iban-error')).toContain('no valid IBAN')
    await partner.fill('[name="iban"]', 'nl91 abna 0417 1643 00')
    await partner.click('main form button:has-text("Save")')
    expect(await partner.textContent('main [role="status"]')).toContain('saved')

    const finance = await openPage({ scripts: false, signedInAs: 'finance' })
    await finance.goto('/admin/payouts/bank')
    await finance.fill('[name="iban"]', 'DE89370400440532013000')
    await finance.fill('[name="name"]', 'Operator & Söhne')
    await finance.click('main form button:has-text("Save")')
    await finance.goto('/admin/payouts/new')
    await finance.fill('[name="run"]', RUN)
    await finance.click('button:has-text("Prepare this run")')
    expect(finance.url()).toContain('done=payout-prepared')
    expect(await finance.locator('button:has-text("Approve")').count()).toBe(0)

    const admin = await openPage({ scripts: false, signedInAs: 'admin' })
    await admin.goto(run)
    await admin.click('button:has-text("Approve this run")')
    await admin.click('button:has-text("Make the bank files")')
    const link = await admin.getAttribute('a[href*="file.xml"]', 'href')
    const answer = await admin.request.get(link ?? '')
    expect(answer.headers()['content-disposition']).toMatch(/attachment; filename="payout-\d+-EUR\.xml"/)
    const file = readBankFile(await answer.text())
    expect(file.faults).toEqual([])
    expect(file.counts).toEqual([String(file.transfers.length), String(file.transfers.length)])
    expect(file.transfers.map(t => [t.name, t.iban])).toContainEqual(['Vuurtoren Data', 'NL91ABNA0417164300'])
    expect((await partner.request.get(link ?? '')).status()).toBe(404)

    await finance.goto(run)
    await finance.click('main summary:has-text("All remaining payments")')
    await finance.click('button:has-text("Put all of them back")')
    expect(finance.url()).toContain('done=payout-rejected')
    expect(await finance.textContent('main [role="status"]')).toContain('payable again')
  }, 60_000)

  test('a partner questions an entry on its own page, finance answers, and both read it', async () => {
    const partner = await openPage({ scripts: false, signedInAs: 'partner' })
    await partner.goto('/partner/earnings')
    const why = (await partner.getAttribute('a[href*="/earnings/why"]', 'href')) ?? ''
    await partner.goto(why)
    await partner.click('main summary:has-text("Something wrong here?")')
    await partner.fill('[name="text"]', 'We expected more for this one')
    await partner.click('button:has-text("Send the question")')
    expect(await partner.textContent('main')).toContain('We expected more for this one')
    await partner.goto(why)
    expect(await partner.locator('button:has-text("Send the question")').count()).toBe(0)

    const finance = await openPage({ scripts: false, signedInAs: 'finance' })
    await finance.goto('/admin/disputes')
    await finance.click('main tbody th a')
    await finance.check('[name="outcome"][value="declined"]')
    await finance.fill('[name="text"]', 'The papers say so')
    await finance.click('button:has-text("Send the answer")')
    expect(finance.url()).toContain('done=dispute-answered')
    await partner.goto('/partner/disputes')
    expect(await partner.textContent('main')).toContain('The papers say so')
  }, 60_000)

  test.each([
    { name: 'narrow, dark and Dutch', width: 360, dark: true, prefix: '/nl' },
    { name: 'wide, light and English', width: 1280, dark: false, prefix: '' },
  ])('its pages are free of violations and fit: $name', async ({ width, dark, prefix }) => {
    const admin = await openPage({ width, dark, signedInAs: 'admin' })
    const desk = [
      '/admin/payouts',
      '/admin/payouts/new',
      '/admin/payouts/bank',
      run,
      '/admin/disputes',
      '/admin/disputes/1',
    ]
    for (const path of desk) {
      await admin.goto(prefix + path)
      await axe(admin)
      expect(await admin.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(true)
    }
    const partner = await openPage({ width, dark, signedInAs: 'partner' })
    for (const path of ['/partner/bank', '/partner/disputes']) {
      await partner.goto(prefix + path)
      await axe(partner)
      expect(await partner.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(true)
    }
  }, 60_000)
})

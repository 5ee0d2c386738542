import { describe, expect, test } from 'vitest'
import type { Actor, PartnerRole, StaffRole } from '#kernel/actor.ts'
import { VISITOR } from '#kernel/actor.ts'
import type { CustomerId, PartnerId, UserId } from '#kernel/id.ts'
import { entryOf, homeOf, mayOpen, menuOf, sectionsOf } from '#ui/console-pages.ts'

const person = (o: { customer?: string; partner?: PartnerRole; staff?: StaffRole[] } = {}): Actor => ({
  kind: 'user',
  user: 'usr_1' as UserId,
  email: 'noor@acme.test',
  name: 'Noor Bakker',
  customer: (o.customer ?? null) as CustomerId | null,
  partner: o.partner ? { id: 'brightwave' as PartnerId, role: o.partner } : null,
  staff: o.staff ?? [],
})

describe('who may open which page of the consoles', () => {
  test('a visitor opens none of them', () => {
    for (const path of ['/account', '/partner', '/admin', '/admin/ledger']) expect(mayOpen(path, VISITOR)).toBe(false)
  })

  test('a customer opens its account and reviews, never a partner page or the desk', () => {
    const noor = person({ customer: 'acme' })
    expect(mayOpen('/account/reviews/new', noor)).toBe(true)
    expect(mayOpen('/partner', noor)).toBe(false)
    expect(mayOpen('/admin', noor)).toBe(false)
  })

  test('an editor keeps the listing and never sees earnings; finance the other way round; the owner sees both', () => {
    expect(mayOpen('/partner/listing', person({ partner: 'editor' }))).toBe(true)
    expect(mayOpen('/partner/earnings', person({ partner: 'editor' }))).toBe(false)
    expect(mayOpen('/partner/earnings', person({ partner: 'finance' }))).toBe(true)
    expect(mayOpen('/partner/cases/7', person({ partner: 'finance' }))).toBe(false)
    expect(mayOpen('/partner/people', person({ partner: 'finance' }))).toBe(false)
    for (const { path } of menuOf('partner', person({ partner: 'owner' })))
      expect(mayOpen(path, person({ partner: 'owner' }))).toBe(true)
  })

  test('a moderator sees reviews only, finance the money, and the owner of the site everything', () => {
    const paths = (...staff: StaffRole[]) => menuOf('admin', person({ staff })).map(page => page.path)
    expect(paths('moderator')).toEqual(['/admin', '/admin/reviews'])
    expect(paths('finance')).toEqual([
      '/admin',
      '/admin/bindings',
      '/admin/deals',
      '/admin/accounts',
      '/admin/licences',
      '/admin/turnover',
      '/admin/earnings',
      '/admin/months',
      '/admin/payouts',
      '/admin/disputes',
      '/admin/operator',
      '/admin/ledger',
    ])
    expect(paths('partner-manager')).not.toContain('/admin/ledger')
    const others = [...paths('finance'), ...paths('partner-manager'), ...paths('moderator'), '/admin/settings']
    expect(paths('owner')).toEqual(expect.arrayContaining(others))
  })

  test('a long menu stands under headings; one without a page for this person is left out', () => {
    const headings = (actor: Actor) => sectionsOf('admin', actor).map(section => section.group)
    expect(headings(person({ staff: ['owner'] }))).toEqual([null, 'partners', 'customers', 'offer', 'money', 'house'])
    expect(headings(person({ staff: ['moderator'] }))).toEqual([null, 'partners'])
    for (const area of ['account', 'partner', 'admin'] as const) {
      const all = person({ customer: 'acme', partner: 'owner', staff: ['owner'] })
      expect(sectionsOf(area, all).flatMap(section => section.pages)).toEqual(menuOf(area, all))
    }
  })

  test('a path of the desk or of a partner that no entry names is nobody’s, not everybody’s', () => {
    const owner = person({ partner: 'owner', staff: ['owner'] })
    for (const path of ['/admin/%6cedger', '/admin/none', '/partner/none', '/admin/', '/adminx'])
      expect(mayOpen(path, owner), path).toBe(false)
    expect([mayOpen('/admin', owner), mayOpen('/admin/ledger/export', owner), mayOpen('/partner', owner)]).toEqual([
      true,
      true,
      true,
    ])
  })

  test('a path outside the consoles belongs to no menu', () => {
    expect(entryOf('/partners')).toBeNull()
    expect(entryOf('/partner/statements/2026-01')).toBe('/partner/statements')
    expect(mayOpen('/partners', person({ staff: ['owner'] }))).toBe(false)
  })

  test('after signing in everyone lands where the work is', () => {
    expect(homeOf(person({ staff: ['finance'] }))).toBe('/admin')
    expect(homeOf(person({ partner: 'editor' }))).toBe('/partner')
    expect(homeOf(person({ customer: 'acme' }))).toBe('/account')
    expect(homeOf(VISITOR)).toBe('/')
  })
})

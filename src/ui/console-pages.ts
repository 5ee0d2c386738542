import { type Actor, isStaff, type PartnerRole, type StaffRole } from '#kernel/actor.ts'

/** The three consoles. Who sees which page is one table, so that the menu and the door never disagree (product.md). */
export type Area = 'account' | 'partner' | 'admin'

type Entry = {
  readonly path: string
  readonly key: string
  /** Under which heading of the menu it stands; what has none stands above them. */
  readonly group?: string
  readonly may: (actor: Actor) => boolean
}

const signedIn = (actor: Actor) => actor.kind === 'user'
const customer = (actor: Actor) => actor.kind === 'user' && actor.customer !== null
/** The partner's owner holds every role there; without roles anyone of the partner may. */
const partner =
  (...roles: PartnerRole[]) =>
  (actor: Actor) =>
    actor.kind === 'user' &&
    actor.partner !== null &&
    (roles.length === 0 || actor.partner.role === 'owner' || roles.includes(actor.partner.role))
const staff =
  (...roles: StaffRole[]) =>
  (actor: Actor) =>
    actor.kind === 'user' && isStaff(actor, ...roles)

const PAGES: Readonly<Record<Area, readonly Entry[]>> = {
  account: [
    { path: '/account', key: 'account.nav.home', may: signedIn },
    { path: '/account/reviews', key: 'account.nav.reviews', may: customer },
    { path: '/account/people', key: 'account.nav.people', may: customer },
    { path: '/account/profile', key: 'account.nav.profile', may: signedIn },
    { path: '/account/devices', key: 'account.nav.devices', may: signedIn },
  ],
  partner: [
    { path: '/partner', key: 'partner.nav.home', may: partner() },
    { path: '/partner/listing', key: 'partner.nav.listing', group: 'place', may: partner('editor') },
    { path: '/partner/cases', key: 'partner.nav.cases', group: 'place', may: partner('editor') },
    { path: '/partner/reviews', key: 'partner.nav.reviews', group: 'place', may: partner('editor') },
    { path: '/partner/customers', key: 'partner.nav.customers', group: 'customers', may: partner() },
    { path: '/partner/leads', key: 'partner.nav.leads', group: 'customers', may: partner('editor') },
    { path: '/partner/deals', key: 'partner.nav.deals', group: 'customers', may: partner() },
    { path: '/partner/referrals', key: 'partner.nav.referrals', group: 'customers', may: partner('editor') },
    { path: '/partner/accounts', key: 'partner.nav.accounts', group: 'customers', may: partner('finance') },
    { path: '/partner/earnings', key: 'partner.nav.earnings', group: 'money', may: partner('finance') },
    { path: '/partner/statements', key: 'partner.nav.statements', group: 'money', may: partner('finance') },
    { path: '/partner/tax', key: 'partner.nav.tax', group: 'money', may: partner('finance') },
    { path: '/partner/bank', key: 'partner.nav.bank', group: 'money', may: partner('finance') },
    { path: '/partner/disputes', key: 'partner.nav.disputes', group: 'money', may: partner('finance') },
    { path: '/partner/tiers', key: 'partner.nav.tiers', group: 'together', may: partner() },
    { path: '/partner/tasks', key: 'partner.nav.tasks', group: 'together', may: partner() },
    { path: '/partner/requests', key: 'partner.nav.requests', group: 'together', may: partner() },
    { path: '/partner/resources', key: 'partner.nav.resources', group: 'together', may: partner() },
    { path: '/partner/people', key: 'partner.nav.people', group: 'firm', may: partner('owner') },
    { path: '/partner/agreement', key: 'partner.nav.agreement', group: 'firm', may: partner('owner') },
  ],
  admin: [
    { path: '/admin', key: 'admin.nav.home', may: staff() },
    { path: '/admin/partners', key: 'admin.nav.partners', group: 'partners', may: staff('partner-manager') },
    { path: '/admin/tiers', key: 'admin.nav.tiers', group: 'partners', may: staff('partner-manager') },
    { path: '/admin/tasks', key: 'admin.nav.tasks', group: 'partners', may: staff('partner-manager') },
    { path: '/admin/requests', key: 'admin.nav.requests', group: 'partners', may: staff('partner-manager') },
    { path: '/admin/resources', key: 'admin.nav.resources', group: 'partners', may: staff('partner-manager') },
    { path: '/admin/reviews', key: 'admin.nav.reviews', group: 'partners', may: staff('moderator') },
    { path: '/admin/customers', key: 'admin.nav.customers', group: 'customers', may: staff('partner-manager') },
    {
      path: '/admin/bindings',
      key: 'admin.nav.bindings',
      group: 'customers',
      may: staff('partner-manager', 'finance'),
    },
    { path: '/admin/leads', key: 'admin.nav.leads', group: 'customers', may: staff('partner-manager') },
    { path: '/admin/deals', key: 'admin.nav.deals', group: 'customers', may: staff('partner-manager', 'finance') },
    { path: '/admin/referrals', key: 'admin.nav.referrals', group: 'customers', may: staff('partner-manager') },
    { path: '/admin/programs', key: 'admin.nav.programs', group: 'offer', may: staff('partner-manager') },
    { path: '/admin/accounts', key: 'admin.nav.accounts', group: 'offer', may: staff('partner-manager', 'finance') },
    { path: '/admin/licences', key: 'admin.nav.licences', group: 'offer', may: staff('partner-manager', 'finance') },
    { path: '/admin/turnover', key: 'admin.nav.turnover', group: 'money', may: staff('finance') },
    { path: '/admin/earnings', key: 'admin.nav.earnings', group: 'money', may: staff('finance') },
    { path: '/admin/months', key: 'admin.nav.months', group: 'money', may: staff('finance') },
    { path: '/admin/payouts', key: 'admin.nav.payouts', group: 'money', may: staff('finance') },
    { path: '/admin/disputes', key: 'admin.nav.disputes', group: 'money', may: staff('finance') },
    { path: '/admin/operator', key: 'admin.nav.operator', group: 'money', may: staff('finance') },
    { path: '/admin/ledger', key: 'admin.nav.ledger', group: 'money', may: staff('finance') },
    { path: '/admin/people', key: 'admin.nav.people', group: 'house', may: staff('owner') },
    { path: '/admin/jobs', key: 'admin.nav.jobs', group: 'house', may: staff('owner') },
    { path: '/admin/mails', key: 'admin.nav.mails', group: 'house', may: staff('owner') },
    { path: '/admin/audit', key: 'admin.nav.audit', group: 'house', may: staff('owner') },
    { path: '/admin/settings', key: 'admin.nav.settings', group: 'house', may: staff('owner') },
  ],
}

/** The menu of a console: only what this person may open. */
export const menuOf = (area: Area, actor: Actor): readonly { readonly path: string; readonly key: string }[] =>
  PAGES[area].filter(page => page.may(actor))

type Section = {
  readonly group: string | null
  readonly pages: readonly { readonly path: string; readonly key: string }[]
}

/** The same menu by its headings, in the order of their first pages: a long menu is found by them. */
export const sectionsOf = (area: Area, actor: Actor): readonly Section[] =>
  [
    ...Map.groupBy(
      PAGES[area].filter(page => page.may(actor)),
      page => page.group ?? null,
    ),
  ].map(([group, pages]) => ({ group, pages }))

/** Every page of these two consoles has an entry: what has none is not there, rather than everybody's. */
const HOMES: ReadonlySet<string> = new Set(['/partner', '/admin'])

/** The menu entry a path belongs to: the longest one it starts with, or null outside the consoles. */
export function entryOf(path: string): string | null {
  const all = Object.values(PAGES).flat()
  const under = all.filter(page => path === page.path || (!HOMES.has(page.path) && path.startsWith(`${page.path}/`)))
  return under.sort((a, b) => b.path.length - a.path.length)[0]?.path ?? null
}

/** Whether a person may open a path of a console; a path of no console may not be opened. */
export function mayOpen(path: string, actor: Actor): boolean {
  const entry = entryOf(path)
  const page = Object.values(PAGES)
    .flat()
    .find(one => one.path === entry)
  return page?.may(actor) ?? false
}

/** Where a person belongs after signing in: staff to the desk, partners to their home, everyone else to their account. */
export function homeOf(actor: Actor): string {
  if (actor.kind !== 'user') return '/'
  if (actor.staff.length > 0) return '/admin'
  return actor.partner ? '/partner' : '/account'
}

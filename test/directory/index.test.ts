import { describe, expect, it } from 'vitest'
import type { Database } from '#db/client.ts'
import * as directory from '#directory/index.ts'
import { EMPTY_LISTING } from '#directory/listing.ts'
import type { Actor, PartnerRole, StaffRole } from '#kernel/actor.ts'
import type { CaseId, CustomerId, PartnerId, UserId } from '#kernel/id.ts'
import * as partners from '#partners/index.ts'
import * as settings from '#settings/index.ts'
import { act, freshDatabase, looking, within } from '../support/database.ts'

const NOON = '2026-03-01T12:00:00Z'
const polder = 'polderpost' as PartnerId

const person = (partner: string, role: PartnerRole): Actor => ({
  kind: 'user',
  user: `user_${partner}_${role}` as UserId,
  email: `${role}@${partner}.example`,
  name: 'Mila',
  customer: null,
  partner: { id: partner as PartnerId, role },
  staff: [],
})
const staff = (...roles: StaffRole[]): Actor => ({
  kind: 'user',
  user: 'user_staff' as UserId,
  email: 'ada@guildhall.example',
  name: 'Ada',
  customer: null,
  partner: null,
  staff: roles,
})
const customer = (id: string): Actor => ({ ...staff(), customer: id as CustomerId }) as Actor

const content: directory.ListingContent = {
  ...EMPTY_LISTING,
  texts: { en: { summary: 'Newsletters people open', description: 'Five people and a long table.' } },
  expertise: ['email-automation'],
  industries: ['retail'],
  country: 'NL',
  city: 'Lelystad',
}
const study: directory.CaseContent = {
  locale: 'en',
  title: 'A welcome that earns its place',
  summary: 'Within ten minutes.',
  client: 'Tuincentrum Aarnink',
  challenge: 'One newsletter for all.',
  approach: 'Four flows.',
  results: 'Thursdays are free.',
  metrics: [{ value: '+20 %', label: 'opened messages' }],
  expertise: ['email-automation'],
  services: [],
  industry: 'retail',
  year: 2026,
  cover: null,
}

async function town(): Promise<Database> {
  const database = await freshDatabase()
  for (const [id, name] of [
    ['polderpost', 'Polderpost'],
    ['fernwick', 'Fernwick Digital'],
  ] as const)
    await act(database, NOON, cx => partners.addPartner(cx, { id, name, program: 'copernica' }))
  await act(database, NOON, cx =>
    directory.addLabels(cx, [
      { kind: 'expertise', en: 'Email automation', nl: 'E-mailautomatisering', synonyms: ['newsletters'] },
      { kind: 'industry', en: 'Retail', nl: 'Detailhandel', synonyms: [] },
    ]),
  )
  return database
}
const saved = (
  database: Database,
  actor = person('polderpost', 'editor'),
  change: Partial<directory.ListingContent> = {},
) => act(database, NOON, cx => directory.saveDraft(cx, { partner: polder, content: { ...content, ...change } }), actor)
const published = async (database: Database) => {
  await saved(database)
  await act(database, NOON, cx => directory.submit(cx, polder), person('polderpost', 'editor'))
}

describe('a listing', () => {
  it('is drafted by the partner’s editor or owner, and by nobody of its finance or of another firm', async () => {
    const database = await town()
    expect(await saved(database)).toMatchObject({ ok: true })
    expect(await saved(database, person('polderpost', 'owner'))).toMatchObject({ ok: true })
    for (const actor of [person('polderpost', 'finance'), person('fernwick', 'owner'), staff('finance')])
      expect(await saved(database, actor)).toMatchObject({ refusal: 'not-allowed' })
  })

  it('appears when it is submitted, and the partner sees it published', async () => {
    const database = await town()
    const look = looking(database, NOON)
    expect(await directory.listingBySlug(look, 'polderpost')).toBeNull()
    await published(database)
    expect(await directory.listingBySlug(look, 'polderpost')).toMatchObject({ name: 'Polderpost', city: 'Lelystad' })
    expect(await directory.ownListing(look, polder)).toMatchObject({ state: 'none', draft: null })
  })

  it('stays as it was while a new draft is written', async () => {
    const database = await town()
    await published(database)
    await saved(database, person('polderpost', 'editor'), { city: 'Almere' })
    expect((await directory.publishedListing(looking(database, NOON), polder))?.city).toBe('Lelystad')
    expect((await directory.ownListing(looking(database, NOON), polder))?.draft?.city).toBe('Almere')
  })

  it('waits for a partner manager when the operator wants it so', async () => {
    const database = await town()
    await act(database, NOON, cx => settings.set(cx, 'listing.publish_at_once', false))
    await published(database)
    expect(await directory.publishedListing(looking(database, NOON), polder)).toBeNull()
    expect(await directory.awaiting(looking(database, NOON, staff('partner-manager')))).toHaveLength(1)
    expect(await directory.awaiting(looking(database, NOON, staff('moderator')))).toEqual([])
    const decide = (actor: Actor) => act(database, NOON, cx => directory.publish(cx, polder), actor)
    expect(await decide(person('polderpost', 'owner'))).toMatchObject({ refusal: 'not-allowed' })
    expect(await decide(staff('partner-manager'))).toMatchObject({ value: 'published' })
    expect(await directory.publishedListing(looking(database, NOON), polder)).not.toBeNull()
  })

  it('can be given back with a reason that the partner reads', async () => {
    const database = await town()
    await act(database, NOON, cx => settings.set(cx, 'listing.publish_at_once', false))
    await published(database)
    const back = (reason: string) =>
      act(database, NOON, cx => directory.giveBack(cx, { partner: polder, reason }), staff('partner-manager'))
    expect(await back(' ')).toMatchObject({ refusal: 'reason-missing' })
    expect(await back('The text names another firm.')).toMatchObject({ ok: true })
    const own = await directory.ownListing(looking(database, NOON, person('polderpost', 'editor')), polder)
    expect(own).toMatchObject({ state: 'draft', returnedReason: 'The text names another firm.' })
  })

  it('carries known labels only, and no discount', async () => {
    const database = await town()
    expect(await saved(database, undefined, { expertise: ['magic'] })).toMatchObject({ refusal: 'unknown-label' })
    const texts = { en: { summary: '50% off', description: '' } }
    expect(await saved(database, undefined, { texts })).toMatchObject({ refusal: 'discount-advertised' })
  })

  it('raises the content version and tells search, once for an open job', async () => {
    const database = await town()
    const before = await settings.contentVersion(looking(database, NOON))
    await published(database)
    expect(await settings.contentVersion(looking(database, NOON))).toBeGreaterThan(before)
    const jobs = await database.read.all<{ subject: string }>(
      "select subject from outbox_jobs where kind = 'search.partner' and finished_at is null order by subject",
    )
    expect(jobs.map(job => job.subject)).toEqual(['fernwick', 'polderpost'])
  })

  it('shows its draft to its own people and staff only', async () => {
    const database = await town()
    await saved(database)
    expect(await directory.ownListing(looking(database, NOON, person('fernwick', 'owner')), polder)).toBeNull()
    expect(await directory.ownListing(looking(database, NOON, customer('acme')), polder)).toBeNull()
    expect(await directory.ownListing(looking(database, NOON, staff('moderator')), polder)).not.toBeNull()
  })
})

describe('a partner that was removed', () => {
  it('is gone from the directory at once, its page is 410 and its cases with it; reinstated it is back', async () => {
    const database = await town()
    await published(database)
    const own = await act(database, NOON, cx => directory.saveCase(cx, { partner: polder, content: study }))
    if (own.ok) await act(database, NOON, cx => directory.publishCase(cx, own.value.id))
    const look = looking(database, NOON)
    expect(await directory.delisted(look, 'polderpost')).toBeNull()

    const wish = { partner: polder, ground: 'low-rating' as const, reason: 'twice too low' }
    await act(database, NOON, cx => partners.removePartner(cx, wish), staff('partner-manager'))
    expect(await directory.listed(look, [polder])).toEqual([])
    expect(await directory.listingBySlug(look, 'polderpost')).toBeNull()
    expect(await directory.delisted(look, 'polderpost')).toMatchObject({ name: 'Polderpost' })
    expect(await directory.casesOf(look, polder)).toEqual([])
    expect(await directory.caseBySlug(look, 'a-welcome-that-earns-its-place')).toBeNull()
    expect((await directory.searchFacts(look, [polder])).size).toBe(0)

    await act(database, NOON, cx => partners.reinstate(cx, { partner: polder }), staff('owner'))
    expect(await directory.listingBySlug(look, 'polderpost')).not.toBeNull()
    expect(await directory.caseBySlug(look, 'a-welcome-that-earns-its-place')).not.toBeNull()
  })

  it('is not confused with one that never was there', async () => {
    const database = await town()
    expect(await directory.delisted(looking(database, NOON), 'nobody')).toBeNull()
    expect(await directory.delisted(looking(database, NOON), 'fernwick')).toBeNull()
  })

  it('may also only be hidden, with a reason, and shown again', async () => {
    const database = await town()
    await published(database)
    const manager = staff('partner-manager')
    expect(await act(database, NOON, cx => directory.hide(cx, { partner: polder, reason: '' }), manager)).toMatchObject(
      {
        refusal: 'reason-missing',
      },
    )
    await act(database, NOON, cx => directory.hide(cx, { partner: polder, reason: 'checked again' }), manager)
    expect(await directory.delisted(looking(database, NOON), 'polderpost')).not.toBeNull()
    await act(database, NOON, cx => directory.show(cx, polder), manager)
    expect(await directory.listed(looking(database, NOON), [polder])).toEqual([polder])
  })
})

describe('an import of listings', () => {
  const rows = Array.from({ length: 2_500 }, (_, i) => ({
    partner: `p-${i}` as PartnerId,
    summary: `Firm ${i}`,
    expertise: ['Kubernetes', 'CI/CD', `Label ${i % 50}`],
    services: ['Consulting'],
    country: 'NL',
  }))

  it('publishes thousands at once; the same file again changes nothing', async () => {
    const database = await freshDatabase()
    const list = rows.map(row => ({ id: row.partner, name: row.summary }))
    await act(database, NOON, cx => partners.importPartners(cx, list, 'copernica'))
    const take = () => act(database, NOON, cx => directory.importListings(cx, rows))
    expect(await take()).toMatchObject({ value: { published: 2_500, unchanged: 0 } })
    expect(await take()).toMatchObject({ value: { published: 0, unchanged: 2_500 } })
    const look = looking(database, NOON)
    expect((await directory.vocabulary(look)).expertise.get('ci-cd')).toMatchObject({ en: 'CI/CD' })
    expect((await directory.labelCounts(look, 'expertise')).get('kubernetes')).toBe(2_500)
    expect((await directory.listedAfter(look, '', 1_000)).partners).toHaveLength(1_000)
  })

  it('keeps what the file does not tell, and the words of a label that is known', async () => {
    const database = await town()
    await published(database)
    await act(database, NOON, cx =>
      directory.importListings(cx, [{ partner: polder, expertise: ['email automation', 'Deliverability'] }]),
    )
    const listing = await directory.publishedListing(looking(database, NOON), polder)
    expect(listing).toMatchObject({ city: 'Lelystad', expertise: ['email-automation', 'deliverability'] })
    const labels = (await directory.vocabulary(looking(database, NOON))).expertise
    expect(labels.get('email-automation')?.nl).toBe('E-mailautomatisering')
  })

  it('is for staff', async () => {
    const database = await town()
    const outcome = await act(database, NOON, cx => directory.importListings(cx, []), person('polderpost', 'owner'))
    expect(outcome).toMatchObject({ refusal: 'not-allowed' })
  })
})

describe('a case', () => {
  const editor = person('polderpost', 'editor')
  const write = (database: Database, change: Partial<directory.CaseContent> = {}, id?: CaseId) =>
    act(
      database,
      NOON,
      cx =>
        directory.saveCase(cx, {
          case: id,
          partner: polder,
          content: { ...study, ...change },
          customer: 'aarnink' as CustomerId,
        }),
      editor,
    )

  it('is a draft first, then published at an address made of its title', async () => {
    const database = await town()
    await published(database)
    const own = await write(database)
    const look = looking(database, NOON)
    expect(await directory.casesOf(look, polder)).toEqual([])
    if (!own.ok) throw new Error(own.refusal)
    await act(database, NOON, cx => directory.publishCase(cx, own.value.id), editor)
    expect(await directory.caseBySlug(look, 'a-welcome-that-earns-its-place')).toMatchObject({ title: study.title })
    const twin = await write(database)
    expect(twin).toMatchObject({ value: { slug: 'a-welcome-that-earns-its-place-2' } })
  })

  it('keeps its published text while it is edited, and must be confirmed anew', async () => {
    const database = await town()
    await published(database)
    const own = await write(database)
    if (!own.ok) throw new Error(own.refusal)
    const { id } = own.value
    await act(database, NOON, cx => directory.publishCase(cx, id), editor)
    expect(await act(database, NOON, cx => directory.confirmCase(cx, id), customer('somebody-else'))).toMatchObject({
      refusal: 'not-allowed',
    })
    await act(database, NOON, cx => directory.confirmCase(cx, id), customer('aarnink'))
    await write(database, { title: 'Better' }, id)
    const look = looking(database, NOON)
    expect((await directory.casesOf(look, polder))[0]).toMatchObject({
      title: study.title,
      confirmedAt: new Date(NOON),
    })
    expect((await directory.searchFacts(look, [polder])).get(polder)?.evidence).toBeCloseTo(0.7 / 3)
    await act(database, NOON, cx => directory.publishCase(cx, id), editor)
    expect((await directory.casesOf(look, polder))[0]).toMatchObject({ title: 'Better', confirmedAt: null })
  })

  it('is nobody else’s to change, publish or take away', async () => {
    const database = await town()
    const own = await write(database)
    if (!own.ok) throw new Error(own.refusal)
    const { id } = own.value
    const rival = person('fernwick', 'owner')
    const theirs = { case: id, partner: 'fernwick' as PartnerId, content: study }
    expect(await act(database, NOON, cx => directory.saveCase(cx, theirs), rival)).toMatchObject({
      refusal: 'unknown-case',
    })
    expect(await act(database, NOON, cx => directory.publishCase(cx, id), rival)).toMatchObject({
      refusal: 'not-allowed',
    })
    expect(await act(database, NOON, cx => directory.withdrawCase(cx, id), rival)).toMatchObject({
      refusal: 'not-allowed',
    })
    expect(await directory.ownCase(looking(database, NOON, rival), id)).toBeNull()
  })

  it('leaves the site when it is withdrawn, and can return', async () => {
    const database = await town()
    await published(database)
    const own = await write(database)
    if (!own.ok) throw new Error(own.refusal)
    await act(database, NOON, cx => directory.publishCase(cx, own.value.id), editor)
    await act(database, NOON, cx => directory.withdrawCase(cx, own.value.id), editor)
    expect(await directory.casesOf(looking(database, NOON), polder)).toEqual([])
    await act(database, NOON, cx => directory.publishCase(cx, own.value.id), editor)
    expect(await directory.casesOf(looking(database, NOON), polder)).toHaveLength(1)
  })
})

describe('a drawing', () => {
  it('is kept once, under the hash of its content', async () => {
    const database = await freshDatabase()
    const svg = directory.logo('Polderpost', 0)
    const [a, b] = [
      await act(database, NOON, cx => directory.keepDrawing(cx, svg)),
      await act(database, NOON, cx => directory.keepDrawing(cx, svg)),
    ]
    expect(a).toEqual(b)
    const asset = await directory.assetOf(looking(database, NOON), a.ok ? a.value : '')
    expect(asset).toMatchObject({ mediaType: 'image/svg+xml', body: svg })
    expect(await directory.assetOf(looking(database, NOON), 'unknown')).toBeNull()
    expect(await within(database, NOON, cx => directory.keepDrawing(cx, svg), staff('owner'))).toMatchObject({
      refusal: 'not-allowed',
    })
  })
})

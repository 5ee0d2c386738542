import { expect, test } from 'vitest'
import { connect } from '#db/client.ts'
import { type Actor, SYSTEM, VISITOR } from '#kernel/actor.ts'
import type { UserId } from '#kernel/id.ts'
import * as outbox from '#outbox/index.ts'
import { freshDatabase, freshFileDatabase, looking, within } from '../support/database.ts'

const NINE = '2026-03-02T09:00:00Z'
const later = (ms: number) => new Date(Date.parse(NINE) + ms).toISOString()
const claim = { owner: 'first', limit: 10, leaseMs: 60_000 }
const owner: Actor = {
  kind: 'user',
  user: 'u' as UserId,
  email: 'olga@example.org',
  name: 'Olga',
  customer: null,
  partner: null,
  staff: ['owner'],
}

test('a job is taken when it is due, in order, by one pair of hands', async () => {
  const database = await freshDatabase()
  await within(database, NINE, async cx => {
    await outbox.enqueue(cx, 'a', 'second', { dueAt: new Date(later(1_000)) })
    await outbox.enqueue(cx, 'a', 'first', { payload: { binding: 'b1' } })
  })
  const early = await within(database, NINE, cx => outbox.claim(cx, claim))
  expect(early.map(j => [j.subject, j.payload, j.tries])).toEqual([['first', { binding: 'b1' }, 1]])
  const both = await within(database, later(1_000), cx => outbox.claim(cx, { ...claim, owner: 'second' }))
  expect(both.map(j => j.subject)).toEqual(['second'])
})

test('the worker looks again when the next job is due that nobody holds', async () => {
  const database = await freshDatabase()
  const next = (at: string) => outbox.nextDue(looking(database, at))
  expect(await next(NINE)).toBeNull()
  await within(database, NINE, async cx => {
    await outbox.enqueue(cx, 'a', 'now')
    await outbox.enqueue(cx, 'a', 'later', { dueAt: new Date(later(5_000)) })
  })
  expect(await next(NINE)).toEqual(new Date(NINE))
  await within(database, NINE, cx => outbox.claim(cx, claim))
  expect(await next(NINE)).toEqual(new Date(later(5_000)))
  expect(await next(later(60_000))).toEqual(new Date(NINE))
})

test('a job whose holder died is taken by the next when the lease ends', async () => {
  const database = await freshDatabase()
  await within(database, NINE, cx => outbox.enqueue(cx, 'a', 'x'))
  await within(database, NINE, cx => outbox.claim(cx, claim))
  expect(await within(database, later(59_999), cx => outbox.claim(cx, claim))).toEqual([])
  expect(await within(database, later(60_000), cx => outbox.claim(cx, claim))).toMatchObject([
    { subject: 'x', tries: 2 },
  ])
})

test('two processes that take jobs by turns do each of 200 once', async () => {
  const database = await freshFileDatabase()
  await within(database, NINE, async cx => {
    for (let i = 0; i < 200; i++) await outbox.enqueue(cx, 'a', String(i))
  })
  const other = await connect({ url: database.url, synchronous: 'normal' })
  const done: string[] = []
  for (;;) {
    const mine = await within(database, NINE, cx => outbox.claim(cx, { owner: 'one', limit: 7, leaseMs: 60_000 }))
    const theirs = await within(other, NINE, cx => outbox.claim(cx, { owner: 'two', limit: 9, leaseMs: 60_000 }))
    if (mine.length + theirs.length === 0) break
    done.push(...[...mine, ...theirs].map(job => job.subject))
    await within(other, NINE, cx =>
      outbox.finish(
        cx,
        theirs.map(job => job.id),
      ),
    )
    await within(database, NINE, cx =>
      outbox.finish(
        cx,
        mine.map(job => job.id),
      ),
    )
  }
  await other.close()
  expect(done).toHaveLength(200)
  expect(new Set(done).size).toBe(200)
})

test('an open job with the same key is not doubled, one that runs already is', async () => {
  const database = await freshDatabase()
  const ask = () => within(database, NINE, cx => outbox.enqueue(cx, 'search', 'acme', { key: 'search:acme' }))
  await ask()
  await ask()
  expect((await outbox.counts(looking(database, NINE))).open).toBe(1)
  await within(database, NINE, cx => outbox.claim(cx, claim))
  await ask()
  expect((await outbox.counts(looking(database, NINE))).open).toBe(2)
})

test('a job that fails waits longer each time, is dead after ten tries, and staff may bring it back', async () => {
  const database = await freshDatabase()
  await within(database, NINE, cx => outbox.enqueue(cx, 'mail.send', 'm1'))
  let at = Date.parse(NINE)
  for (let n = 1; n <= outbox.MAX_TRIES; n++) {
    const now = new Date(at).toISOString()
    const [job] = await within(database, now, cx => outbox.claim(cx, claim))
    expect(job?.tries).toBe(n)
    await within(database, now, cx => outbox.fail(cx, job?.id ?? 0, 'no route\nstack'))
    expect(await within(database, now, cx => outbox.claim(cx, claim))).toEqual([])
    at += 3_600_000
  }
  const now = new Date(at).toISOString()
  expect(await within(database, now, cx => outbox.claim(cx, claim))).toEqual([])
  const [dead] = await outbox.dead(looking(database, now, owner))
  expect(dead).toMatchObject({ kind: 'mail.send', subject: 'm1', lastError: 'no route' })
  expect((await outbox.health(looking(database, now))).ok).toBe(false)
  expect(await outbox.dead(looking(database, now, VISITOR))).toEqual([])

  const id = dead?.id ?? 0
  expect(await within(database, now, cx => outbox.retry(cx, id), VISITOR)).toMatchObject({ refusal: 'not-allowed' })
  expect(await within(database, now, cx => outbox.retry(cx, id), owner)).toEqual({ ok: true, value: null })
  expect(await within(database, now, cx => outbox.retry(cx, id), owner)).toMatchObject({ refusal: 'unknown-job' })
  expect(await within(database, now, cx => outbox.claim(cx, claim))).toMatchObject([{ subject: 'm1', tries: 1 }])
  expect((await outbox.health(looking(database, now))).ok).toBe(true)
})

test('what is finished is kept seven days and then swept', async () => {
  const database = await freshDatabase()
  await within(database, NINE, cx => outbox.enqueue(cx, 'a', 'x'))
  const [job] = await within(database, NINE, cx => outbox.claim(cx, claim))
  await within(database, NINE, cx => outbox.finish(cx, job?.id ?? 0))
  const week = 7 * 86_400_000
  await within(database, later(week - 1), cx => outbox.sweep(cx))
  expect(await outbox.counts(looking(database, NINE))).toMatchObject({ open: 0, finished: 1 })
  await within(database, later(week), cx => outbox.sweep(cx))
  expect((await outbox.counts(looking(database, NINE))).finished).toBe(0)
  // Whoever follows jobs by id must not see an id twice.
  expect(await outbox.lastJob(looking(database, NINE))).toBe(job?.id)
})

test('a letter is kept, can be read by the owner, and loses its link once it is sent', async () => {
  const database = await freshDatabase()
  const params = { name: 'Sanne', site: 'Guildhall', link: 'https://example.org/reset?token=s3cret' }
  await within(database, NINE, cx =>
    outbox.sendMail(cx, { to: 'sanne@example.org', template: 'reset', locale: 'en', params }),
  )
  const [kept] = await outbox.mails(looking(database, NINE, owner), { limit: 10 })
  expect(kept?.text).toContain('s3cret')
  expect(await outbox.mails(looking(database, NINE, VISITOR), { limit: 10 })).toEqual([])
  expect(await outbox.mails(looking(database, NINE, { ...owner, staff: ['moderator'] }), { limit: 10 })).toEqual([])

  await within(database, NINE, cx => outbox.markMail(cx, kept?.id ?? '', 'sent'), SYSTEM)
  const [sent] = await outbox.mails(looking(database, NINE, owner), { limit: 10 })
  expect(sent).toMatchObject({ outcome: 'sent', text: '' })
})

test('a letter that nobody wrote a text for is a bug, not an empty letter', async () => {
  const database = await freshDatabase()
  const send = within(database, NINE, cx =>
    outbox.sendMail(cx, { to: 'a@b.c', template: 'nope', locale: 'en', params: {} }),
  )
  await expect(send).rejects.toThrow('there is a letter called nope')
})

import type { Cx } from '#db/client.ts'
import { isStaff } from '#kernel/actor.ts'
import { assert } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import { isTemplate, type MailLocale, type MailParams, mailText } from './mail-text.ts'
import * as store from './store.ts'

export type { MailLocale, MailParams } from './mail-text.ts'

export type Mail = {
  readonly id: string
  readonly to: string
  readonly template: string
  readonly locale: MailLocale
  readonly createdAt: Date
  readonly sentAt: Date | null
  /** `sent`, `kept` (no mail server is set), `stale` (too old to send), or null while it waits. */
  readonly outcome: string | null
  /** Empty once sent: a letter may hold a one-time link. */
  readonly subject: string
  readonly text: string
}

/** Where the site is and what it is called: letters that carry only a path are completed with it. */
export type Place = { readonly site: string; readonly origin: string }

const mailOf = (row: store.MailRow, place: Place | null): Mail => {
  const locale = row.locale === 'nl' ? 'nl' : 'en'
  const params = row.params === null ? {} : (JSON.parse(row.params) as MailParams)
  const { subject, text } = mailText(row.template, locale, { ...params, ...place })
  return {
    id: row.id,
    to: row.recipient,
    template: row.template,
    locale,
    createdAt: new Date(row.createdAt),
    sentAt: row.sentAt === null ? null : new Date(row.sentAt),
    outcome: row.outcome,
    subject,
    text: row.params === null ? '' : text,
  }
}

/** Keeps a letter and asks the worker to send it after the commit. */
export async function sendMail(
  cx: Cx,
  mail: { to: string; template: string; locale: MailLocale; params: MailParams },
): Promise<void> {
  assert(isTemplate(mail.template), `there is a letter called ${mail.template}`)
  const id = newId<'mail'>('mail')
  const at = cx.now.getTime()
  await store.addMail(cx.db, {
    id,
    recipient: mail.to,
    template: mail.template,
    locale: mail.locale,
    params: JSON.stringify(mail.params),
    createdAt: at,
    sentAt: null,
    outcome: null,
  })
  await store.addJob(cx.db, { kind: 'mail.send', subject: id, payload: null, key: null, createdAt: at, dueAt: at })
}

/** The newest letters, for staff: without a mail server this is where they are read. */
export async function mails(cx: Cx, o: { limit: number; place?: Place }): Promise<Mail[]> {
  if (!isStaff(cx.actor, 'owner')) return []
  return (await store.newestMails(cx.db, o.limit)).map(row => mailOf(row, o.place ?? null))
}

/** For the worker. */
export async function findMail(cx: Cx, id: string, place: Place): Promise<Mail | null> {
  if (cx.actor.kind !== 'system') return null
  const row = await store.mailOf(cx.db, id)
  return row && mailOf(row, place)
}

/** For the worker: what became of a letter. A sent or stale one loses its text. */
export async function markMail(cx: Cx, id: string, outcome: 'sent' | 'kept' | 'stale'): Promise<void> {
  const sent = outcome === 'sent' ? cx.now.getTime() : null
  await store.markMail(cx.db, id, outcome, sent, outcome !== 'kept')
}

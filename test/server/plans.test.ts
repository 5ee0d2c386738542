import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'

/** The questions asked on every request, every turn of the worker, or by a list of the consoles. None may walk a table. */
const QUESTIONS = {
  session: 'select * from identity_sessions s join identity_users u on u.id = s.user where s.hash = ?',
  roles: 'select role from identity_staff where user = ?',
  devices: 'select * from identity_sessions where user = ? and expires_at > 1',
  account: 'select * from identity_users where email = ?',
  tries: 'select count(*) from identity_attempts where bucket = ? and at > 1',
  'next job':
    'select due_at from outbox_jobs where finished_at is null and dead_at is null and (lease_until is null or lease_until <= 1) order by due_at limit 1',
  'jobs after': 'select id from outbox_jobs where id > 1 and kind = ? order by id limit 10',
  'dead jobs': 'select * from outbox_jobs where dead_at is not null order by dead_at desc limit 10',
  letters: 'select * from outbox_mails order by created_at desc limit 10',
  'audit of a subject': 'select * from audit_entries where subject = ? order by seq desc limit 10',
  'newest of the audit': 'select * from audit_entries order by seq desc limit 10',
  setting: 'select * from settings_versions where key = ? order by version desc limit 1',
  'content version': 'select version from settings_content where id = 1',
}

test.each(Object.entries(QUESTIONS))('%s is found by an index', async (_name, question) => {
  const database = await freshDatabase()
  const plan = await database.read.all<{ detail: string }>(
    sql.raw(`explain query plan ${question.replace('?', "'x'")}`),
  )
  for (const { detail } of plan) {
    expect(detail).not.toMatch(/TEMP B-TREE/)
    if (detail.startsWith('SCAN')) expect(detail).toMatch(/USING (COVERING )?INDEX|^SCAN audit_entries$/)
  }
})

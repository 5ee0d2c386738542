import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'

/** What the lists of leads, deals and referrals ask, and what is looked at every minute. None may walk or sort a table. */
const QUESTIONS = {
  'leads that wait':
    'select * from lead where approved_at is null and rejected_at is null order by registered_at, id limit 51',
  'how many wait': 'select count(*) from lead where approved_at is null and rejected_at is null',
  'leads of a partner':
    "select * from lead where partner = 'x' and (registered_at, id) < (1, 'x') order by registered_at desc, id desc limit 51",
  'leads of a program': "select * from lead where program = 'x' order by registered_at desc, id desc limit 51",
  'all leads': 'select * from lead order by registered_at desc, id desc limit 51',
  'a customer by domain': "select id from customer where domain = 'x' and merged_into is null",
  'a customer by name': "select id from customer where name_key = 'x'",
  'people introduced': "select * from lead_contact where lead = 'x' order by lead, id",
  'leads registered anew': "select * from lead where again = 'x'",
  'deals of a customer': "select * from deal d left join deal_signature s on s.deal = d.id where d.customer = 'x'",
  'all deals': "select * from deal where (recorded_at, id) < (1, 'x') order by recorded_at desc, id desc limit 51",
  'deals that name a lead': "select * from deal_signature where lead = 'x'",
  'referrals of a partner': "select * from referral where partner = 'x' and seq < 1 order by seq desc limit 51",
  'who reported a domain first': "select * from referral where program = 'x' and domain = 'x' and is_first = 1",
  'next word about a lead': 'select min(at) from lead_due',
  'words that are due': 'select lead from lead_due where at <= 1 order by at limit 10',
  'next frozen month': 'select min(due_at) from registry_month',
  'frozen months': "select * from registry_snapshot where partner = 'x' and month = 'x'",
}

test.each(Object.entries(QUESTIONS))('%s: found by an index', async (_name, question) => {
  const database = await freshDatabase()
  const plan = await database.read.all<{ detail: string }>(sql.raw(`explain query plan ${question}`))
  for (const { detail } of plan) {
    expect(detail).not.toMatch(/TEMP B-TREE/)
    if (detail.startsWith('SCAN')) expect(detail).toMatch(/USING (COVERING )?INDEX/)
  }
})

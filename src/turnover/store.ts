import { desc, type SQL, sql } from '#db/orm.ts'
import type { Executor } from '#db/client.ts'
import { facts, imports } from '#db/schema/turnover.ts'
import type { CustomerId } from '#kernel/id.ts'
import { type Currency, money } from '#kernel/money.ts'
import type { Fact } from './cause.ts'
import { sha256 } from './digest.adapter.ts'
import type { TurnoverType } from './event.ts'
import type { Known, Line } from './intake.ts'
import { documentKey, namedInvoices, totalKey } from './intake.ts'
import { anyDeal, packed } from './row.store.ts'

const CHUNK = 1_000

/** Rows to insert as r(v). Materialized: without that SQLite writes a row's text anew for each column that is read from it. */
const rowsIn = (json: string): SQL => sql`with r(v) as materialized (select value from json_each(${json}))`

/** Chunk by chunk, with a breath between: other requests are served while a large file is taken. */
async function inChunks<T>(all: readonly T[], work: (chunk: readonly T[]) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += CHUNK) {
    if (i > 0) await new Promise(resolve => setImmediate(resolve))
    await work(all.slice(i, i + CHUNK))
  }
}

export type KnownFacts = Omit<Known, 'customers' | 'deals' | 'accounts'>

/** What is known already of what the lines touch, by a constant number of statements for each thousand of them. */
export async function knownOf(db: Executor, source: string, lines: readonly Line[]): Promise<KnownFacts> {
  const events = new Map<string, string>()
  const documents = new Map<string, string>()
  const invoices = new Map<string, { customer: string; currency: string }>()
  const waiting = new Map<string, { customer: string; currency: string }[]>()
  const any = await db.all(sql`select 1 from source_event limit 1`)
  if (any.length === 0) return { events, documents, invoices, waiting }
  await inChunks(lines, async chunk => {
    const keys = JSON.stringify(chunk.map(line => line.event.eventId))
    for (const [key, payload] of await packed<[string, string]>(
      db,
      sql`select json_group_array(json_array(e.key, e.payload)) as j
        from json_each(${keys}) c cross join source_event e on e.source = ${source} and e.key = c.value`,
    ))
      events.set(key, payload)
    const papers = JSON.stringify(chunk.map(line => [line.event.type, line.event.document]))
    for (const [kind, document, payload] of await packed<[string, string, string]>(
      db,
      sql`select json_group_array(json_array(f.kind, f.document, e.payload)) as j
        from json_each(${papers}) c cross join fact f on f.kind = c.value->>0 and f.document = c.value->>1
        join source_event e on e.id = f.source_event`,
    ))
      documents.set(documentKey(kind, document), payload)
  })
  await inChunks(namedInvoices(lines), async chunk => {
    for (const [document, customer, currency] of await packed<[string, string, string]>(
      db,
      sql`select json_group_array(json_array(f.document, f.customer, f.currency)) as j
        from json_each(${JSON.stringify(chunk)}) c cross join fact f on f.kind = 'invoice' and f.document = c.value`,
    ))
      invoices.set(document, { customer, currency })
  })
  const billed = lines.flatMap(line => (line.event.type === 'invoice' ? line.event.document : []))
  await inChunks(billed, async chunk => {
    for (const [invoice, customer, currency] of await packed<[string, string, string]>(
      db,
      sql`select json_group_array(json_array(invoice, customer, currency)) as j from (
        select distinct f.invoice, f.customer, f.currency
        from json_each(${JSON.stringify(chunk)}) c cross join fact f on f.invoice = c.value)`,
    ))
      waiting.set(invoice, [...(waiting.get(invoice) ?? []), { customer, currency }])
  })
  return { events, documents, invoices, waiting }
}

/** What was taken so far by `totalKey`, in minor units. */
export async function loadTotals(db: Executor): Promise<Map<string, bigint>> {
  const rows = await db.all<{ kind: string; currency: string; net: number }>(
    sql`select kind, currency, net from turnover_total`,
  )
  return new Map(rows.map(row => [totalKey(row.kind, row.currency), BigInt(row.net)]))
}

async function addToTotals(db: Executor, fresh: readonly Line[]): Promise<void> {
  const sums = new Map<string, [string, string, bigint]>()
  for (const { event } of fresh) {
    const key = totalKey(event.type, event.net.currency)
    const sum = sums.get(key) ?? [event.type, event.net.currency, 0n]
    sum[2] += event.net.minor
    sums.set(key, sum)
  }
  for (const [kind, currency, net] of sums.values()) {
    await db.run(sql`insert into turnover_total values (${kind}, ${currency}, ${Number(net)})
      on conflict (kind, currency) do update set net = net + excluded.net`)
  }
}

/** Keeps the events, and a fact for each of `fresh`. Both tables only grow, so the next numbers are known beforehand. */
export async function keep(
  db: Executor,
  source: string,
  fresh: readonly Line[],
  echoes: readonly Line[],
  at: Date,
): Promise<void> {
  const [last] = await db.all<{ event: number; fact: number }>(
    sql`select coalesce((select max(id) from source_event), 0) as event, coalesce((select max(seq) from fact), 0) as fact`,
  )
  let event = last?.event ?? 0
  let seq = last?.fact ?? 0
  const received = at.getTime()
  // The payload travels as JSON within JSON, not as text within it: `->` gives back the very text.
  const told = ({ event: e, payload }: Line) =>
    `[${++event},${JSON.stringify(e.eventId)},"${sha256(payload)}","${e.type}",${payload}]`
  const tell = (rows: readonly string[]) =>
    db.run(sql`insert into source_event (id, source, key, payload_hash, type, payload, received_at)
      ${rowsIn(`[${rows.join(',')}]`)} select v->>0, ${source}, v->>1, unhex(v->>2), v->>3, v->4, ${received} from r`)
  await inChunks(fresh, async chunk => {
    const events: string[] = []
    const rows: string[] = []
    for (const line of chunk) {
      events.push(told(line))
      rows.push(factText(line, ++seq, event))
    }
    await tell(events)
    await db.run(sql`insert into fact (seq, kind, document, invoice, customer, occurred_at, net, currency, account, deal, source_event)
      ${rowsIn(`[${rows.join(',')}]`)}
      select v->>0, v->>1, v->>2, v->>3, v->>4, v->>5, v->>6, v->>7, v->>8, v->>9, v->>10 from r`)
  })
  await inChunks(echoes, async chunk => {
    await tell(chunk.map(told))
  })
  await addToTotals(db, fresh)
}

const text = (value: string | null | undefined): string => (value ? JSON.stringify(value) : 'null')

/** A fact's columns as a JSON array, written by hand: a file has 100,000 of them. */
const factText = ({ event: e, invoice }: Line, seq: number, event: number): string =>
  `[${seq},"${e.type}",${text(e.document)},${text(invoice)},${text(e.customer)},${e.occurredAt.getTime()},${e.net.minor},"${e.net.currency}",${text(e.account)},${text(e.deal)},${event}]`

type FactRow = [
  number,
  TurnoverType,
  string,
  string | null,
  CustomerId,
  number,
  number,
  string,
  string | null,
  string | null,
]
const COLUMNS = sql.raw(
  'f.seq, f.kind, f.document, f.invoice, f.customer, f.occurred_at, f.net, f.currency, f.account, f.deal',
)
const factOf = (row: FactRow): Fact => ({
  seq: row[0],
  kind: row[1],
  document: row[2],
  invoice: row[3],
  customer: row[4],
  occurredAt: new Date(row[5]),
  net: money(BigInt(row[6]), row[7] as Currency),
  account: row[8],
  deal: row[9],
})

/** The invoices of these documents, and everything that names them. */
export async function factsOfInvoices(db: Executor, documents: readonly string[]): Promise<Fact[]> {
  if (documents.length === 0) return []
  const list = JSON.stringify(documents)
  const rows = await packed<FactRow>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j from (
      select f.* from json_each(${list}) c cross join fact f on f.kind = 'invoice' and f.document = c.value
      union all select f.* from json_each(${list}) c cross join fact f on f.invoice = c.value) f`,
  )
  return rows.map(factOf)
}

/** The invoices that name these deals with everything that names those, and the credit notes of the deals whose invoice is not known. */
export async function factsOfDeals(db: Executor, deals: readonly string[]): Promise<Fact[]> {
  if (deals.length === 0 || !(await anyDeal(db))) return []
  const list = JSON.stringify(deals)
  const rows = await packed<FactRow>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j from (
      select f.* from json_each(${list}) c cross join fact f on f.deal = c.value where f.kind = 'invoice'
      union all select f.* from json_each(${list}) c cross join fact i on i.deal = c.value
        cross join fact f on f.invoice = i.document where i.kind = 'invoice'
      union all select f.* from json_each(${list}) c cross join fact f on f.deal = c.value where f.kind = 'credit_note'
        and (f.invoice is null or not exists (select 1 from fact i where i.kind = 'invoice' and i.document = f.invoice))) f`,
  )
  return rows.map(factOf)
}

/** Those of the credit notes whose invoice, if they name one, is not known. */
export async function loneCreditNotes(db: Executor, documents: readonly string[]): Promise<Fact[]> {
  if (documents.length === 0) return []
  const rows = await packed<FactRow>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j
      from json_each(${JSON.stringify(documents)}) c
      cross join fact f on f.kind = 'credit_note' and f.document = c.value
      where f.invoice is null or not exists (select 1 from fact i where i.kind = 'invoice' and i.document = f.invoice)`,
  )
  return rows.map(factOf)
}

export async function factsAfter(db: Executor, seq: number, limit: number): Promise<Fact[]> {
  const rows = await packed<FactRow>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j from (
      select * from fact where seq > ${seq} order by seq limit ${limit}) f`,
  )
  return rows.map(factOf)
}

export async function lastSeq(db: Executor): Promise<number> {
  const [row] = await db.all<{ seq: number | null }>(sql`select max(seq) as seq from fact`)
  return row?.seq ?? 0
}

export async function findFact(db: Executor, kind: TurnoverType, document: string): Promise<Fact | null> {
  const rows = await packed<FactRow>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j from fact f where f.kind = ${kind} and f.document = ${document}`,
  )
  return rows[0] ? factOf(rows[0]) : null
}

/** Newest first, by keyset. */
export async function factsOfCustomer(
  db: Executor,
  customer: CustomerId,
  page: { before: { at: Date; seq: number } | null; limit: number },
): Promise<Fact[]> {
  const at = page.before?.at.getTime() ?? 8.64e15
  const seq = page.before?.seq ?? 0
  const rows = await packed<FactRow>(
    db,
    sql`select json_group_array(json_array(${COLUMNS})) as j from (
      select * from fact where customer = ${customer} and (occurred_at, seq) < (${at}, ${seq})
      order by occurred_at desc, seq desc limit ${page.limit}) f`,
  )
  return rows.map(factOf)
}

export type Import = typeof imports.$inferSelect

export async function keepImport(db: Executor, row: Omit<Import, 'id'>): Promise<void> {
  await db.insert(imports).values(row)
}

export const loadImports = (db: Executor, limit: number): Promise<Import[]> =>
  db.select().from(imports).orderBy(desc(imports.id)).limit(limit)

export async function countFacts(db: Executor): Promise<{ kind: TurnoverType; count: number }[]> {
  return db.select({ kind: facts.kind, count: sql<number>`count(*)` }).from(facts).groupBy(facts.kind)
}

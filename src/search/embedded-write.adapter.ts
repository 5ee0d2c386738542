import { digestOf } from './digest.adapter.ts'
import type { Doc, Fed } from './document.ts'
import { type IndexFile, pack } from './embedded-file.adapter.ts'
import { KINDS, type Kind } from './facets.ts'

export type Mark = { readonly followed: number; readonly seen: number; readonly at: number }
type Change = { readonly kind: Kind; readonly rid: number; readonly row: Parameters<typeof pack>[0] | null }

/**
 * Brings the documents of each partner to what is given, in one transaction with the followed job; unchanged ones are
 * skipped, a changed one gets a new row (so what is remembered of old rows stays true). If it fails, nothing has changed.
 */
export function replace(index: IndexFile, feds: readonly Fed[], mark: Mark | null): void {
  const seq = index.meta().seq + 1
  let changes: Change[]
  try {
    changes = index.db.transact(() => {
      const list = feds.flatMap(fed => replaceOne(index, fed, seq))
      const followed = mark === null ? {} : { followed: mark.followed, seen: mark.seen, followedAt: mark.at }
      index.putMeta({ seq, ...followed })
      return list
    })
  } catch (error) {
    // Rows that were rolled back will be given out again: nothing may be remembered of them.
    index.forgetPhrases()
    throw error
  }
  for (const { kind, rid, row } of changes) {
    if (row === null) index.columns[kind].drop(rid)
    else index.put(kind, rid, row)
  }
  index.wrote(seq)
}

function replaceOne(index: IndexFile, fed: Fed, seq: number): Change[] {
  const changes: Change[] = []
  for (const kind of KINDS) {
    const sql = index.sql[kind]
    const old = new Map(
      sql.ofPartner.all(fed.partner).map(([rid, id, digest]) => [id as string, { rid: rid as number, digest }]),
    )
    for (const doc of fed.docs) {
      if (doc.kind !== kind) continue
      const before = old.get(doc.id)
      old.delete(doc.id)
      const digest = digestOf(doc)
      if (before?.digest === digest) continue
      const gone = before?.rid ?? ridOf(index, doc)
      if (gone !== null) {
        drop(index, kind, gone, seq)
        changes.push({ kind, rid: gone, row: null })
      }
      const rid = nextRid(index, kind)
      changes.push({ kind, rid, row: put(index, rid, doc, digest, seq) })
    }
    for (const { rid } of old.values()) {
      drop(index, kind, rid, seq)
      changes.push({ kind, rid, row: null })
    }
  }
  return changes
}

/** The row of a document that another partner had until now. */
const ridOf = (index: IndexFile, doc: Doc): number | null =>
  (index.sql[doc.kind].ridOf.get(doc.id)?.[0] as number | undefined) ?? null

const nextRid = (index: IndexFile, kind: Kind): number => (index.sql[kind].last.get()?.[0] as number) + 1

function drop(index: IndexFile, kind: Kind, rid: number, seq: number): void {
  const sql = index.sql[kind]
  index.dropWords(kind, rid)
  sql.dropDoc.run(rid)
  sql.dropColumns.run(seq, rid)
}

function put(index: IndexFile, rid: number, doc: Doc, digest: string, seq: number): Change['row'] {
  const sql = index.sql[doc.kind]
  const { name, facts, proof, body } = doc.texts
  const more = { evidence: doc.evidence, parts: doc.parts, base: doc.base, tie: doc.tie }
  sql.putDoc.run(rid, doc.id, doc.partner, digest, name, facts, proof, JSON.stringify(more), JSON.stringify(doc.card))
  index.putWords(doc.kind, rid, doc.texts)
  for (const word of new Set(`${name} ${facts} ${proof} ${body}`.split(' ')))
    if (word !== '' && index.vocabulary.add(word)) sql.addTerm.run(word)
  const row = index.rowOf(doc)
  const { numbers, cells } = pack(row)
  sql.putColumns.run(rid, seq, numbers, cells, row.nameKey)
  return row
}

/** The file is whole and may be swapped in: words are merged, the log is folded into the file. */
export function seal(index: IndexFile, followed: number, at: number): void {
  index.tell('optimize')
  index.putMeta({ complete: true, clean: true, followed, seen: followed, followedAt: at })
  index.db.exec('pragma wal_checkpoint(truncate)')
}

/** The only check that sees a damaged word index; SQLite's own does not look inside. */
export function isIntact(index: IndexFile): boolean {
  try {
    index.tell('integrity-check')
    return true
  } catch {
    // Any error of the check means the same: build anew.
    return false
  }
}

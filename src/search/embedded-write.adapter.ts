import { digestOf } from './digest.adapter.ts'
import type { Doc, Fed } from './document.ts'
import { type IndexFile, pack } from './embedded-file.adapter.ts'
import { KINDS, type Kind } from './facets.ts'

type Change = { readonly kind: Kind; readonly rid: number; readonly row: Parameters<typeof pack>[0] | null }

/**
 * Brings the documents of each partner to what is given, in one transaction with the followed job; unchanged ones are
 * skipped, `touched` hears of each changed row. If it fails, neither the file nor the memory has changed in its facts.
 */
export function replace(
  index: IndexFile,
  feds: readonly Fed[],
  mark: { followed: number; at: number } | null,
  touched: (kind: Kind, rid: number) => void,
): void {
  const seq = index.meta().seq + 1
  const changes = index.db.transact(() => {
    const list = feds.flatMap(fed => replaceOne(index, fed, seq))
    const followed = mark === null ? {} : { followed: mark.followed, followedAt: mark.at }
    index.putMeta({ seq, ...followed })
    return list
  })
  for (const { kind, rid, row } of changes) {
    if (row === null) index.columns[kind].drop(rid)
    else index.columns[kind].set(rid, row)
    touched(kind, rid)
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
      const rid = before?.rid ?? takeOver(index, doc) ?? nextRid(index, kind)
      if (before !== undefined) sql.dropText.run(rid)
      changes.push({ kind, rid, row: put(index, rid, doc, digest, seq) })
    }
    for (const { rid } of old.values()) {
      drop(index, kind, rid, seq)
      changes.push({ kind, rid, row: null })
    }
  }
  return changes
}

/** A document that another partner had until now (a case moved): its row is used again. */
function takeOver(index: IndexFile, doc: Doc): number | null {
  const row = index.sql[doc.kind].ridOf.get(doc.id)
  if (row === undefined) return null
  index.sql[doc.kind].dropText.run(row[0] as number)
  return row[0] as number
}

const nextRid = (index: IndexFile, kind: Kind): number => (index.sql[kind].last.get()?.[0] as number) + 1

function drop(index: IndexFile, kind: Kind, rid: number, seq: number): void {
  const sql = index.sql[kind]
  sql.dropText.run(rid)
  sql.dropDoc.run(rid)
  sql.dropColumns.run(seq, rid)
}

function put(index: IndexFile, rid: number, doc: Doc, digest: string, seq: number): Change['row'] {
  const sql = index.sql[doc.kind]
  const { name, facts, proof, body } = doc.texts
  const more = { evidence: doc.evidence, parts: doc.parts, base: doc.base, tie: doc.tie }
  sql.putDoc.run(rid, doc.id, doc.partner, digest, name, facts, proof, JSON.stringify(more), JSON.stringify(doc.card))
  sql.putText.run(rid, name, facts, proof, body)
  for (const word of new Set(`${name} ${facts} ${proof} ${body}`.split(' ')))
    if (word !== '' && index.vocabulary.add(word)) sql.addTerm.run(word)
  const row = index.rowOf(doc)
  const { numbers, cells } = pack(row)
  sql.putColumns.run(rid, seq, numbers, cells, row.nameKey)
  return row
}

/** The file is whole and may be swapped in: words are merged, the log is folded into the file. */
export function seal(index: IndexFile, followed: number, at: number): void {
  for (const kind of KINDS) index.db.exec(`insert into fts_${kind}(fts_${kind}) values('optimize')`)
  index.putMeta({ complete: true, clean: true, followed, followedAt: at })
  index.db.exec('pragma wal_checkpoint(truncate)')
}

/** The only check that sees a damaged word index; SQLite's own does not look inside. */
export function isIntact(index: IndexFile): boolean {
  try {
    for (const kind of KINDS) index.db.exec(`insert into fts_${kind}(fts_${kind}) values('integrity-check')`)
    return true
  } catch {
    // Any error of the check means the same: build anew.
    return false
  }
}

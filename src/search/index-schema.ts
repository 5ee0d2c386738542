import { KINDS, type Kind } from './facets.ts'

/** A file of another version is not read but built anew. Raise it when texts, tables or words change. */
export const SCHEMA = 4

/**
 * The texts are indexed in nested tables, so that the sets of the window, which are nested too, each read only as much as
 * they need: `head` (name, facts), `lead` (and proof), `full` (and body). Reviews are not ranked and cases have no body.
 */
export type Text = 'head' | 'lead' | 'full'
export const TEXTS: { readonly [K in Kind]: readonly Text[] } = {
  partner: ['head', 'lead', 'full'],
  case: ['head', 'full'],
  review: ['full'],
}

const table = (kind: Kind) => `
create table doc_${kind}(
  rid integer primary key, id text not null unique, partner text not null, digest text not null,
  name text not null, facts text not null, proof text not null, more text not null, card text not null);
create index doc_${kind}_partner on doc_${kind}(partner);
create table col_${kind}(
  rid integer primary key, seq integer not null, live integer not null, numbers blob not null, cells blob not null, name_key text not null);
create index col_${kind}_seq on col_${kind}(seq);
${TEXTS[kind].map(text => ftsTable(kind, text)).join('\n')}`

/** Words come folded and joined by a space, so the tokenizer has nothing to decide: everything but a space is a letter. */
const ftsTable = (kind: Kind, text: Text) => `
create virtual table ${text}_${kind} using fts5(${text === 'head' ? 'name, facts' : 'words'}, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* C*'", prefix='2 3', detail=${text === 'head' ? 'column' : 'none'});`

export const TABLES = `
create table meta(key text primary key, value text not null) without rowid;
create table term(n integer primary key, word text not null unique);
create table facet_value(n integer primary key, kind text not null, facet text not null, value text not null);
${KINDS.map(table).join('\n')}`

export const PRAGMAS = `
pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-65536; pragma temp_store=memory; pragma mmap_size=268435456;`

export type Meta = {
  readonly schema: number
  readonly complete: boolean
  /** False while a writer has it open: whoever finds it so checks the file. */
  readonly clean: boolean
  /** Every job up to this one is done and its change is in the file. */
  readonly followed: number
  /** The last job that was looked at, done or not: whoever asked for a change before it may find it here. */
  readonly seen: number
  /** When it last held all there was, ms since 1970: older than the outbox remembers means building anew. */
  readonly followedAt: number
  readonly seq: number
}
export const META_START: Meta = {
  schema: SCHEMA,
  complete: false,
  clean: true,
  followed: 0,
  seen: 0,
  followedAt: 0,
  seq: 0,
}

export function readMeta(rows: readonly (readonly [string, string])[]): Meta {
  const value = new Map(rows)
  const number = (key: keyof Meta) => Number(value.get(key) ?? 0)
  return {
    schema: number('schema'),
    complete: number('complete') === 1,
    clean: number('clean') === 1,
    followed: number('followed'),
    seen: number('seen'),
    followedAt: number('followedAt'),
    seq: number('seq'),
  }
}

export const metaRows = (meta: Partial<Meta>): [string, string][] =>
  Object.entries(meta).map(([key, value]) => [key, String(Number(value))])

import { createHash } from 'node:crypto'
import type { Doc } from './document.ts'

/** Two documents with one digest are the same: an unchanged one is not written again. */
export const digestOf = (doc: Doc): string =>
  createHash('sha1').update(JSON.stringify(doc)).digest('base64').slice(0, 22)

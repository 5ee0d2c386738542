import { slugOf } from '#kernel/id.ts'
import { fnv1a } from './drawing.ts'

export const LABEL_KINDS = ['expertise', 'service', 'industry'] as const
export type LabelKind = (typeof LABEL_KINDS)[number]
export type Label = {
  readonly kind: LabelKind
  readonly slug: string
  readonly en: string
  readonly nl: string
  readonly synonyms: readonly string[]
}
/** Every label by its slug; the slug is unique within a kind only. */
export type Vocabulary = {
  readonly expertise: ReadonlyMap<string, Label>
  readonly service: ReadonlyMap<string, Label>
  readonly industry: ReadonlyMap<string, Label>
}

/** The slug of a free label. A label without a Latin letter or digit gets a number of its own, so that none is lost. */
export const labelSlug = (text: string): string => slugOf(text) || `x-${fnv1a(text.trim().toLowerCase()).toString(36)}`

/** The words of a label in the reader's language; the slug itself when the vocabulary does not know it. */
export const labelText = (labels: ReadonlyMap<string, Label>, slug: string, locale: 'en' | 'nl'): string =>
  labels.get(slug)?.[locale] ?? slug

import type { Cx } from '#db/client.ts'
import * as audit from '#audit/index.ts'
import { isStaff } from '#kernel/actor.ts'
import { type Result, ok, refuse } from '#kernel/result.ts'
import * as outbox from '#outbox/index.ts'
import * as settings from '#settings/index.ts'
import { type Label, labelSlug } from './label.ts'
import * as store from './store.ts'

/** Partner managers add labels or give known ones other words and synonyms; the partners that carry them are found by these from then on. */
export async function addLabels(
  cx: Cx,
  labels: readonly Omit<Label, 'slug'>[],
): Promise<Result<Label[], 'not-allowed' | 'label-missing'>> {
  if (!isStaff(cx.actor, 'partner-manager')) return refuse('not-allowed')
  const kept: Label[] = []
  for (const { kind, en, nl, synonyms } of labels) {
    if (en.trim() === '' || nl.trim() === '') return refuse('label-missing')
    kept.push({ kind, slug: labelSlug(en), en: en.trim(), nl: nl.trim(), synonyms })
  }
  for (const label of kept) {
    await store.keepLabel(cx, label)
    for (const partner of await store.partnersWith(cx, label.kind, label.slug))
      await outbox.enqueue(cx, 'search.partner', partner, { key: `search.partner:${partner}` })
  }
  await audit.note(cx, {
    verb: 'label.add',
    subject: kept
      .map(label => label.slug)
      .join(' ')
      .slice(0, 200),
  })
  await settings.raiseContentVersion(cx)
  return ok(kept)
}

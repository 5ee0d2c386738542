import type { Cx } from '#db/client.ts'
import { canonical } from '#kernel/json.ts'
import type { PartnerId } from '#kernel/id.ts'
import { parseMonth } from '#kernel/period.ts'
import {
  type Statement,
  statement,
  statementCsv,
  statementHtml,
  statementJson,
  statementPdf,
  statementWords,
} from '#payouts/index.ts'
import type { Locale } from '#ui/link.ts'
import { notFound } from './_door.ts'

const KINDS: Readonly<
  Record<string, readonly [type: string, render: (found: Statement[], locale: Locale) => BodyInit | Promise<BodyInit>]>
> = {
  json: ['application/json', found => `${canonical(statementJson(found))}\n`],
  csv: ['text/csv; charset=utf-8', found => statementCsv(found)],
  html: ['text/html; charset=utf-8', (found, locale) => statementHtml(found, statementWords(locale))],
  pdf: ['application/pdf', async (found, locale) => new Uint8Array(await statementPdf(found, statementWords(locale)))],
}

/** The issued statements of a closed month as a file; an open month has none. Who may not see them finds nothing. */
export async function statementFile(
  { cx, locale }: { cx: Cx; locale: Locale },
  partner: PartnerId,
  monthText: string,
  kindText: string,
): Promise<Response> {
  const month = parseMonth(monthText)
  const kind = Object.hasOwn(KINDS, kindText) ? KINDS[kindText] : undefined
  const found = month.ok && kind ? await statement(cx, partner, month.value) : null
  if (!month.ok || !kind || !found) return notFound()
  const [type, render] = kind
  return new Response(await render(found, locale), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="statement-${month.value}.${kindText}"`,
      'cache-control': 'private, no-store',
    },
  })
}

/** What is settled? Months are closed, each partner gets its statement of the month, and what is payable is paid. */
import type { Cx } from '#db/client.ts'
import { verifyStatements } from './statement.verbs.ts'

export * from './bank.verbs.ts'
export * from './payout.verbs.ts'
export * from './payout-doctor.verbs.ts'
export * from './payout-export.verbs.ts'
export * from './payout-run.verbs.ts'
export { type Closed, type ClosePreview, closeMonth, closePreview, monthsToClose } from './close.verbs.ts'
export type { Document, Party, TaxRow } from './document.ts'
export { type Statement, statementJson } from './issued.ts'
export {
  checkVatId,
  type GivenParticulars,
  type Particulars,
  type ParticularsFault,
  particulars,
  STANDINGS,
  type Standing,
  setParticulars,
  type Treatment,
  treatment,
  type Unchecked,
  uncheckedVatIds,
} from './particulars.verbs.ts'
export { plainParticulars } from './particulars.ts'
export { ACCEPTANCES, AGREEMENT_VERSION, acceptedAt, SILENCE_DAYS } from './self-billing.ts'
export * from './self-billing.verbs.ts'
export type { Balances, Body, Figures, Head, Line, Paper } from './statement.ts'
export * from './statement.verbs.ts'
export { statementCsv } from './statement-csv.ts'
export { statementHtml } from './statement-html.ts'
export { statementPdf } from './statement-pdf.adapter.ts'
export { statementWords, type Words } from './statement-words.ts'
export * from './vat.verbs.ts'

/** Every promise of this room that can be proved on live data, a sentence each. */
export async function* verify(cx: Cx): AsyncGenerator<{ check: string; ok: boolean; message: string }> {
  yield* verifyStatements(cx)
}

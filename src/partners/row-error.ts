/** One fault of a file taken in: `row` as the caller counts, `column` as the file names it. */
export type RowError = {
  readonly row: number
  readonly column: string
  readonly code: string
  readonly message: string
}

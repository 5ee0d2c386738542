/** What can be said about one field of work. `{client}`, `{firm}`, `{n}`, `{months}` are filled in. */
export type Area = {
  /** The work, as its customer calls it: "our welcome series". */
  readonly project: readonly string[]
  /** What a customer's review says it came for. */
  readonly problem: readonly string[]
  /** What it liked, in particulars. */
  readonly good: readonly string[]
  /** What a case says: where it began, what was done, what came of it. */
  readonly title: readonly string[]
  readonly challenge: readonly string[]
  readonly approach: readonly string[]
  readonly result: readonly string[]
  readonly metrics: readonly (readonly [from: number, to: number, pattern: string, label: string])[]
}
export type Areas = { readonly [slug: string]: Area }

/** A grammar of reviews in one language. Nothing here depends on anything but the stars. */
type ByStars = { readonly [stars in 1 | 2 | 3 | 4 | 5]: readonly string[] }
export type Phrases = {
  readonly titles: ByStars
  readonly asked: readonly string[]
  readonly well: ByStars
  readonly better: ByStars
  readonly replies: { readonly good: readonly string[]; readonly bad: readonly string[] }
}

import type { Quote } from './document.ts'
import { type Matcher, matcher } from './matching.ts'
import { PLACE, placesOf } from './numbering.ts'
import type { Query } from './query.ts'

/** A piece of the original text and whether it matches. Templates print `<mark>`; this is never HTML. */
export type Segment = readonly [text: string, marked: boolean]
export type MarkedQuote = Omit<Quote, 'text'> & { readonly text: readonly Segment[] }
export type Highlights = {
  readonly title: readonly Segment[]
  readonly summary: readonly Segment[]
  /** The newest review of the partner that holds a word of the query, good or bad. */
  readonly quote: MarkedQuote | null
}

const CROP_WORDS = 30

/** Marks the texts of one query. Both engines and the ranking use the same idea of a match. */
export class Marker {
  readonly #matcher: Matcher
  readonly #terms: number

  constructor(query: Query, loose = false) {
    this.#matcher = matcher(query, loose)
    this.#terms = query.terms.length
  }

  /** The whole text. */
  mark(text: string): Segment[] {
    if (this.#terms === 0) return text === '' ? [] : [[text, false]]
    return segments(text, this.#hits(text), 0, text.length)
  }

  /** About 30 words where most distinct words of the query lie; `…` where it is cut. */
  crop(text: string, size = CROP_WORDS): Segment[] {
    const hits = this.#hits(text)
    if (hits.length <= size) return segments(text, hits, 0, text.length)
    const start = bestWindow(hits, size)
    const end = Math.min(hits.length, start + size)
    const from = start === 0 ? 0 : (hits[start]?.from ?? 0)
    const to = end === hits.length ? text.length : (hits[end - 1]?.to ?? text.length)
    const middle = segments(text, hits, from, to)
    return [
      ...(from > 0 ? [['… ', false] as const] : []),
      ...middle,
      ...(to < text.length ? [[' …', false] as const] : []),
    ]
  }

  /** The newest quote with a word of the query; null when none has. `quotes` come newest first. */
  quote(quotes: readonly Quote[]): MarkedQuote | null {
    if (this.#terms === 0) return null
    const found = quotes.find(quote => this.#holdsAny(quote.text))
    return found === undefined ? null : { ...found, text: this.crop(found.text) }
  }

  #hits(text: string): Hit[] {
    const places = placesOf(text)
    const found: Hit[] = []
    for (let k = 0; k < places.length; k += PLACE) {
      const [from, to] = [places[k] as number, places[k + 1] as number]
      const term = this.#termOf(places[k + 2] as number)
      const before = found.at(-1)
      // A word that folds to several stands once, and matches if any of them does.
      if (before?.from === from) found[found.length - 1] = { from, to, term: before.term ?? term }
      else found.push({ from, to, term })
    }
    return found
  }

  #holdsAny(text: string): boolean {
    const places = placesOf(text)
    for (let k = 2; k < places.length; k += PLACE) if (this.#termOf(places[k] as number) !== null) return true
    return false
  }

  #termOf(number: number): number | null {
    for (let i = 0; i < this.#terms; i++) if (this.#matcher.answers(i, number)) return i
    return null
  }
}

type Hit = { readonly from: number; readonly to: number; readonly term: number | null }

function segments(text: string, hits: readonly Hit[], from: number, to: number): Segment[] {
  const out: Segment[] = []
  let at = from
  for (const hit of hits) {
    if (hit.term === null || hit.from < from || hit.to > to) continue
    if (hit.from > at) out.push([text.slice(at, hit.from), false])
    out.push([text.slice(hit.from, hit.to), true])
    at = hit.to
  }
  if (at < to) out.push([text.slice(at, to), false])
  return out
}

/** The first run of `size` words with the most distinct terms, then the most hits; a little before the first hit. */
function bestWindow(hits: readonly Hit[], size: number): number {
  let best = 0
  let bestWorth = -1
  for (let start = 0; start + size <= hits.length; start++) {
    const inside = hits.slice(start, start + size).filter(hit => hit.term !== null)
    const worth = new Set(inside.map(hit => hit.term)).size * 1_000 + inside.length
    if (worth > bestWorth) {
      best = start
      bestWorth = worth
    }
  }
  const first = hits.findIndex((hit, i) => i >= best && hit.term !== null)
  return first < 0 ? 0 : Math.max(0, Math.min(Math.max(best, first - 4), hits.length - size))
}

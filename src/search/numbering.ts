import { spans } from './words.ts'

/**
 * A number for every word that ranking has met, so that a text is a row of numbers and a comparison is made once a word.
 * It only saves work: numbers never leave the process.
 */
const numbers = new Map<string, number>()
const words: string[] = []

export const countOfWords = (): number => words.length
export const wordOf = (number: number): string => words[number] ?? ''

export function numberOf(word: string): number {
  const known = numbers.get(word)
  if (known !== undefined) return known
  const number = words.push(word) - 1
  numbers.set(word, number)
  return number
}

/** Each word of a joined text once. */
export function numbered(text: string): Uint32Array {
  if (text === '') return NONE
  return Uint32Array.from(new Set(text.split(' ').map(numberOf)))
}
const NONE = new Uint32Array(0)

/** Where a word of an original text stands, and the numbers of what it folds to. */
export type Place = { readonly from: number; readonly to: number; readonly numbers: readonly number[] }
const KEPT = 3_000
const places = new Map<string, readonly Place[]>()

/** The places of a text's words. Cards are shown again and again, so the last few thousand texts are remembered. */
export function placesOf(text: string): readonly Place[] {
  const known = places.get(text)
  if (known !== undefined) return known
  const found = spans(text).map(({ from, to, words }) => ({ from, to, numbers: words.map(numberOf) }))
  if (places.size >= KEPT) places.delete(places.keys().next().value ?? '')
  places.set(text, found)
  return found
}

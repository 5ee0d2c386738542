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

/** Where words stand in an original text: start, end and number of each, three numbers a word; one that folds to two is there twice. */
export type Places = Uint32Array
export const PLACE = 3
const KEPT = 20_000
const places = new Map<string, Places>()

/** Cards are shown again and again, so the places of the last texts are remembered. */
export function placesOf(text: string): Places {
  const known = places.get(text)
  if (known !== undefined) return known
  const found: number[] = []
  for (const { from, to, words: folded } of spans(text)) for (const word of folded) found.push(from, to, numberOf(word))
  const made = Uint32Array.from(found)
  if (places.size >= KEPT) places.delete(places.keys().next().value ?? '')
  places.set(text, made)
  return made
}

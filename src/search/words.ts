const FOLD: Readonly<Record<string, string>> = {
  ø: 'o',
  ß: 'ss',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** Lower case without marks, and the letters folded that Unicode's decomposition (and FTS5's own folding) leaves alone. */
export function fold(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return plain.replace(/[øßłæœđðþı]/g, letter => FOLD[letter] ?? letter)
}

const ASCII = /^[a-z0-9]*$/

/** The words of a text as both engines and every query know them: folded, split at anything but letters and digits. */
export function words(text: string): string[] {
  if (ASCII.test(text)) return text === '' ? [] : [text]
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
}

/** Words joined by one space: the form in which a text is indexed. */
export const joined = (...texts: readonly string[]): string => texts.flatMap(words).join(' ')

export type Span = { readonly from: number; readonly to: number; readonly words: readonly string[] }

/** Where the words of the original text stand. One original word may fold to several ("½"), or to none. */
export function spans(text: string): Span[] {
  const found: Span[] = []
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu))
    found.push({ from: match.index, to: match.index + match[0].length, words: words(match[0]) })
  return found
}

/** Cuts a joined text at a word, at most `max` characters. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const end = text.lastIndexOf(' ', max)
  return text.slice(0, end < 0 ? max : end)
}

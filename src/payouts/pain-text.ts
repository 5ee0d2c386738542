/** Letters that lose nothing but a sign, or are written otherwise, in the Latin letters that every bank takes. */
const PAIRS = `ß ss ẞ SS æ ae Æ AE œ oe Œ OE ø o Ø O ł l Ł L đ d Đ D ð d Ð D þ th Þ Th ı i ħ h Ħ H ŋ ng Ŋ NG ŧ t Ŧ T ſ s
  а a б b в v г g ґ g д d е e ё e є ye ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ў u ф f х kh
  ц ts ч ch ш sh щ shch ы y э e ю yu я ya ђ dj ј j љ lj њ nj ћ c џ dz ѓ g ќ k ѕ dz
  α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
  & + @ (at) _ - € EUR £ GBP $ USD ¥ JPY “ ' ” ' „ ' « ' » ' ‘ ' ’ ' \` ' " ' – - — - ‐ - ‑ - … ... ; , ! . < ( > ) [ ( ] ) { ( } ) | / \\ /`
/** How a character is written; the hard and the soft sign are not heard. */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['ъ', ''],
  ['ь', ''],
  ...Array.from(PAIRS.matchAll(/(\S) (\S+)/gu), ([, from = '', to = '']) => [from, to] as const),
])
const SIGNS = /\p{M}+/gu

/**
 * A text in the characters that every bank of the scheme takes: Latin letters, digits, blank and / - ? : ( ) . , ' +. What has no
 * such writing becomes a full stop. It never starts or ends with a slash and never holds two. '' if no letter or digit is left.
 */
export function latin(text: string, max: number): string {
  const plain = Array.from(text.normalize('NFC'), writtenAs).join('')
  const tidy = plain
    .replace(/\/{2,}/g, '/')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, max)
  const bounded = tidy.replace(/^[/ ]+|[/ ]+$/g, '')
  return /[A-Za-z0-9]/.test(bounded) ? bounded : ''
}

function writtenAs(character: string): string {
  const small = character.toLowerCase()
  for (const form of [character, small, bare(character), bare(small)]) {
    const known = WRITTEN.get(form)
    if (known === undefined) continue
    const raised = character !== small && form === form.toLowerCase()
    return raised ? known.charAt(0).toUpperCase() + known.slice(1) : known
  }
  const plain = character.normalize('NFKD').replace(SIGNS, '').replace(/\s/g, ' ')
  return /^[A-Za-z0-9 /\-?:().,'+]*$/.test(plain) ? plain : '.'
}
/** A letter without its signs. */
const bare = (character: string): string => character.normalize('NFD').replace(SIGNS, '')

/** Text inside an element. Throws for what XML cannot hold: nothing of that kind may have come this far. */
export function xmlText(text: string): string {
  if (/[^\x20-\uD7FF\uE000-\uFFFD]/.test(text)) throw new Error('broken promise: a bank file holds plain text')
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

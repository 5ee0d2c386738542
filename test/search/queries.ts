import type { PartnerFacts } from '#search/facts.ts'
import { random, TRADES } from './data.ts'

export type Known = { readonly type: string; readonly q: string; readonly targets: readonly string[] }

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[øØ]/g, 'o')
    .replace(/ı/g, 'i')
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .replace(/ß/g, 'ss')

function swap(word: string, at: number): string {
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
}

/** 60 queries on partners with known targets: exact, beginnings, slips, swaps, accents, word order, facts. */
export function knownQueries(partners: readonly PartnerFacts[], seed = 555): Known[] {
  const r = random(seed)
  const found: Known[] = []
  const pick = (ok: (name: string) => boolean): PartnerFacts => {
    for (;;) {
      const one = partners[Math.floor(r() * partners.length)] as PartnerFacts
      if (ok(one.name)) return one
    }
  }
  const parts = (name: string) => name.split(' ').filter(word => word !== '&')
  const longAt = (name: string) =>
    name.split(' ').findIndex(w => w.length >= 7 && !TRADES.includes(w) && /^[A-Za-z]+$/.test(w))
  const misspell = (word: string, at: number): string => {
    const kind = Math.floor(r() * 3)
    let letter = LETTERS[Math.floor(r() * 26)] ?? 'x'
    while (letter === word[at]?.toLowerCase()) letter = LETTERS[Math.floor(r() * 26)] ?? 'x'
    return word.slice(0, at) + (kind === 1 ? '' : letter) + word.slice(kind === 2 ? at : at + 1)
  }
  const add = (type: string, n: number, ok: (name: string) => boolean, make: (name: string) => string) => {
    for (let i = 0; i < n; i++) {
      const one = pick(ok)
      found.push({ type, q: make(one.name), targets: [one.id] })
    }
  }
  const broken = (change: (word: string) => string) => (name: string) => {
    const words = name.split(' ')
    const at = longAt(name)
    return words
      .map((word, i) => (i === at ? change(word) : word))
      .join(' ')
      .toLowerCase()
  }
  const hasLong = (name: string) => longAt(name) >= 0
  add(
    'exact',
    8,
    () => true,
    name => name,
  )
  add(
    'beginning',
    8,
    name => (parts(name).at(-1)?.length ?? 0) >= 6,
    name => name.slice(0, -3).toLowerCase(),
  )
  add(
    'slip at the first letter',
    6,
    hasLong,
    broken(word => misspell(word, 0)),
  )
  add(
    'slip in the middle',
    6,
    hasLong,
    broken(word => misspell(word, word.length >> 1)),
  )
  add(
    'slip at the end',
    6,
    hasLong,
    broken(word => misspell(word, word.length - 1)),
  )
  add(
    'swap',
    8,
    hasLong,
    broken(word => swap(word, 1 + Math.floor(r() * (word.length - 3)))),
  )
  add(
    'accents',
    8,
    name => plain(name) !== name,
    name => plain(name).toLowerCase(),
  )
  add(
    'word order',
    6,
    name => parts(name).length >= 2,
    name => {
      const [first = '', ...rest] = parts(name)
      return [...rest, first].join(' ').toLowerCase()
    },
  )
  for (let i = 0; i < 4; i++) {
    const one = pick(() => true)
    const fact = one.expertise[0]
    const targets = partners
      .filter(p => p.city === one.city && p.expertise.some(e => e.slug === fact?.slug))
      .map(p => p.id)
    found.push({ type: 'facts', q: `${fact?.labels.en} ${one.city}`.toLowerCase(), targets })
  }
  return found
}

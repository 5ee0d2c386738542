import { expect, test } from 'vitest'
import { compare } from '#search/matching.ts'
import { Vocabulary } from '#search/vocabulary.ts'
import { makeTown, random } from './data.ts'

const all = makeTown({ partners: 20, cases: 20, reviews: 60, words: 4_000 }).feds.flatMap(fed =>
  fed.docs.flatMap(d => Object.values(d.texts).join(' ').split(' ')),
)
const list = [...new Set(all)].filter(word => word !== '')

test('it finds exactly the words that the ranking would call a match, whether they were there at start or came later', () => {
  const vocabulary = new Vocabulary(list.slice(0, list.length / 2))
  for (const word of list.slice(list.length / 2)) vocabulary.add(word)
  expect(vocabulary.size).toBe(list.length)
  const r = random(5)
  for (let i = 0; i < 120; i++) {
    const word = list[Math.floor(r() * list.length)] as string
    const term = i % 2 === 0 ? word : word.slice(0, -2) + word.slice(-1)
    const [open, loose] = [i % 3 === 0, i % 5 === 0]
    const near = vocabulary.near(term, open, loose)
    if (near.length === 150) continue
    const found = list.filter(w => w !== term && near.some(n => (n.beginning ? w.startsWith(n.word) : w === n.word)))
    const wanted = list.filter(
      w => w !== term && !(open && w.startsWith(term)) && compare(term, w, open, loose) !== null,
    )
    expect(found.filter(w => !(open && w.startsWith(term))).sort()).toEqual(wanted.sort())
  }
})

test('an open word is answered by beginnings, each standing for all words below it', () => {
  const vocabulary = new Vocabulary(['marketing', 'marketeer', 'markdown', 'harmony'])
  expect(vocabulary.near('markte', true, false)).toEqual([{ word: 'marke', beginning: true }])
  expect(vocabulary.near('marketinh', false, false)).toEqual([{ word: 'marketing', beginning: false }])
})

test('a new word is told once, and forgotten answers are made anew', () => {
  const vocabulary = new Vocabulary(['retail'])
  expect(vocabulary.near('retial', false, false).map(n => n.word)).toEqual(['retail'])
  expect(vocabulary.add('retiol')).toBe(true)
  expect(vocabulary.add('retiol')).toBe(false)
  expect(vocabulary.has('retiol')).toBe(true)
  expect(vocabulary.near('retial', false, false).map(n => n.word)).toEqual(['retail', 'retiol'])
})

import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { issued } from '#payouts/issued.ts'
import { statementPdf } from '#payouts/statement-pdf.adapter.ts'
import { statementWords } from '#payouts/statement-words.ts'
import { paper, statement } from './papers.ts'

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const pagesIn = (bytes: Uint8Array) => [...textOf(bytes).matchAll(/\/Type \/Page\b/g)].length

test('the same statement gives the same bytes, whenever it is drawn', async () => {
  const [first, second] = [await statementPdf([statement]), await statementPdf([statement])]
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
  expect(textOf(first).startsWith('%PDF-1.')).toBe(true)
  expect(Buffer.from(await statementPdf([statement], statementWords('nl'))).equals(Buffer.from(first))).toBe(false)
})

test('a short month is one page, several currencies begin a page each, and a long month has as many as it needs', async () => {
  expect(pagesIn(await statementPdf([statement]))).toBe(1)
  expect(pagesIn(await statementPdf([statement, issued({ ...paper, number: 4, currency: 'USD' })]))).toBe(2)
  const [first] = paper.lines
  const lines = Array.from({ length: 100 }, () => first).filter(line => line !== undefined)
  expect(pagesIn(await statementPdf([issued({ ...paper, lines })]))).toBe(3)
})

test('the fonts lie in it, for letters that no printer has, and text may be taken out of it again', async () => {
  const document = { ...paper.document, supplier: { ...paper.document.supplier, name: 'Łódź Žižkov Ελλάς Київ' } }
  const text = textOf(await statementPdf([issued({ ...paper, document })]))
  expect(text.match(/\/FontFile2/g)).toHaveLength(2)
  const maps = [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].flatMap(([, stream = '']) => {
    try {
      return [inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')]
    } catch {
      return []
    }
  })
  const letters = maps.filter(map => map.includes('begincmap')).join('\n')
  for (const letter of ['Ł', 'Ž', 'Ε', 'К', '−']) {
    const code = (letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')
    expect(letters, letter).toContain(code)
  }
})

test('letters that no font of ours has are left out of a name, and never leave it empty', async () => {
  const drawn = (name: string) =>
    statementPdf([
      issued({ ...paper, document: { ...paper.document, supplier: { ...paper.document.supplier, name } } }),
    ])
  const same = async (a: string, b: string) => {
    const title = (bytes: Uint8Array) => textOf(bytes).match(/\/Title [^\n]*/)?.[0]
    expect(title(await drawn(a))).toBe(title(await drawn(b)))
  }
  await same('Nūr Wasl · نور وصل', 'Nūr Wasl')
  await same('نور', '?')
})

/** Covers of six kinds, 16:10, without text: what the work of a firm looks like from two metres away. */
import { fnv1a, hex, inkOf, n, randomOf } from './drawing.ts'

export const COVER_KINDS = ['chart', 'mail', 'flow', 'dashboard', 'phone', 'segments'] as const
export type CoverKind = (typeof COVER_KINDS)[number]

type Palette = {
  readonly ground: string
  readonly ink: string
  readonly mid: string
  readonly soft: string
  readonly accent: string
}
type Random = () => number

const box = (x: number, y: number, w: number, h: number, rx: number, fill: string, more = '') =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" rx="${n(rx)}" fill="${fill}"${more}/>`
const line = (d: string, stroke: string, width: number) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"/>`

const DRAW: Record<CoverKind, (p: Palette, random: Random) => string> = {
  chart(p, random) {
    const tops = Array.from({ length: 9 }, (_, i) => 150 - i * 11 - random() * 26)
    const bars = tops.map((y, i) => box(46 + i * 31, y, 19, 182 - y, 4, i === 7 ? p.accent : p.mid)).join('')
    const points = tops.map((y, i) => `${n(55.5 + i * 31)} ${n(y - 14)}`).join('L')
    return `${line('M34 184H326', p.ink, 2)}${bars}${line(`M${points}`, p.ink, 2.5)}`
  },
  mail(p, random) {
    const lines = [0, 1, 2].map(i => box(104, 112 + i * 17, 96 + random() * 48, 7, 3.5, p.soft)).join('')
    return `${box(82, 30, 196, 168, 10, '#fff')}${box(82, 30, 196, 62, 10, p.mid)}${box(104, 50, 60 + random() * 30, 9, 4.5, '#fff')}${box(104, 66, 40, 7, 3.5, '#fff', ' fill-opacity=".6"')}${lines}${box(104, 168, 66, 18, 9, p.accent)}${box(222, 112, 34, 41, 5, p.soft)}`
  },
  flow(p, random) {
    const shift = () => random() * 16 - 8
    const nodes = [
      [62, 112 + shift()],
      [146, 62 + shift()],
      [146, 162 + shift()],
      [226, 62 + shift()],
      [226, 162 + shift()],
      [300, 112 + shift()],
    ] as const
    const edges = [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 4],
      [3, 5],
      [4, 5],
    ]
      .map(([from, to]) => {
        const [a, b] = [nodes[from ?? 0], nodes[to ?? 0]]
        if (!a || !b) return ''
        const x = n((a[0] + b[0]) / 2)
        return `M${a[0]} ${n(a[1])}C${x} ${n(a[1])} ${x} ${n(b[1])} ${b[0]} ${n(b[1])}`
      })
      .join('')
    const boxes = nodes
      .map(
        ([x, y], i) =>
          box(x - 23, y - 17, 46, 34, 9, i === 5 ? p.accent : '#fff') +
          box(x - 11, y - 3, 22, 6, 3, i === 5 ? '#fff' : p.mid),
      )
      .join('')
    return line(edges, p.mid, 3) + boxes
  },
  dashboard(p, random) {
    const stats = [0, 1, 2]
      .map(i => box(96 + i * 66, 48, 56, 34, 6, p.soft) + box(104 + i * 66, 56, 20 + random() * 18, 8, 4, p.ink))
      .join('')
    const points = Array.from({ length: 7 }, (_, i) => `${96 + i * 31} ${n(158 - i * 6 - random() * 24)}`).join('L')
    return `${box(34, 30, 292, 166, 10, '#fff')}${box(34, 30, 44, 166, 10, p.mid)}${[0, 1, 2, 3].map(i => box(46, 48 + i * 22, 20, 7, 3.5, i === 1 ? p.accent : '#fff')).join('')}${stats}${box(96, 94, 188, 84, 6, p.ground)}${line(`M${points}`, p.accent, 4)}${box(290, 94, 22, 84, 6, p.soft)}`
  },
  phone(p, random) {
    const rows = [0, 1, 2, 3]
      .map(
        i =>
          box(150, 62 + i * 29, 16, 16, 8, i === 1 ? p.accent : p.mid) +
          box(173, 64 + i * 29, 26 + random() * 12, 5, 2.5, p.ink) +
          box(173, 73 + i * 29, 18, 4, 2, p.soft),
      )
      .join('')
    return `<circle cx="108" cy="120" r="${n(44 + random() * 14)}" fill="${p.soft}"/><circle cx="268" cy="92" r="${n(28 + random() * 14)}" fill="${p.mid}" fill-opacity=".45"/>${box(136, 22, 88, 184, 14, p.ink)}${box(141, 28, 78, 172, 10, '#fff')}${box(150, 40, 40, 9, 4.5, p.mid)}${rows}${box(150, 178, 60, 13, 6.5, p.accent)}`
  },
  segments(p, random) {
    const share = 0.22 + random() * 0.25
    const angle = share * 2 * Math.PI
    const [x, y] = [130 + 62 * Math.sin(angle), 112 - 62 * Math.cos(angle)]
    const rows = [0, 1, 2, 3]
      .map(
        i =>
          box(222, 66 + i * 26, 12, 12, 3, [p.accent, p.mid, p.ink, p.soft][i] ?? p.mid) +
          box(242, 69 + i * 26, 34 + random() * 42, 7, 3.5, p.soft),
      )
      .join('')
    return `<circle cx="130" cy="112" r="62" fill="none" stroke="${p.mid}" stroke-width="30"/><path d="M130 50A62 62 0 0 1 ${n(x)} ${n(y)}" fill="none" stroke="${p.accent}" stroke-width="30"/><circle cx="130" cy="112" r="26" fill="${p.ink}"/>${rows}`
  },
}

/** The cover of a case or a firm: the same name and kind give the same bytes. */
export function cover(name: string, kind: CoverKind): string {
  const random = randomOf(fnv1a(`${name} ${kind}`))
  const { hue } = inkOf(random)
  const palette: Palette = {
    ground: hex(hue, 38, 92),
    ink: hex(hue, 42, 26),
    mid: hex(hue, 42, 62),
    soft: hex(hue, 36, 84),
    accent: hex((hue + 30 + Math.floor(random() * 26)) % 360, 70, 54),
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="360" height="225" viewBox="0 0 360 225"><rect width="360" height="225" fill="${palette.ground}"/>${DRAW[kind](palette, random)}</svg>`
}

/** The kind that goes with a name when nobody chose one. */
export const coverKindOf = (name: string): CoverKind => COVER_KINDS[fnv1a(name) % COVER_KINDS.length] ?? 'chart'

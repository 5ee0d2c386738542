export type Figure = {
  readonly name: string
  /** Ours against the yardstick; what `bar` asks of it. */
  readonly ratio: number
  readonly bar: { readonly least: number } | { readonly most: number }
  readonly detail: string
}

export const median = (list: readonly number[]): number => {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export const holds = ({ ratio, bar }: Figure): boolean => ('least' in bar ? ratio >= bar.least : ratio <= bar.most)

export const told = (figure: Figure): string => {
  const bar = 'least' in figure.bar ? `≥ ${figure.bar.least}` : `≤ ${figure.bar.most}`
  return `${holds(figure) ? 'ok  ' : 'MISS'} ${figure.name.padEnd(46)} ${figure.ratio.toFixed(3)} (${bar})  ${figure.detail}`
}

/** Runs two things in turn, A B A B …, so that a machine whose speed drifts treats both alike. */
export async function inTurn(
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ a: number[]; b: number[] }> {
  const result = { a: [] as number[], b: [] as number[] }
  for (let i = 0; i < rounds; i++) {
    result.a.push(await a())
    result.b.push(await b())
  }
  return result
}

/** What can be said about one field of work. `{client}`, `{firm}` and `{n}` are filled in. */
export type Area = {
  /** The work, as its customer calls it: "our welcome series". */
  readonly project: readonly string[]
  /** What a customer's review says it came for. */
  readonly problem: readonly string[]
  /** What it liked, in particulars. */
  readonly good: readonly string[]
  /** What a case says: where it began, what was done, what came of it. */
  readonly title: readonly string[]
  readonly challenge: readonly string[]
  readonly approach: readonly string[]
  readonly result: readonly string[]
  readonly metrics: readonly (readonly [from: number, to: number, pattern: string, label: string])[]
}
export type Areas = { readonly [slug: string]: Area }

/** Reads areas written as `# slug`, then lines of `part: sentence`, and one of figures: `from ; to ; pattern ; label | …`. */
export function readAreas(text: string): Areas {
  const areas = text
    .trim()
    .split('\n\n')
    .map(block => {
      const [head = '', ...lines] = block.split('\n')
      const part = (name: string) =>
        lines.filter(line => line.startsWith(`${name}: `)).map(line => line.slice(name.length + 2))
      const metrics = (part('metrics')[0] ?? '').split(' | ').map(figure => {
        const [from = '', to = '', pattern = '', label = ''] = figure.split(' ; ')
        return [Number(from), Number(to), pattern, label] as const
      })
      const area: Area = {
        project: part('project'),
        problem: part('problem'),
        good: part('good'),
        title: part('title'),
        challenge: part('challenge'),
        approach: part('approach'),
        result: part('result'),
        metrics,
      }
      return [head.slice(2), area] as const
    })
  return Object.fromEntries(areas)
}

const NAME = /^search-(\d+)\.db$/

/** The index files among the names of a folder, newest first. */
export function indexFiles(names: readonly string[]): { readonly name: string; readonly n: number }[] {
  return names
    .flatMap(name => {
      const match = NAME.exec(name)
      return match ? [{ name, n: Number(match[1]) }] : []
    })
    .sort((a, b) => b.n - a.n)
}

export const nextName = (names: readonly string[]): string => `search-${(indexFiles(names)[0]?.n ?? 0) + 1}.db`

/** Everything that belongs to index files but `keep`: what a swap or a killed build leaves behind. */
export const leftovers = (names: readonly string[], keep: string): string[] =>
  names.filter(name => /^search-\d+\.db(-wal|-shm|-journal)?$/.test(name) && !name.startsWith(keep))

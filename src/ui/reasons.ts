/** The three parts that add most to a place in the results, largest first; what adds nothing is not named (RK-2). */
export const reasonsOf = (parts: Readonly<Record<string, number>>): string[] =>
  Object.entries(parts)
    .filter(([, share]) => share > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name]) => name)

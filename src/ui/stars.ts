/** The width, of 100, to which five stars are filled: exact, never rounded up. A star is 18 wide every 20, one in from the left. */
export function starFill(rating: number): number {
  const r = Math.max(0, Math.min(5, rating))
  const whole = Math.floor(r)
  const rest = r - whole
  return Math.round((20 * whole + (rest > 1e-9 ? 1 + 18 * rest : 0)) * 100) / 100
}

const POINTS = [
  [10, 1],
  [12.78, 6.63],
  [19, 7.54],
  [14.5, 11.92],
  [15.56, 18.11],
  [10, 15.19],
  [4.44, 18.11],
  [5.5, 11.92],
  [1, 7.54],
  [7.22, 6.63],
] as const

/** Five stars as one path in a box of 100 × 20. */
export const STARS_PATH = [0, 20, 40, 60, 80]
  .map(x => `M${POINTS.map(([px, py]) => `${Math.round((px + x) * 100) / 100} ${py}`).join('L')}Z`)
  .join('')

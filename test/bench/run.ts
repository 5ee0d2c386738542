/** `npm run bench [part…]`: every ratio measured side by side in one run; exit code 1 if one misses its bar. */
import { type Figure, holds, told } from './measure.ts'

const PARTS: Record<string, () => Promise<Figure[]>> = {
  pages: () => import('./pages.ts').then(m => m.benchPages()),
  import: () => import('./import.ts').then(m => m.benchImport()),
  search: () => import('./search.ts').then(m => m.benchSearch()),
  close: () => import('./close.ts').then(m => m.benchClose()),
  doctor: () => import('./doctor.ts').then(m => m.benchDoctor()),
  earnings: () => import('./earnings.ts').then(m => m.benchEarnings()),
}

const asked = process.argv.slice(2)
const unknown = asked.filter(part => !(part in PARTS))
if (unknown.length > 0) {
  process.stderr.write(`bench: there is no part "${unknown[0]}"; there are ${Object.keys(PARTS).join(', ')}\n`)
  process.exit(2)
}
let missed = 0
for (const [part, run] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(part)) continue
  for (const figure of await run()) {
    console.log(told(figure))
    if (!holds(figure)) missed++
  }
}
process.exit(missed > 0 ? 1 : 0)

import type { Cx } from '#db/client.ts'
import type { Act } from '#doors/acts.ts'
import { readHistory } from '#doors/history.ts'
import { passUntil } from '../due.ts'
import { enact, type Stage } from '../enact.ts'
import { type Command, Failure, readFile, withSite } from './command.ts'
import type { Handlers, Outcome } from './history-act.ts'
import { LEADS } from './history-leads.ts'
import { MONEY } from './history-money.ts'
import { PEOPLE } from './history-people.ts'
import { REVIEWS } from './history-reviews.ts'
import { settled } from './settle.ts'

const HANDLERS: Handlers = {
  ...PEOPLE,
  ...LEADS,
  ...MONEY,
  ...REVIEWS,
  wait: async () => ({ ok: true, value: null }),
}

/** What the table of handlers promises by its type, said where the compiler cannot follow: each act goes to its own handler. */
const perform = (cx: Cx, act: Act): Promise<Outcome> =>
  (HANDLERS[act.do] as (cx: Cx, act: Act) => Promise<Outcome>)(cx, act)

/** One line: first what became due on the way to it, each at its own instant, then the act; refused, it changes nothing. */
async function play(stage: Stage, act: Act): Promise<Outcome> {
  await passUntil(stage, act.at, settled)
  return enact(stage, { name: `replay ${act.do}`, now: act.at }, async cx => {
    const done = await perform(cx, act)
    if (done.ok) await settled(cx)
    return done
  })
}

export const commands: Record<string, Command> = {
  replay: {
    usage: 'replay FILE.jsonl [--strict]',
    says: 'Plays a history through the same verbs as the site, under the history’s clock.',
    options: { strict: { type: 'boolean', says: 'stop at the first refusal, with exit code 1' } },
    takes: [1, 1],
    run: async (given, out) => {
      const path = given.positionals[0] ?? ''
      const history = readHistory(readFile(path))
      if (history.fault) {
        const { line, field, message } = history.fault
        const place = field === null ? '' : `, field ${field}`
        throw new Failure(`${path}: line ${line}${place}: ${message}`, { errors: [history.fault] })
      }
      await withSite(async ({ database }) => {
        const stage: Stage = { database, worker: { nudge() {} } }
        let refused = 0
        for (const [index, act] of history.acts.entries()) {
          const outcome = await play(stage, act)
          if (!outcome.ok) refused++
          if (out.json)
            out.raw(
              `${JSON.stringify(outcome.ok ? { line: act.line, ok: true } : { line: act.line, ok: false, refusal: outcome.refusal })}\n`,
            )
          else if (!outcome.ok) out.log(`line ${act.line}: ${act.do} refused: ${outcome.refusal}`)
          if (!outcome.ok && given.flag('strict'))
            throw new Failure(`${path}: line ${act.line}: ${act.do} refused: ${outcome.refusal}`)
          if (index % 50 === 0) {
            out.progress(index / history.acts.length, `line ${act.line}`)
            await new Promise(resolve => setImmediate(resolve))
          }
        }
        if (!out.json) out.answer(null, `${history.acts.length} lines played, ${refused} refused`)
      })
    },
  },
}

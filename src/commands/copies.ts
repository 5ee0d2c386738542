import { backup, restore } from '../backup.ts'
import { type Command, Failure, pathOf, withSite } from './command.ts'
import { readEnv } from '../env.ts'

export const commands: Record<string, Command> = {
  backup: {
    usage: 'backup FILE',
    says: 'A consistent copy of the database while the site serves.',
    takes: [1, 1],
    run: (given, out) =>
      withSite(async ({ database }) => {
        const file = pathOf(given.positionals[0] ?? '')
        const done = await backup(database, file)
        if (!done.ok) throw new Failure(`${given.positionals[0]} was not written [${done.refusal}]`)
        out.answer({ file, ...done.value }, `the copy is in ${given.positionals[0]}`)
      }),
  },
  restore: {
    usage: 'restore FILE',
    says: 'Puts a copy back into an empty place.',
    takes: [1, 1],
    run: async (given, out) => {
      const file = pathOf(given.positionals[0] ?? '')
      const done = await restore(file, readEnv().databaseUrl)
      if (!done.ok) throw new Failure(`${given.positionals[0]} was not restored [${done.refusal}]`)
      out.answer({ file, ...done.value }, 'restored')
    },
  },
}

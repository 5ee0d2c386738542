import { asc, desc, eq } from '#db/orm.ts'
import type { Cx } from '#db/client.ts'
import { programs, programTerms } from '#db/schema/programs.ts'
import { actorName } from '#kernel/actor.ts'
import type { ProgramKey } from '#kernel/id.ts'
import type { Day } from '#kernel/period.ts'
import type { Settings } from './setting.ts'
import { type Terms, type TermsBody, termsBody } from './terms.ts'

export type Program = {
  readonly key: ProgramKey
  readonly name: string
  readonly preset: string
  readonly timeZone: string
  readonly settings: Settings
}

type Row = typeof programs.$inferSelect
const programOf = (row: Row): Program => ({
  key: row.key as ProgramKey,
  name: row.name,
  preset: row.preset,
  timeZone: row.timeZone,
  settings: JSON.parse(row.settings) as Settings,
})

export async function loadProgram(cx: Cx, key: string): Promise<Program | null> {
  const [row] = await cx.db.select().from(programs).where(eq(programs.key, key))
  return row ? programOf(row) : null
}

export async function loadPrograms(cx: Cx): Promise<Program[]> {
  return (await cx.db.select().from(programs).orderBy(asc(programs.key))).map(programOf)
}

export async function keepProgram(cx: Cx, program: Program): Promise<void> {
  const { key, name, preset, timeZone } = program
  const settings = JSON.stringify(program.settings)
  await cx.db.insert(programs).values({ key, name, preset, timeZone, settings, createdAt: cx.now })
}

/** All versions, oldest first. */
export async function loadTerms(cx: Cx, key: string): Promise<Terms[]> {
  const rows = await cx.db
    .select()
    .from(programTerms)
    .where(eq(programTerms.program, key))
    .orderBy(asc(programTerms.version))
  return rows.map(row => ({
    ...termsBody.parse(JSON.parse(row.body)),
    program: row.program as ProgramKey,
    version: row.version,
    from: row.effectiveFrom as Day | null,
  }))
}

/** When a version was published, and by whom. */
export type Publication = {
  readonly version: number
  readonly from: Day | null
  readonly publishedAt: Date
  readonly publishedBy: string
}

/** Newest first. */
export async function loadPublications(cx: Cx, key: string): Promise<Publication[]> {
  const { version, effectiveFrom, publishedAt, publishedBy } = programTerms
  const rows = await cx.db
    .select({ version, from: effectiveFrom, publishedAt, publishedBy })
    .from(programTerms)
    .where(eq(programTerms.program, key))
    .orderBy(desc(programTerms.version))
  return rows.map(row => ({ ...row, from: row.from as Day | null }))
}

export async function keepTerms(cx: Cx, program: ProgramKey, version: number, from: Day | null, body: TermsBody) {
  await cx.db.insert(programTerms).values({
    program,
    version,
    effectiveFrom: from,
    body: JSON.stringify(body),
    publishedAt: cx.now,
    publishedBy: actorName(cx.actor),
  })
}

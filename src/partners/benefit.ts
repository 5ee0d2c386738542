import type { ProgramKey } from '#kernel/id.ts'
import type { TermsBody } from '#programs/index.ts'

/** What a partner has in one program: the words of its tier and modules; `told` are all words that some tier or module has. */
export type Benefits = {
  readonly program: ProgramKey
  readonly tier: string | null
  readonly modules: readonly string[]
  readonly has: ReadonlySet<string>
  readonly told: ReadonlySet<string>
}

/** The benefits of a tier and of the modules that the partner holds and its tier may have. */
export function benefitsIn(
  terms: TermsBody & { readonly program: ProgramKey },
  tier: string | null,
  modules: readonly string[],
): Benefits {
  const own = terms.tiers.find(known => known.key === tier)
  const held = terms.modules.filter(
    module =>
      modules.includes(module.key) && (module.tiers.length === 0 || (tier !== null && module.tiers.includes(tier))),
  )
  return {
    program: terms.program,
    tier: own?.key ?? null,
    modules: held.map(module => module.key),
    has: new Set([...(own?.benefits ?? []), ...held.flatMap(module => module.benefits)]),
    told: new Set([...terms.tiers, ...terms.modules].flatMap(one => one.benefits)),
  }
}

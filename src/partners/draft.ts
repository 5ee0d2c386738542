import type { Contact, PlainContact } from '#kernel/contact.ts'

/** What a caller says of a partner. */
export type PartnerDraft = Contact & {
  readonly id: string
  readonly program: string
  readonly tier?: string | null | undefined
  readonly modules?: readonly string[] | undefined
  readonly agreement?: boolean | undefined
}
/** One row of a file of partners. What is absent stays as it is, what is empty is cleared. `row` for the fault list. */
export type PartnerRow = Contact & {
  readonly id: string
  readonly tier?: string | null | undefined
  readonly row?: number | undefined
}

/** What was said, as canonical text: the same content gives the same text. */
export function declarationOf(
  contact: PlainContact,
  said: { tier?: string | null | undefined; modules?: readonly string[] | undefined; agreement?: boolean | undefined },
): string {
  const { name, domain, email, country, website } = contact
  const modules = [...(said.modules ?? [])].sort()
  return JSON.stringify([name, domain, email, country, website, said.tier ?? null, modules, said.agreement ?? true])
}

/** Whether what is said now is what is known; what is left out is not denied. */
export function agrees(known: PlainContact, said: PlainContact): boolean {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
  return declarationOf({ ...known, ...given }, {}) === declarationOf(known, {})
}

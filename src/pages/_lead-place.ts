import type { LeadId } from '#kernel/id.ts'

/** Where a page of leads goes on, as it stands in an address. */
export const placeText = (lead: { readonly registeredAt: Date; readonly id: string }): string =>
  `${lead.registeredAt.getTime()}.${lead.id}`

/** Null starts anew, and so does what nobody could have written. */
export function leadPlace(text: string | null): { readonly registeredAt: Date; readonly id: LeadId } | null {
  const match = /^(\d{1,14})\.(.+)$/s.exec(text ?? '')
  return match ? { registeredAt: new Date(Number(match[1])), id: (match[2] ?? '') as LeadId } : null
}

export type Ok<T> = { readonly ok: true; readonly value: T }
/** A no that the user can understand: `refusal` is a kebab-case name from programs.md section 7 or the room's own list. */
export type Refused<R extends string> = { readonly ok: false; readonly refusal: R }
export type Result<T, R extends string> = Ok<T> | Refused<R>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const refuse = <R extends string>(refusal: R): Refused<R> => ({ ok: false, refusal })

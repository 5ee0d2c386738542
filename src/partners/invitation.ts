export type Invitation = {
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
}

export const INVITATION_DAYS = 7

export const expiryOf = (invitedAt: Date): Date => new Date(invitedAt.getTime() + INVITATION_DAYS * 86_400_000)

/** An invitation works once, until the instant it expires (that instant excluded). */
export const isGood = (invitation: Invitation, now: Date): boolean =>
  invitation.acceptedAt === null && now < invitation.expiresAt

import { hash, randomBytes } from 'node:crypto'

/** A one-time secret for a link: 256 bits that are sent once and never kept. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of it: a stolen database opens no link. */
export const tokenHash = (token: string): string => hash('sha256', token, 'hex')

import { hash } from 'node:crypto'

/** The name of an asset: the first 32 hex digits of the SHA-256 of its bytes. */
export const contentHash = (body: string): string => hash('sha256', body, 'hex').slice(0, 32)

import { createHmac, hash } from 'node:crypto'

/** 32 random bytes: what a one-time link carries. Only its hash is kept. */
export const newToken = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')

export const hashOf = (secret: string): string => hash('sha256', secret, 'base64url')

/** The name under which tries are counted: keyed, so that the table tells nobody which addresses were here. */
export const bucketOf = (limit: string, whom: string, key: string): string =>
  `${limit}:${createHmac('sha256', key).update(whom).digest('base64url').slice(0, 22)}`

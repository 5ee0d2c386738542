/// <reference types="astro/client" />

declare namespace App {
  /** What every page and action is given. Made in src/middleware.ts. */
  interface Locals {
    house: import('./house.ts').House
    search: import('./house.ts').House['search']
    /** On the reader, as the actor, at the instant the request arrived: for questions. Verbs go through `perform`. */
    cx: import('#db/client.ts').Cx
    actor: import('#kernel/actor.ts').Actor
    /** The session that the cookie opened, by its hash: marks "this device" in the list of devices. */
    session: { readonly hash: string } | null
    /** For identity's steps at the door: sign-in, sign-up, one-time links. */
    door: import('#identity/index.ts').Door
    /**
     * Something that is the same for everybody: made once for each key, language and content version, and for a minute at
     * most. The key must say everything it depends on; nothing of the actor may be in it. Null is made anew each time.
     */
    keep: <T>(key: string, make: () => Promise<T>) => Promise<T>
    /** What the operator calls this site. */
    siteName: string
    requestId: string
    /** The caller's address, for rate limits; taken from the proxy only under TRUST_PROXY. */
    address: string
    locale: 'en' | 'nl'
    /** The path without /nl. */
    path: string
    theme: 'light' | 'dark' | 'auto'
  }
}

import { attribution } from './attribution.ts'
import { binding } from './binding.ts'
import { directory } from './directory.ts'
import { identity } from './identity.ts'
import { outbox } from './outbox.ts'
import { partners } from './partners.ts'
import { reviews } from './reviews.ts'
import { settings } from './settings.ts'
import { welcome } from './welcome.ts'

/** One thin file a room: parse, perform, say where to go. */
export const server = { attribution, binding, directory, identity, outbox, partners, reviews, settings, welcome }

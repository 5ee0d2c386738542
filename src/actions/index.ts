import { attribution } from './attribution.ts'
import { binding } from './binding.ts'
import { customers } from './customers.ts'
import { directory } from './directory.ts'
import { identity } from './identity.ts'
import { outbox } from './outbox.ts'
import { partners } from './partners.ts'
import { payouts } from './payouts.ts'
import { programDesk } from './programs.ts'
import { reviews } from './reviews.ts'
import { settings } from './settings.ts'
import { turnover } from './turnover.ts'
import { welcome } from './welcome.ts'

/** One thin file a room: parse, perform, say where to go. */
export const server = {
  attribution,
  binding,
  customers,
  directory,
  identity,
  outbox,
  partners,
  payouts,
  programs: programDesk,
  reviews,
  settings,
  turnover,
  welcome,
}

import { attribution } from './attribution.ts'
import { binding } from './binding.ts'
import { customers } from './customers.ts'
import { deals } from './deals.ts'
import { directory } from './directory.ts'
import { disputes } from './disputes.ts'
import { enablement } from './enablement.ts'
import { identity } from './identity.ts'
import { leads } from './leads.ts'
import { licencing } from './licences.ts'
import { outbox } from './outbox.ts'
import { partners } from './partners.ts'
import { payoutRuns } from './payout-runs.ts'
import { payouts } from './payouts.ts'
import { programDesk } from './programs.ts'
import { reviews } from './reviews.ts'
import { settings } from './settings.ts'
import { statements } from './statements.ts'
import { tasks } from './tasks.ts'
import { tiers } from './tiers.ts'
import { turnover } from './turnover.ts'
import { welcome } from './welcome.ts'

/** One thin file a room: parse, perform, say where to go. */
export const server = {
  attribution,
  binding,
  customers,
  deals,
  directory,
  disputes,
  enablement,
  identity,
  leads,
  licences: licencing,
  outbox,
  partners,
  payoutRuns,
  payouts,
  programs: programDesk,
  reviews,
  settings,
  statements,
  tasks,
  tiers,
  turnover,
  welcome,
}

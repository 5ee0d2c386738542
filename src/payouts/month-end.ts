import { endOfDay, lastDay, type Month } from '#kernel/period.ts'

/** A month may be closed once it is over everywhere the programs count their days; without a program in UTC. */
export function hasEnded(month: Month, now: Date, timeZones: readonly string[]): boolean {
  const zones = timeZones.length === 0 ? ['UTC'] : timeZones
  return zones.every(zone => now > endOfDay(lastDay(month), zone))
}

import { createHash } from 'node:crypto'
import type { Standing } from '#ledger/index.ts'
import { BANK, partnerAccount } from '#ledger/index.ts'
import type { Item } from './payout-item.ts'

export type KeptFile = {
  readonly version: string
  readonly currency: string
  readonly items: number
  readonly total: string
  readonly bytes: Uint8Array
  readonly hash: string
}
export type KeptRun = {
  readonly id: string
  readonly preparedBy: string | null
  readonly approvedBy: string | null
  readonly items: readonly Item[]
  readonly files: readonly KeptFile[]
  /** What stands in the ledger under each item's cause, in the order of the items. */
  readonly standing: readonly (readonly Standing[])[]
}

/**
 * What is wrong with a run, a sentence each: its payments are what the ledger reserved, paid or put back, a second person approved
 * it, and each bank file is the bytes that were made, with no more than the run has (invariants 14 and 16).
 */
export function runFaults(run: KeptRun): string[] {
  const faults = run.items.flatMap((item, i) => {
    const fault = itemFault(item, run.standing[i] ?? [])
    return fault === null ? [] : [`payment ${item.reference} of run ${run.id} ${fault}`]
  })
  if (run.approvedBy !== null && run.approvedBy === run.preparedBy)
    faults.push(`run ${run.id} was approved by who prepared it`)
  for (const file of run.files) {
    const name = `the ${file.currency} file of run ${run.id}`
    if (createHash('sha256').update(file.bytes).digest('hex') !== file.hash) faults.push(`${name} is not what was made`)
    const inFile = run.items.filter(item => item.currency === file.currency && item.byHand === null)
    const most = inFile.reduce((sum, item) => sum + item.amount, 0n)
    if (file.items > inFile.length || BigInt(file.total) > most) faults.push(`${name} pays more than was set aside`)
    const text = new TextDecoder().decode(file.bytes)
    const told = (text.match(/<EndToEndId>/g) ?? []).length
    if (told !== file.items) faults.push(`${name} has ${told} payments and says ${file.items}`)
  }
  return faults
}

/** Reserved, paid, or back: all of the amount is in one of the three, and nothing of it anywhere else. */
function itemFault(item: Item, standing: readonly Standing[]): string | null {
  const payable = partnerAccount(item.partner, 'Payable')
  const sums = new Map<string, bigint>()
  for (const { account, net, currency } of standing) {
    if (currency !== item.currency) return 'moves another currency'
    sums.set(account, (sums.get(account) ?? 0n) + net)
  }
  const left = [...sums.values()].filter(net => net !== 0n)
  if (left.length === 0) return null
  if (sums.get(payable) !== item.vat - item.amount) return 'is not what the ledger took from what was payable'
  const held = sums.get(partnerAccount(item.partner, 'InPayment')) ?? 0n
  const paid = -(sums.get(BANK) ?? 0n)
  return held + paid === item.amount && (held === 0n || paid === 0n) ? null : 'is neither reserved nor paid as a whole'
}

import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { settleNext } from '#commissions/index.ts'
import { SYSTEM } from '#kernel/actor.ts'
import type { PartnerId } from '#kernel/id.ts'
import {
  approvePayout,
  exportPayout,
  plainAccount,
  preparePayout,
  rejectPayment,
  setBankDetails,
  settlePayout,
} from '#payouts/index.ts'
import { perform } from '#perform.ts'
import { choice, id, optionalText, text } from './field.ts'

const pathOf = (run: string): string => `/admin/payouts/run?run=${encodeURIComponent(run)}`
/** One payment, one partner, or the whole run where neither is named. */
const part = z.object({ run: id, partner: optionalText(120), currency: optionalText(3) })
const wishOf = ({ run, partner, currency }: z.infer<typeof part>) => ({
  run,
  ...(partner === '' ? {} : { partner: partner as PartnerId }),
  ...(currency === '' ? {} : { currency }),
})
const account = z.object({ iban: text(60), name: text(70), bic: optionalText(20) }).superRefine((given, context) => {
  const plain = plainAccount(given)
  if (plain.ok) return
  const field = { 'bad-iban': 'iban', 'bad-bic': 'bic', 'bad-name': 'name' }[plain.refusal]
  context.addIssue({ code: 'custom', path: [field], message: plain.refusal })
})

/** A run of payouts, step by step; and where money comes from and goes to. */
export const payoutRuns = {
  prepare: defineAction({
    accept: 'form',
    input: z.object({ run: id }),
    handler: async ({ run }, { locals }) => {
      await perform(locals, 'payouts.prepare', async cx => {
        // What came in before the run belongs to it, settled or not.
        for (;;) if (!(await settleNext({ ...cx, actor: SYSTEM }, 500)).more) break
        return preparePayout(cx, { run, by: null })
      })
      return `${pathOf(run)}&done=payout-prepared`
    },
  }),
  approve: defineAction({
    accept: 'form',
    input: z.object({ run: id }),
    handler: async ({ run }, { locals }) => {
      await perform(locals, 'payouts.approve', cx => approvePayout(cx, { run, by: '' }))
      return `${pathOf(run)}&done=payout-approved`
    },
  }),
  export: defineAction({
    accept: 'form',
    input: z.object({ run: id, version: choice(['09', '03']) }),
    handler: async ({ run, version }, { locals }) => {
      await perform(locals, 'payouts.export', cx => exportPayout(cx, { run, version }))
      return `${pathOf(run)}&done=payout-exported`
    },
  }),
  settle: defineAction({
    accept: 'form',
    input: part,
    handler: async (given, { locals }) => {
      await perform(locals, 'payouts.settle', cx => settlePayout(cx, wishOf(given)))
      return `${pathOf(given.run)}&done=payout-settled`
    },
  }),
  reject: defineAction({
    accept: 'form',
    input: part,
    handler: async (given, { locals }) => {
      await perform(locals, 'payouts.reject', cx => rejectPayment(cx, wishOf(given)))
      return `${pathOf(given.run)}&done=payout-rejected`
    },
  }),
  ownAccount: defineAction({
    accept: 'form',
    input: account,
    handler: async (given, { locals }) => {
      await perform(locals, 'payouts.setBankDetails', cx => setBankDetails(cx, { partner: null, ...given }))
      return '/admin/payouts/bank?done=bank-saved'
    },
  }),
  account: defineAction({
    accept: 'form',
    input: account,
    handler: async (given, { locals }) => {
      const partner = (locals.actor.kind === 'user' ? locals.actor.partner?.id : null) ?? ('' as PartnerId)
      await perform(locals, 'payouts.setBankDetails', cx => setBankDetails(cx, { partner, ...given }))
      return '/partner/bank?done=bank-saved'
    },
  }),
}
